import { asTrained } from '../../../../wasm/attention.js';
import type { NumberedChapter, Page } from '../../chapters/chapter.js';
import { chapterRows } from '../../chapters/index.js';
import { Engine } from '../../compute/engine.js';
import { exampleSentences, examples } from '../../compute/examples.js';
import type { FigureContext } from '../../figure/figure.js';
import type { Language } from '../../text/languages.js';
import { loadTexts, sayIn } from '../../text/messages.js';
import { splitWords } from '../../compute/model/words.js';
import { allRuns, type PageRuns, removalOf, runPage } from '../../compute/page-runs.js';
import { strongestHead } from '../../compute/trace.js';

/** What the page is computed from when it is opened, by the same core. */
export async function beginningRuns(): Promise<PageRuns> {
  const engine = await Engine.start();
  return runPage(engine, splitWords(examples[0].sentence), asTrained, []);
}

/** All chapters, with what they have to say. */
export async function loadChapters(language: Language): Promise<readonly NumberedChapter[]> {
  await Promise.all([loadTexts(language, 'common'), loadTexts(language, 'extras')]);
  const load = async ({ id, load }: (typeof chapterRows)[number], number: number) => {
    const [{ chapter }] = await Promise.all([load(), loadTexts(language, id)]);
    return { ...chapter, number };
  };
  return Promise.all(chapterRows.map(load));
}

/** The page as a reader finds it, who has chosen nothing. */
export function beginningPage(
  runs: PageRuns,
  chapters: readonly NumberedChapter[],
  language: Language,
): Page {
  const { engine, ablations, wordAblations } = runs;
  const token = examples[0].token - 1;
  const removed = removalOf(runs, undefined, token);
  const context: FigureContext = {
    runs: allRuns(runs, removed),
    ablations,
    wordAblations,
    analysis: engine.analysis,
    selection: {
      head: strongestHead(runs.runs.sentence, token),
      token,
      transposed: false,
      rank: undefined,
      removed,
    },
    say: sayIn(language),
  };
  const nothing = () => {};
  const chosen = { options: asTrained, silent: [], ownModel: undefined, playsBySight: false };
  const choose = {
    setOptions: nothing,
    useModel: nothing,
    setSilent: nothing,
    setHandled: nothing,
    setRank: nothing,
    setRemoved: nothing,
    setSentence: nothing,
    show: nothing,
    open: nothing,
    stepOf: () => undefined,
  };
  return { engine, context, chapters, examples: exampleSentences, ...chosen, ...choose };
}
