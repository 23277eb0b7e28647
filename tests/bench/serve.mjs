// What the pages of the benchmarks load, from this folder, the build and the packages of the peers.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as bundle, transformSync } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const build = fileURLToPath(new URL('../../build/', import.meta.url));
export const modules = process.env.ATTENTION_MODULES ?? `${build}wasm/wasm/`;
const peers = process.env.ATTENTION_PEERS ?? `${build}wasm/bench/`;

const types = { '.mjs': 'text/javascript', '.js': 'text/javascript', '.wasm': 'application/wasm' };

function fileOf(path) {
  if (/^\/ours\/(?:attention|transformer)_/.test(path)) return modules + path.slice(6);
  if (path.startsWith('/ours/')) return peers + path.slice(6);
  if (path.startsWith('/modules/')) return `${here}node_modules/${path.slice(9)}`;
  return here + path.slice(1);
}

/** The readers of model files, as one module. */
async function readers() {
  const entry = fileURLToPath(new URL('../../web/src/models/index.ts', import.meta.url));
  const { outputFiles } = await bundle({
    ...{ entryPoints: [entry], bundle: true, format: 'esm', write: false, logLevel: 'warning' },
  });
  return outputFiles[0].contents;
}

/** Tables that the build generates as TypeScript, the readers, and files as they are. */
async function contentOf(path) {
  if (path === '/readers.mjs') return readers();
  const table = /^\/generated\/(\w+)\.js$/.exec(path);
  if (!table) return readFileSync(fileOf(path));
  return transformSync(readFileSync(`${build}wasm/generated/${table[1]}.ts`, 'utf8'), { loader: 'ts' }).code;
}

export function serve() {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname;
    try {
      const body = path === '/' ? '<!doctype html><title>bench</title>' : await contentOf(path);
      response.setHeader('content-type', types[extname(path)] ?? 'text/html');
      response.end(body);
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}
