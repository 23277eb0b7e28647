// Where tests find what they read or run of the sources themselves. They know no other path into web/src or wasm: a file that
// moves there is named anew here alone.
const repository = new URL('../../../', import.meta.url);
const at = (path) => new URL(path, repository);

export const sources = {
  /** Every TypeScript file of the page is under it. */
  page: at('web/src/'),
  messages: at('web/src/messages.ts'),
  theme: at('web/src/elements/theme.ts'),
  figureStyles: at('web/src/elements/figure-styles.ts'),
  tinyModel: at('web/src/model/tiny-model.ts'),
  attentionModule: at('wasm/attention.ts'),
  measure: at('web/src/cost/measure.ts'),
  workerThread: at('web/src/worker.ts'),
  threads: at('web/src/threads.ts'),
  counts: at('web/src/counting/counts.ts'),
  sizes: at('web/src/counting/sizes.ts'),
  areas: at('web/src/counting/picture.ts'),
};
