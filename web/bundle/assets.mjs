// How the page comes to its binary files: each is imported as a function that gives its bytes.
import { readFile } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { byteString } from './byte-strings.mjs';

const filter = /\.(wasm|safetensors)$/;
const reader = fileURLToPath(new URL('../src/compute/bytes.ts', import.meta.url));

/** `name.HASH.ext`: another content, another name. */
export function hashedName(path, contents) {
  const hash = createHash('sha256').update(contents).digest('hex').slice(0, 8);
  const extension = extname(path);
  return `${basename(path, extension)}.${hash}${extension}`;
}

/** What the page's own reader of bytes holds them against. */
export const sumOf = (bytes) => bytes.reduce((sum, byte) => Math.imul(sum ^ byte, 16777619), 0);

/**
 * Added to each byte of the weights inside a script: most are small numbers of either sign, which so come to be characters that
 * UTF-8 writes as one byte. It saves 2.7 KB after brotli. The file's header stays as it is, another 1.8 KB: its words are those
 * that the trainer has.
 */
const weightsTurn = 64;

/** Where a model file's header ends. */
const headerEnd = (bytes) => 8 + Number(bytes.readBigUInt64LE(0));

/**
 * Bytes of modules inside a script, in pairs that change places: what is frequent in them and long in a script (zeros, quotes and
 * line breaks, the prefix of SIMD) becomes what is rare in them and short, and what follows one another becomes letters of a kind.
 * It saves 3.4 KB after brotli. Found by trying swaps at random and keeping what helps.
 */
const modulePairs = [
  ...[253, 91, 128, 87, 255, 86, 252, 82, 11, 38, 2, 95],
  ...[65, 40, 26, 28, 60, 127, 1, 96, 34, 61, 10, 85],
  ...[13, 83, 33, 9, 0, 93, 5, 6, 4, 94, 64, 3],
  ...[55, 74, 54, 90, 20, 75, 106, 113],
];

const spellings = {
  '.safetensors': { from: headerEnd, turn: weightsTurn, pairs: [] },
  '.wasm': { from: () => 0, turn: 0, pairs: modulePairs },
};

/** A file's bytes as they stand in a script, and the call that gives them back. */
export function spell(path, bytes, mark) {
  const { from, turn, pairs } = spellings[extname(path)];
  const begin = from(bytes);
  const table = Uint8Array.from({ length: 256 }, (_, byte) => byte + turn);
  pairs.forEach((byte, index) => (table[byte] = pairs[index ^ 1]));
  return {
    literal: byteString(bytes.map((byte, index) => (index < begin ? byte : table[byte]))),
    call: `bytesOf(${[mark, sumOf(bytes), JSON.stringify(pairs), ...(turn ? [turn, begin] : [])].join(', ')})`,
  };
}

/**
 * The files inside the script. Minifiers would escape the control characters of a string and compute with what it seems to
 * be, so they are given a name for each file, and `fill` puts the strings in its place afterwards.
 */
export function inlineAssets() {
  const literals = new Map();
  const plugin = {
    name: 'inline assets',
    setup(build) {
      build.onLoad({ filter }, async ({ path }) => {
        const mark = `ASSET_${basename(path).replace(/\W/g, '_')}`;
        const { literal, call } = spell(path, await readFile(path), mark);
        literals.set(mark, literal);
        return {
          contents: `import { bytesOf } from ${JSON.stringify(reader)};
            export default async () => ${call};`,
          loader: 'js',
          resolveDir: '/',
        };
      });
    },
  };
  const fill = (script) =>
    [...literals].reduce((text, [mark, literal]) => text.split(mark).join(literal), script);
  return { plugin, fill };
}

/** The same, each file in a script of its own, which is asked for with it. */
export function splitAssets() {
  const { plugin, fill } = inlineAssets();
  const apart = {
    name: 'assets apart',
    setup(build) {
      build.onResolve({ filter }, ({ path, resolveDir, kind }) =>
        kind === 'dynamic-import' ? undefined : { path: resolve(resolveDir, path), namespace: 'apart' },
      );
      build.onLoad({ filter: /./, namespace: 'apart' }, ({ path }) => ({
        contents: `export default async () => (await import(${JSON.stringify(path)})).default();`,
        resolveDir: '/',
      }));
    },
  };
  return { plugins: [apart, plugin], fill };
}

/** The files beside the script that asks for them. `files` holds them by their hashed names once the build has ended. */
export function fetchedAssets() {
  const files = new Map();
  const plugin = {
    name: 'fetched assets',
    setup(build) {
      build.onLoad({ filter }, async ({ path }) => {
        const contents = await readFile(path);
        const name = hashedName(path, contents);
        files.set(name, contents);
        return {
          contents: `import { fetchBytes } from ${JSON.stringify(reader)};
            export default () => fetchBytes(new URL("./${name}", import.meta.url), ${sumOf(contents)});`,
          loader: 'js',
          resolveDir: '/',
        };
      });
    },
  };
  return { plugin, files };
}
