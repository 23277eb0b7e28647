// `require('attention-explainer')` where there is no document: as node.js. A bundler for browsers takes the element.

/** Stands for the element's class, for code that names it and makes none. */
exports.AttentionExplainer = class AttentionExplainer {
  constructor() {
    throw new Error('The explainer is an element: it can only be made where there is a document.');
  }
};
