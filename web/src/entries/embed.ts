// embed.html: one explainer in a frame of another page. The address says what is shown, as the element's attributes do:
// embed.html?chapter=weights&head=2. Tells the page around how high it is; see embedding/height.ts.
import { tellHeight } from '../app/embed-height.js';
import './page.js';

/** What an address may set. Everything is text to the element, and what it cannot use it leaves alone. */
const attributes = [
  'chapter',
  'sentence',
  'head',
  'token',
  'step',
  'lang',
  'theme',
  'controls',
  'autoplay',
  'transposed',
];

const asked = new URLSearchParams(location.search);
const explainer = document.createElement('attention-explainer');
for (const name of attributes) {
  const value = asked.get(name);
  if (value !== null) explainer.setAttribute(name, value);
}
// What is as high as its window would make the frame higher, and that the window.
if (window.parent !== window) explainer.style.setProperty('--ax-vh', '6px');
document.body.append(explainer);
tellHeight(explainer);
