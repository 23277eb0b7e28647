// A static host for tests, on this machine only: plain files as any host gives them, with what a test wants to be different.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { late } from './slowness.mjs';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

/**
 * Serves what `find(path)` gives: contents, an answer without any ({ status, headers }; status 0: the line is cut), or undefined
 * for 404. `path` begins with a slash and has no query.
 * `brotli`: compressed, as most hosts send it. `headers(path)`: more headers, which may replace the usual ones.
 * Returns { origin, requests: [{ path, bytes }], stop }.
 */
export async function serve(find, { brotli = false, headers = () => ({}) } = {}) {
  const requests = [];
  const compressed = new Map();
  const server = createServer(async ({ url }, response) => {
    const path = decodeURIComponent(new URL(url, 'http://host').pathname);
    const contents = await find(path);
    await late();
    if (contents === undefined) {
      requests.push({ path, bytes: 0 });
      response.writeHead(404).end();
      return;
    }
    if (contents.status !== undefined) {
      if (contents.status === 0) response.destroy();
      else response.writeHead(contents.status, contents.headers).end();
      return;
    }
    const type = types[extname(path.endsWith('/') ? 'index.html' : path)] ?? 'application/octet-stream';
    const key = `${path} ${contents.length}`;
    if (brotli && !compressed.has(key)) compressed.set(key, brotliCompressSync(contents));
    const body = brotli ? compressed.get(key) : contents;
    requests.push({ path, bytes: body.length });
    const encoding = brotli ? { 'content-encoding': 'br' } : {};
    response.writeHead(200, { 'content-type': type, ...encoding, ...headers(path) }).end(body);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  // A test that has failed before its end stops no server, and must end all the same.
  server.unref();
  const stop = () =>
    new Promise((done) => {
      server.close(done);
      server.closeAllConnections();
    });
  return { origin: `http://127.0.0.1:${server.address().port}`, requests, stop };
}

/** For `serve`: the files of a folder under a path. */
export function folder(root, under = '/') {
  return async (path) => {
    if (!path.startsWith(under) || path.includes('..')) return undefined;
    const name = path.slice(under.length) + (path.endsWith('/') ? 'index.html' : '');
    return readFile(new URL(name, root)).catch(() => undefined);
  };
}
