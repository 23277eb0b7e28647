// `import 'attention-explainer'` where there is no document, as in a server that renders pages: nothing is defined, nothing is
// drawn, and the browser's own import does both later.

/** Stands for the element's class, for code that names it and makes none. */
export class AttentionExplainer {
  constructor() {
    throw new Error('The explainer is an element: it can only be made where there is a document.');
  }
}
