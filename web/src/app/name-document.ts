import type { Say } from '../text/messages.js';

/** The document is named in the language that is shown, where it is ours to name. */
export function nameDocument(say: Say): void {
  const root = document.documentElement;
  if (document.title !== say('title')) document.title = say('title');
  // The styles of the whole page are computed again when this is set, to whatever it is set.
  if (root.lang !== say.tag) root.lang = say.tag;
}
