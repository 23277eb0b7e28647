// Keeps one version of the page whole. FILES and VERSION stand above this text: web/bundle/site.mjs writes them.
//
// A page names its scripts by the hashes of their contents, so a page and its scripts are always of one version; all files of
// a version come into its cache before it is used, and the cache goes when the next version is used, after the last page of
// this one has been closed.
// Several copies may stand on one host, each under its own path with its own caches. Other pages may stand below ours, and
// the host may move ours, withdraw it, or ask for a login: so this answers for its own addresses alone, and what a server
// says of them holds as long as there is one.
const { scope } = registration;
const prefix = `attention-explainer ${scope} `;
const name = prefix + VERSION;

const addressOf = (file) => new URL(file, scope).href;
const files = new Set(FILES.map(addressOf));
/** What may be navigated to. The folder is kept once, under its own name. */
const front = ['./', 'index.html'].map(addressOf);
const pages = new Set([...front, addressOf('embed.html')]);

const withoutSearch = (address) => address.replace(/[?#].*/s, '');

/** Hosts that shorten addresses give `embed` for `embed.html`; what else a redirect leads to is not our file. */
const shortened = (address) => withoutSearch(address).replace(/(\/index)?(\.html|\/)?$/, '');

/** A file as the server has it now. A redirected response cannot answer a navigation, so its contents are kept without that. */
async function fetchFile(address) {
  const response = await fetch(address, { cache: 'reload' });
  if (!response.ok || shortened(response.url) !== shortened(address))
    throw new Error(`${address} is not there.`);
  const { headers, redirected } = response;
  return redirected ? new Response(await response.blob(), { headers }) : response;
}

/** One after another: the reader's own requests, and what is drawn meanwhile, go first. */
async function keepAll() {
  const cache = await caches.open(name);
  for (const address of files) await cache.put(address, await fetchFile(address));
}

async function forget(isOld) {
  const all = await caches.keys();
  await Promise.all(all.filter(isOld).map((old) => caches.delete(old)));
}

addEventListener('install', (event) => event.waitUntil(keepAll()));

addEventListener('activate', (event) => {
  const isOld = (other) => other.startsWith(prefix) && other !== name;
  event.waitUntil(forget(isOld).then(() => clients.claim()));
});

/** Our page is not there any more: no reader is to be kept from what takes its place. */
async function leave() {
  await forget((other) => other.startsWith(prefix));
  await registration.unregister();
}

/** Opening a cache would make one where there is none any more. */
const findKept = (request) => caches.match(request, { cacheName: name });

/** The page itself: what its server says, or where that says nothing or has failed the kept one. */
async function answerPage(request, event) {
  const address = withoutSearch(request.url);
  let failed;
  try {
    // Older than its scripts it would ask for some that the next version has taken away.
    const response = await fetch(new Request(request, { cache: 'no-cache' }));
    if (front.includes(address) && [404, 410].includes(response.status)) event.waitUntil(leave());
    if (response.status < 500) return response;
    failed = response;
  } catch {
    // No network.
  }
  const kept = await findKept(front.includes(address) ? front[0] : address);
  return kept ?? failed ?? Response.error();
}

/** A file is what its name says, for ever. */
async function answerFile(request) {
  return (await findKept(request)) ?? fetch(request);
}

addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  const isPage = request.mode === 'navigate';
  if (isPage && pages.has(withoutSearch(request.url))) event.respondWith(answerPage(request, event));
  else if (!isPage && files.has(request.url)) event.respondWith(answerFile(request));
});
