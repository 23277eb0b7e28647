// What keeps the page for readers without a network stands in nobody's way: other pages of the host, a host that moves the
// page, withdraws it, shortens its addresses or asks for a login.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, patience } from '../harness/browser.mjs';
import { isDrawn } from '../harness/engines/figures.mjs';
import { build } from '../harness/engines/foreign.mjs';
import { folder, serve } from '../harness/server.mjs';

let browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser?.close());

const redirect = (status, location) => ({ status, headers: { location } });
const text = (html) => Buffer.from(`<!doctype html><link rel="icon" href="data:,"><p>${html}</p>`);

/**
 * The folder at /attn/ of a host of which a test says what is otherwise: `answers`, path -> contents or answer. Returns
 * { page, address, answers, close }, the page after a first visit that has kept everything.
 */
async function visited(answers = {}, headers = () => ({})) {
  const files = folder(new URL('site/', build), '/attn/');
  const host = { answers };
  const find = async (path) => {
    if (!host.answers) return undefined;
    return host.answers[path] ?? (path.startsWith('/attn/') ? files(path) : text('home'));
  };
  const server = await serve(find, { headers });
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  const address = (path) => `${server.origin}${path}`;
  await page.goto(address('/attn/'));
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  const close = async () => {
    await context.close();
    await server.stop().catch(() => {});
  };
  return { page, address, host, server, close };
}

test('redirects, pages and errors below the folder are the host’s own', async () => {
  const { page, address, close } = await visited({
    '/attn/old': redirect(301, '/attn/new.html'),
    '/attn/new.html': text('moved here'),
    '/attn/gone.html': { status: 410 },
    '/attn/broken.html': { status: 500 },
  });
  const moved = await page.goto(address('/attn/old'));
  assert.ok((await moved.text()).includes('moved here'));
  assert.equal(page.url(), address('/attn/new.html'));
  for (const [path, status] of [
    ['/attn/gone.html', 410],
    ['/attn/broken.html', 500],
    ['/attn/never.html', 404],
    ['/attn/deeper/never.html', 404],
  ]) {
    const response = await page.goto(address(path)).catch((error) => error);
    if (response instanceof Error) assert.match(response.message, /HTTP_RESPONSE_CODE_FAILURE/, path);
    else assert.equal(response.status(), status, path);
  }
  await close();
});

test('a host that moves the page, or asks for a login, is followed', async () => {
  const { page, address, host, close } = await visited();
  host.answers['/attn/'] = redirect(302, '/login.html');
  host.answers['/login.html'] = text('who are you?');
  await page.goto(address('/attn/'));
  assert.equal(page.url(), address('/login.html'));
  await close();
});

test('a page that is withdrawn goes, with all that was kept of it', async () => {
  const { page, address, host, close } = await visited();
  host.answers['/attn/'] = { status: 404 };
  await page.goto(address('/attn/')).catch(() => {});
  await page.goto(address('/'));
  await page.waitForFunction(
    async () =>
      (await navigator.serviceWorker.getRegistrations()).length === 0 && (await caches.keys()).length === 0,
    { polling: 50 },
  );
  await close();
});

test('a server that fails for a while does not take the page away', async () => {
  const { page, address, host, close } = await visited();
  host.answers['/attn/'] = { status: 503 };
  await page.goto(address('/attn/?from=mail'));
  await page.waitForFunction(isDrawn);
  await close();
});

test('a host that shortens addresses: frames work with a network and without', async () => {
  const files = folder(new URL('site/', build), '/attn/');
  const frame = await files('/attn/embed.html');
  const { page, address, server, close } = await visited(
    {
      '/attn/embed.html': redirect(308, '/attn/embed'),
      '/attn/embed': frame,
    },
    (path) => (path === '/attn/embed' ? { 'content-type': 'text/html; charset=utf-8' } : {}),
  );
  await page.goto(address('/attn/embed.html?chapter=weights&head=2'));
  await page.waitForFunction(isDrawn);
  assert.equal(new URL(page.url()).pathname, '/attn/embed');
  await server.stop();
  await page.goto(address('/attn/embed.html?chapter=weights&head=2'));
  await page.waitForFunction(isDrawn);
  await close();
});

test('a new version is met at once, however long the host lets its pages be kept', async () => {
  const { page, address, host, close } = await visited({}, (path) =>
    /(\/|html)$/.test(path) ? { 'cache-control': 'max-age=600' } : {},
  );
  await page.goto(address('/attn/?utm_source=x'));
  host.answers['/attn/'] = text('version two');
  await page.goto(address('/attn/?utm_source=x'));
  assert.ok((await page.content()).includes('version two'));
  await close();
});

test('nothing is kept before the page has loaded what it shows', async () => {
  const { server, close } = await visited();
  const asked = server.requests.map(({ path }) => path);
  const chapters = new Set(asked.filter((path) => /\/assets\/chapter\.\w+\.js$/.test(path)));
  assert.ok(chapters.size > 8, `${chapters.size} chapters`);
  const begins = asked.indexOf('/attn/sw.js');
  for (const chapter of chapters) assert.ok(asked.indexOf(chapter) < begins, `${chapter} comes after it`);
  await close();
});
