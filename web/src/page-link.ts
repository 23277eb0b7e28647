import { masks } from '../../wasm/attention.js';
import { chaptersSoFar } from './chapters/shelf.js';
import type { Engine } from './engine.js';
import type { LinkLimits } from './link.js';
import { languages } from './messages.js';
import { readSentence, splitWords } from './model/sentence.js';
import { temperatures } from './model/temperatures.js';

export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** What a link to the page can mean. It is to the model that came with the page, whatever model its reader looks at. */
export function pageLinkLimits({ trained }: Engine): LinkLimits {
  const { vocabulary, dimensions } = trained.model;
  return {
    // As the page itself writes it: what only resembles a sentence has been damaged on its way.
    isSentence: (sentence) => {
      const read = readSentence(sentence, vocabulary, dimensions.n_positions);
      return read.kind === 'words' && read.words.join(' ') === sentence;
    },
    tokensOf: (sentence) => splitWords(sentence).length,
    heads: dimensions.n_heads,
    directions: dimensions.d_value,
    steps: Object.fromEntries(
      chaptersSoFar().map(({ id, figure }) => [id, figure?.timeline.steps.map((step) => step.id) ?? []]),
    ),
    themes,
    languages: ['auto', ...languages],
    masks,
    temperatures,
  };
}
