// Texts are a file a chapter, loaded with it: what a chapter says stands in its own file, in `common` or in `extras`. A text of
// another chapter would be there only when that one has been loaded.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { sourceLoaders } from '../../../web/bundle/options.mjs';
import { importTypeScript } from '../harness/typescript.mjs';

const web = new URL('../../../web/', import.meta.url);
const repository = new URL('../', web);

/** key -> the file that has it. */
let owners;
let rows;
before(async () => {
  const folder = new URL('messages/en/', web);
  const files = (await readdir(folder)).map(async (name) => {
    const keys = Object.keys(JSON.parse(await readFile(new URL(name, folder), 'utf8')));
    return keys.map((key) => [key, name.replace('.json', '')]);
  });
  owners = new Map((await Promise.all(files)).flat());
  rows = await chapterModules();
});

/** The module of each chapter, as the table of chapters has it: { id: path }. */
async function chapterModules() {
  const table = await readFile(new URL('src/chapters/index.ts', web), 'utf8');
  const found = table.matchAll(/\{ id: '([\w-]+)', load: \(\) => import\('\.\/([\w/-]+)\.js'\) \}/g);
  const modules = Object.fromEntries([...found].map(([, id, path]) => [id, `web/src/chapters/${path}.ts`]));
  const [{ chapterIds }] = await importTypeScript('web/src/chapters/index.ts');
  assert.deepEqual(Object.keys(modules), chapterIds);
  return modules;
}

/** All sources that a chapter consists of: those that come with it when it is loaded. */
async function sourcesOf(module) {
  const { metafile } = await build({
    absWorkingDir: fileURLToPath(repository),
    entryPoints: [module],
    ...{ bundle: true, write: false, metafile: true, format: 'esm', splitting: true, outdir: 'nowhere' },
    loader: { '.wasm': 'empty', '.safetensors': 'empty' },
    plugins: sourceLoaders,
  });
  const own = Object.values(metafile.outputs).find(({ entryPoint }) => entryPoint === module);
  const closure = ({ inputs, imports }) => [
    ...Object.keys(inputs),
    ...imports
      .filter(({ kind }) => kind !== 'dynamic-import')
      .flatMap(({ path }) => closure(metafile.outputs[path])),
  ];
  const names = closure(own).filter((name) => /^web\/src\/.*\.ts$/.test(name));
  return Promise.all(names.map(async (name) => [name, await readFile(new URL(name, repository), 'utf8')]));
}

/** The texts that a source names: a key each, or all that begin as `theme.${mode}` does, of which one may be meant. */
function namedIn(source) {
  const whole = [...source.matchAll(/['"`]([a-z][\w-]*(?:\.[\w-]+)+)['"`]/g)].map(([, key]) => [key]);
  const begun = [
    ...source.matchAll(/\bsay\(\s*`([a-z][\w.-]*\.)\$\{(\w+)/g),
    ...source.matchAll(/`([a-z][\w.-]*\.)\$\{(\w+)[^`\n]*` as MessageKey/g),
  ];
  const families = begun
    // Names that a chapter or a figure fills in are its own.
    .filter(([, , filled]) => !['id', 'chapter', 'figure', 'kind', 'question'].includes(filled))
    .map(([, family]) => [...owners.keys()].filter((key) => key.startsWith(family)));
  return [...whole, ...families]
    .map((keys) => keys.filter((key) => owners.has(key)))
    .filter((keys) => keys.length > 0);
}

test('no chapter says what stands in the file of another', async () => {
  const strangers = new Set();
  for (const [id, module] of Object.entries(rows)) {
    const sources = await sourcesOf(module);
    // The chapter that stands first is drawn before there are extras.
    const own = id === Object.keys(rows)[0] ? ['common', id] : ['common', 'extras', id];
    assert.ok(sources.length > 3, `${id} has ${sources.length} sources`);
    for (const [name, source] of sources) {
      for (const keys of namedIn(source)) {
        const files = new Set(keys.map((key) => owners.get(key)));
        if (!own.some((file) => files.has(file)))
          strangers.add(`${id}: ${keys[0]} of ${[...files]} (${name})`);
      }
    }
  }
  assert.deepEqual([...strangers], []);
});
