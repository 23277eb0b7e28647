// The page's script with everything in it: for the single file, and for pages that load one classic script. Elements that
// already stand in the page begin with the last import, and all that they need is there.
import './standalone-texts.js';
import '../app/extras.js';
import '../app/later.js';
import './page.js';
