// The page's script with everything in it: for the single file, and for pages that load one classic script.
import './page.js';
