import { openBrowser, serveBuild } from '../web/harness/browser.mjs';

/** The folder as a host serves it, each file compressed already: that takes this server longer than any host. */
export async function serveCompressed() {
  const server = await serveBuild({ brotli: true });
  const browser = await openBrowser();
  const page = await browser.newPage();
  await page.goto(server.strict, { waitUntil: 'networkidle0' });
  await browser.close();
  return server;
}
