// The package's module for browsers: everything in it, as in the single file.
import './page.js';

export { AttentionExplainer } from '../app/attention-explainer.js';
