import { AttentionExplainer, type StepDetail } from 'attention-explainer';
import core = require('attention-explainer/core');

export const one: AttentionExplainer = document.createElement('attention-explainer');
export const detail: StepDetail = { chapter: 'weights', step: 'exp' };
export const weight = core
  .attend({ query: [1], key: [1], value: [1], n_queries: 1, d_head: 1 })
  .then((stages) => stages.weight[0]);
export const known: typeof AttentionExplainer = AttentionExplainer;
one.play();
