// The same for `require`.
import type * as explainer from './index.js' with { 'resolution-mode': 'import' };

export type StepDetail = explainer.StepDetail;
export type SelectionDetail = explainer.SelectionDetail;
export type ErrorDetail = explainer.ErrorDetail;
export type ExplainerAttributes = explainer.ExplainerAttributes;
export type ElementHandlers = explainer.ElementHandlers;
export type AttentionExplainerEventMap = explainer.AttentionExplainerEventMap;
export type Trace = explainer.Trace;
export type AttentionExplainer = explainer.AttentionExplainer;
export declare const AttentionExplainer: typeof explainer.AttentionExplainer;
