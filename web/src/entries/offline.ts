// Keeps the page for readers without a network: beside index.html, not for pages of others.
import { trustedScript } from '../compute/trusted.js';
import { savesData } from '../ui/saves-data.js';

/** Some browsers throw at the name itself where storage is refused. */
async function keep(): Promise<void> {
  try {
    await navigator.serviceWorker.register(trustedScript('sw.js'));
  } catch {
    // Where it cannot be kept (no secure origin, a sandbox, a private window), the page is what it is without.
  }
}

// What keeps it loads all of it, once the page has loaded what it shows (app/chapter-loading.ts): until then line and processor
// are the reader's.
if ('serviceWorker' in navigator && isSecureContext && !savesData())
  addEventListener('attention-explainer-loaded', () => void keep());
