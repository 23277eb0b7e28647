// The package's module for browsers: everything in it, as in the single file.
import './whole-texts.js';
import './around.js';
import './later.js';
import './main.js';

export { AttentionExplainer } from './elements/attention-explainer.js';
