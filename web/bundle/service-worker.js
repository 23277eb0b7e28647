// Keeps one version of the page whole. FILES and VERSION stand above this text: web/bundle/site.mjs writes them.
//
// A page names its scripts by the hashes of their contents, so a page and its scripts are always of one version; all files of
// a version come into its cache before it is used, and the cache goes when the next version is used, after the last page of
// this one has been closed.
// Several copies may stand on one host, each under its own path with its own caches.
const prefix = `attention-explainer ${registration.scope} `;
const name = prefix + VERSION;

addEventListener('install', (event) => {
  const requests = FILES.map((file) => new Request(file, { cache: 'reload' }));
  event.waitUntil(caches.open(name).then((cache) => cache.addAll(requests)));
});

addEventListener('activate', (event) => {
  const old = (all) => all.filter((other) => other.startsWith(prefix) && other !== name);
  event.waitUntil(
    caches
      .keys()
      .then((all) => Promise.all(old(all).map((other) => caches.delete(other))))
      .then(() => clients.claim()),
  );
});

/** The page itself: the server's, or without one the kept one. */
async function answerPage(request) {
  try {
    const response = await fetch(request);
    if (response.ok) return response;
  } catch {
    // No network.
  }
  const cache = await caches.open(name);
  const kept = await cache.match(request, { ignoreSearch: true });
  return kept ?? (await cache.match('./')) ?? Response.error();
}

/** Anything else is what its name says, for ever. */
async function answerFile(request) {
  const kept = await (await caches.open(name)).match(request);
  return kept ?? fetch(request);
}

addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || new URL(request.url).origin !== location.origin) return;
  event.respondWith(request.mode === 'navigate' ? answerPage(request) : answerFile(request));
});
