// The package's module for browsers: everything in it, as in the single file.
import './standalone-texts.js';
import '../app/extras.js';
import '../app/later.js';
import './page.js';

export { AttentionExplainer } from '../app/attention-explainer.js';
