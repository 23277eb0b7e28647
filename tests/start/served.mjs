import { openBrowser } from '../web/harness/browser.mjs';
import { build } from '../web/harness/engines/foreign.mjs';
import { folder, serve } from '../web/harness/server.mjs';

/**
 * A built site as a host serves it, under a path, each file compressed already: that takes this server longer than any host.
 * { address, requests, stop }.
 */
export async function serveCompressed(site = new URL('site/', build)) {
  const { origin, requests, stop } = await serve(folder(site, '/site/'), { brotli: true });
  const address = `${origin}/site/`;
  const browser = await openBrowser();
  const page = await browser.newPage();
  await page.goto(address, { waitUntil: 'networkidle0' });
  await browser.close();
  return { address, requests, stop };
}
