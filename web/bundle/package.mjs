// The npm package: the page as modules and as a classic script, the core by itself, and what tools want to know of them.
import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterPage } from './after-page.mjs';
import { inlineAssets, splitAssets } from './assets.mjs';
import { elementsManifest } from './elements-manifest.mjs';
import { withNotices } from './notices.mjs';
import { commonPlugins } from './options.mjs';
import { frameworks, packageManifest } from './package-manifest.mjs';
import { bundle } from './scripts.mjs';
import { readTexts, sharedKeysLoader } from './texts.mjs';

const repository = new URL('../../', import.meta.url);
const entry = (name) => fileURLToPath(new URL(`web/src/entries/${name}.ts`, repository));

/** What of a build a script is made of, with all that it imports, at once or later. */
function reachedFrom({ outputs }, path) {
  const names = new Map(Object.keys(outputs).map((name) => [resolve(name), name]));
  const reached = new Set([names.get(path)]);
  for (const name of reached)
    for (const { path: imported } of outputs[name].imports) if (outputs[imported]) reached.add(imported);
  return { outputs: Object.fromEntries([...reached].map((name) => [name, outputs[name]])) };
}

/**
 * index.js and core.js, with what they ask for when they need it in parts/: each small enough for what bundlers want to see in one
 * file, and what both need is there once.
 */
async function modules() {
  const { plugins, fill } = splitAssets();
  const outdir = fileURLToPath(new URL('build/npm/', repository));
  const { scripts, metafile } = await bundle({
    entryPoints: { index: entry('package'), core: entry('core') },
    format: 'esm',
    splitting: true,
    outdir,
    chunkNames: 'parts/[name].[hash]',
    plugins: [afterPage('package'), ...commonPlugins(), ...plugins],
  });
  // Parts go nowhere without the notices beside them; what imports them may.
  return Promise.all(
    scripts.map(async ({ path, text }) => {
      const [name, filled] = [relative(outdir, path), fill(text)];
      return [
        name,
        name.startsWith('parts/') ? filled : await withNotices(filled, reachedFrom(metafile, path)),
      ];
    }),
  );
}

/** The core for `require` in a node that cannot require modules. */
async function coreForRequire() {
  const { plugin, fill } = inlineAssets();
  const { scripts, metafile } = await bundle({
    entryPoints: [entry('core')],
    format: 'cjs',
    plugins: [sharedKeysLoader, ...commonPlugins(), plugin],
  });
  return withNotices(fill(scripts[0].text), metafile);
}

/** Files that are written by hand, as they are. */
const written = [
  ...['node.js', 'node.cjs', 'index.d.ts', 'index.d.cts', 'core.d.ts', 'models.d.ts', 'README.md'],
  ...frameworks.map((name) => `${name}.d.ts`),
];

/** Declarations for `require`: types of Svelte's can only be added to by modules. */
const forRequire = (name, types) =>
  name === 'svelte'
    ? "export * from './index.cjs';\n"
    : types.toString().replaceAll("'./index.js'", "'./index.cjs'");

/** The files of the package, name -> contents. */
export async function buildPackage(classic, catalog) {
  const own = async (name) => [name, await readFile(new URL(`web/package/${name}`, repository))];
  const json = (value) => `${JSON.stringify(value, undefined, 2)}\n`;
  const about = JSON.parse(await readFile(new URL('package.json', repository), 'utf8'));
  const files = new Map(await Promise.all(written.map(own)));
  for (const name of ['core', 'models', ...frameworks])
    files.set(`${name}.d.cts`, forRequire(name, files.get(`${name}.d.ts`)));
  for (const name of ['LICENSE', 'CHANGELOG.md', 'web/picture.png'])
    files.set(name.replace('web/', ''), await readFile(new URL(name, repository)));
  return new Map([
    ['package.json', json(packageManifest(about))],
    ['custom-elements.json', json(elementsManifest)],
    ['catalog.json', json(catalog)],
    ['texts.json', json(await readTexts('en'))],
    ...(await modules()),
    ['core.cjs', await coreForRequire()],
    ['attention-explainer.js', classic],
    ...files,
  ]);
}
