// Where tests find what they read or run of the sources themselves. They know no other path into web/src or wasm: a file that
// moves there is named anew here alone.
const repository = new URL('../../../', import.meta.url);
const at = (path) => new URL(path, repository);

export const sources = {
  /** Every TypeScript file of the page is under it. */
  page: at('web/src/'),
  messageKeys: at('web/src/text/message-key.ts'),
  theme: at('web/src/ui/theme.ts'),
  figureStyles: at('web/src/figure/figure-styles.ts'),
  tinyModel: at('web/src/compute/model/tiny-model.ts'),
  attentionModule: at('wasm/attention.ts'),
  measure: at('web/src/chapters/cost/measure.ts'),
  workerThread: at('web/src/compute/worker-thread.ts'),
  costWorker: at('web/src/chapters/cost/worker.ts'),
  counts: at('web/src/chapters/counting/counts.ts'),
  sizes: at('web/src/compute/published-sizes.ts'),
  areas: at('web/src/chapters/counting/picture.ts'),
};
