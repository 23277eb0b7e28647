// Where tests find what they read or run of the sources themselves. They know no other path into web/src or wasm: a file that
// moves there is named anew here alone.
const repository = new URL('../../../', import.meta.url);
const at = (path) => new URL(path, repository);

export const sources = {
  /** Every TypeScript file of the page is under it. */
  page: at('web/src/'),
  messageKeys: at('web/src/text/message-key.ts'),
  theme: at('web/src/ui/theme.ts'),
  svgExport: at('web/src/figure-shell/export/svg.ts'),
  figureStyles: at('web/src/figure/figure-styles.ts'),
  tinyModel: at('web/src/compute/model/tiny-model.ts'),
  attentionModule: at('wasm/attention.ts'),
  measure: at('web/src/chapters/cost/measure.ts'),
  multiplications: at('web/src/chapters/cost/multiplications.ts'),
  workerThread: at('web/src/compute/worker-thread.ts'),
  costWorker: at('web/src/chapters/cost/worker.ts'),
  counts: at('web/src/chapters/counting/counts.ts'),
  sizes: at('web/src/compute/published-sizes.ts'),
  areas: at('web/src/chapters/counting/picture.ts'),
  chapters: at('web/src/chapters/index.ts'),
  address: at('web/src/app/address.ts'),
  mixScenes: at('web/src/scene/mix-scenes.ts'),
  telling: at('web/src/figure/telling.ts'),
  timeline: at('web/src/scene/timeline.ts'),
  messages: at('web/src/text/messages.ts'),
  engine: at('web/src/compute/engine.ts'),
  examples: at('web/src/compute/examples.ts'),
  pageRuns: at('web/src/compute/page-runs.ts'),
  trace: at('web/src/compute/trace.ts'),
  tokenToFollow: at('web/src/compute/token-to-follow.ts'),
  weightsModel: at('web/src/compute/model/weights-model.ts'),
  trainerModule: at('wasm/trainer.ts'),
  trainerFile: at('build/wasm/wasm/trainer.wasm'),
};
