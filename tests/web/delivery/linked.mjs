// Whose code is in a wasm module: what its linker says of archives, and the compiler of headers.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = new URL('../../../build/wasm/', import.meta.url);

/** object of ours, as ninja names it -> the headers that it was compiled from. */
function headersByObject() {
  const ninja = ['-C', fileURLToPath(folder), '-t', 'deps'];
  const text = execFileSync('ninja', ninja, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  const blocks = text.split('\n\n').map((block) => block.split('\n'));
  return new Map(
    blocks.map(([head, ...files]) => [head.split(': #deps')[0], files.map((file) => file.trim())]),
  );
}

/**
 * { headers, linked } of a module: the files that the sources in it include and that are not ours, and the objects of others in
 * it, as `libc.a(strlen.o)`.
 */
export function partsOf(name) {
  const map = readFileSync(new URL(`wasm/${name}.map`, folder), 'utf8');
  const objects = new Set([...map.matchAll(/(\S+?\.(?:o|a\([^)]*\))):\(/g)].map(([, path]) => path));
  const dependencies = headersByObject();
  const headers = new Set();
  const linked = new Set();
  for (const path of objects) {
    if (path.includes('/sysroot/lib/')) linked.add(path.split('/').at(-1));
    else for (const file of compiled(path, dependencies)) headers.add(file);
  }
  const repository = fileURLToPath(new URL('../../', folder));
  const ours = ['core/', 'wasm/', 'build/'].map((part) => repository + part);
  return {
    headers: [...headers].filter((file) => file && !ours.some((own) => file.startsWith(own))),
    linked: [...linked],
  };
}

/** What an object in a module was compiled from; it may be in an archive of ours, `lib/libattention_base_relaxed.a(status.cpp.o)`. */
function compiled(path, dependencies) {
  const [, archive, member] = /lib(\w+)\.a\((.*)\)$/.exec(path) ?? [];
  const isIt = (object) =>
    archive ? object.includes(`/${archive}.dir/`) && object.endsWith(`/${member}`) : path.endsWith(object);
  const found = [...dependencies].filter(([object]) => isIt(object));
  if (found.length === 0) throw new Error(`Nothing is known of how ${path} was compiled.`);
  return found.flatMap(([, files]) => files);
}
