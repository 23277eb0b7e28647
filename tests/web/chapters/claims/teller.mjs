// Runs in node, bundled as the page is: every chapter with its texts, the core, and what a reader may choose.
import '@lit-labs/ssr';
import { chapterRows } from 'page:chapters';
import { Engine } from 'page:engine';
import { allRuns, removalOf, runPage } from 'page:pageRuns';
import { loadTexts, sayIn } from 'page:messages';
import { strongestHead } from 'page:trace';
import { tokenToFollow } from 'page:tokenToFollow';
import { TrainerModule } from 'page:trainerModule';
import loadTrainer from 'page:trainerFile';
import { WeightsModel } from 'page:weightsModel';
import { asTrained } from '../../../../wasm/attention.js';

export { variantOf } from 'page:telling';
export { heldTime } from 'page:timeline';
export { examples } from 'page:examples';
export { asTrained };

/** The chapters in the order of the page, with their texts in all of the languages. */
export async function openChapters(languages) {
  const files = ['common', 'extras', ...chapterRows.map(({ id }) => id)];
  await Promise.all(languages.flatMap((language) => files.map((file) => loadTexts(language, file))));
  return Promise.all(chapterRows.map(async ({ load }) => (await load()).chapter));
}

/** The page's engine, and engines of models of other steps of a short training. */
export async function openEngines(steps) {
  const engine = await Engine.start();
  const trainer = await TrainerModule.instantiate(await loadTrainer());
  trainer.create({ ...trainer.defaults, seed: 5 });
  const own = steps.map((step) => {
    trainer.run(step - trainer.stepsDone);
    return engine.withModel(new WeightsModel(trainer.weights(), engine.model));
  });
  return { engine, own };
}

/**
 * What a chapter sees of the page: { context, ...page } for what a reader has chosen. Head, token and what is removed count from
 * 0; what is not chosen is as the page chooses it.
 */
export function pageOf(engine, language, chosen) {
  const { words, options = asTrained, silent = [], transposed = false, rank, own = false } = chosen;
  const page = runPage(engine, words, options, silent);
  const { sentence } = page.runs;
  const token = chosen.token ?? tokenToFollow(engine, words) - 1;
  const head = chosen.head ?? strongestHead(sentence, token);
  const removed = removalOf(page, chosen.removed, token);
  const selection = { head, token, transposed, rank, removed };
  const { ablations, wordAblations } = page;
  const runs = allRuns(page, removed);
  const context = {
    runs,
    ablations,
    wordAblations,
    analysis: engine.analysis,
    selection,
    say: sayIn(language),
  };
  return { engine, context, options, silent, ownModel: own ? {} : undefined, chapters: [], examples: [] };
}
