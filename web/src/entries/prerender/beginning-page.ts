import { asTrained } from '../../../../wasm/attention.js';
import { Lens } from '../../../../wasm/lens.js';
import type { Page } from '../../chapters/chapter.js';
import { chapters } from '../../chapters/chapters.js';
import { Engine } from '../../engine.js';
import { exampleSentences, examples } from '../../examples.js';
import type { FigureContext } from '../../figure/figure.js';
import { type Language, sayIn } from '../../messages.js';
import { splitWords } from '../../model/words.js';
import { allRuns, type PageRuns, removalOf, runPage } from '../../page-runs.js';
import { strongestHead } from '../../trace.js';

/** What the page is computed from when it is opened, by the same core. */
export async function beginningRuns(): Promise<PageRuns> {
  const engine = await Engine.start();
  await engine.openLens(Lens.instantiate);
  return runPage(engine, splitWords(examples[0].sentence), asTrained, []);
}

/** The page as a reader finds it, who has chosen nothing. */
export function beginningPage(runs: PageRuns, language: Language): Page {
  const { engine, ablations, wordAblations } = runs;
  const token = examples[0].token - 1;
  const removed = removalOf(runs, undefined, token);
  const context: FigureContext = {
    runs: allRuns(runs, removed),
    ablations,
    wordAblations,
    lens: engine.lens!,
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
  const chosen = { options: asTrained, silent: [], ownModel: undefined };
  const choose = {
    setOptions: nothing,
    useModel: nothing,
    setSilent: nothing,
    setRank: nothing,
    setRemoved: nothing,
    setSentence: nothing,
    show: nothing,
    open: nothing,
    stepOf: () => undefined,
  };
  return { engine, context, chapters, examples: exampleSentences, ...chosen, ...choose };
}
