// embed.html: one explainer in a frame of another page. The address says what is shown, as the element's attributes do:
// embed.html?chapter=weights&head=2. Tells the page around how high it is; see app/embed-height.ts. A classic script, which runs
// wherever any does: the element's own comes as a module beside it.
import { tellHeight } from '../app/embed-height.js';

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

/** For the attributes that are either there or not: an address says no with a word. */
const switches = ['autoplay', 'transposed'];
const isOff = (name: string, value: string) => switches.includes(name) && /^(0|false|no|off)$/i.test(value);

const asked = new URLSearchParams(location.search);
const explainer = document.createElement('attention-explainer');
// This document is about nothing but the explainer: its reader's own language.
explainer.setAttribute('lang', 'auto');
for (const name of attributes) {
  const value = asked.get(name);
  if (value !== null && !isOff(name, value)) explainer.setAttribute(name, value);
}
// What is as high as its window would make the frame higher, and that the window.
if (window.parent !== window) explainer.style.setProperty('--ax-vh', '6px');
// What is said of a figure that does not come stays where the element cannot say it better.
const isTold = () => explainer.shadowRoot?.querySelector('.message, explainer-figure') != null;
const leave = () => isTold() && document.querySelector('.late')?.remove();
for (const type of ['ready', 'error']) explainer.addEventListener(type, leave);
document.body.append(explainer);
tellHeight(explainer);

// To a document without an origin, in a sandbox or from a disk, modules are those of strangers, and they do not come.
if (origin === 'null') loadWhole();

/** The element with everything in it, as one classic script. */
function loadWhole(): void {
  const script = document.createElement('script');
  const address = 'attention-explainer.js';
  const { trustedTypes } = globalThis as Partial<TrustedHost>;
  const policy = trustedTypes?.createPolicy('attention-explainer-frame', { createScriptURL: () => address });
  script.src = (policy?.createScriptURL(address) ?? address) as string;
  document.head.append(script);
}

interface TrustedHost {
  readonly trustedTypes: {
    createPolicy(
      name: string,
      rules: { createScriptURL(): string },
    ): { createScriptURL(address: string): unknown };
  };
}
