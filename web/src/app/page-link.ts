import { masks } from '../../../wasm/attention.js';
import type { Chapter } from '../chapters/chapter.js';
import { chapterIds } from '../chapters/index.js';
import type { Engine } from '../compute/engine.js';
import type { LinkLimits } from './link.js';
import { languages } from '../text/languages.js';
import { knownWords, splitWords } from '../compute/model/words.js';
import { temperatures } from '../compute/model/temperatures.js';
import { themes } from '../ui/themes.js';

/**
 * What a link to the page can mean. It is to the model that came with the page, whatever model its reader
 * looks at. Steps are known of the chapters that have been loaded.
 */
export function pageLinkLimits({ trained }: Engine, loaded: readonly Chapter[]): LinkLimits {
  const { vocabulary, dimensions } = trained.model;
  return {
    // As the page itself writes it: what only resembles a sentence has been damaged on its way.
    isSentence: (sentence) =>
      knownWords(sentence, vocabulary, dimensions.n_positions)?.join(' ') === sentence,
    tokensOf: (sentence) => splitWords(sentence).length,
    heads: dimensions.n_heads,
    directions: dimensions.d_value,
    steps: Object.fromEntries(
      chapterIds.map((id) => [id, stepsOf(loaded.find((chapter) => chapter.id === id))]),
    ),
    themes,
    languages: ['auto', ...languages],
    masks,
    temperatures,
  };
}

function stepsOf(chapter: Chapter | undefined): readonly string[] {
  const { timeline, aliases = {} } = chapter?.figure ?? {};
  return [...(timeline?.steps.map(({ id }) => id) ?? []), ...Object.keys(aliases)];
}
