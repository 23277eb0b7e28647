// The npm package: the page as a module and as a classic script, the core by itself, and what tools want to know of them.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { inlineAssets } from './assets.mjs';
import { elementsManifest } from './elements-manifest.mjs';
import { withNotices } from './notices.mjs';
import { commonPlugins } from './options.mjs';
import { bundle } from './scripts.mjs';
import { sharedKeysLoader } from './texts.mjs';

const repository = new URL('../../', import.meta.url);

async function moduleOf(entry) {
  const { plugin, fill } = inlineAssets();
  const { scripts, metafile } = await bundle({
    entryPoints: [fileURLToPath(new URL(`web/src/entries/${entry}.ts`, repository))],
    format: 'esm',
    plugins: [sharedKeysLoader, ...commonPlugins(), plugin],
  });
  return withNotices(fill(scripts[0].text), metafile);
}

function manifestOf({ name, version, description, license, engines }) {
  return {
    name,
    version,
    description,
    license,
    type: 'module',
    engines,
    exports: {
      // Where pages are rendered before there is a document, importing the element does nothing.
      '.': { types: './index.d.ts', node: './node.js', default: './index.js' },
      './core': { types: './core.d.ts', default: './core.js' },
      './attention-explainer.js': './attention-explainer.js',
      './custom-elements.json': './custom-elements.json',
      './package.json': './package.json',
    },
    types: './index.d.ts',
    unpkg: './attention-explainer.js',
    jsdelivr: './attention-explainer.js',
    customElements: './custom-elements.json',
    sideEffects: ['./index.js', './attention-explainer.js'],
    keywords: ['attention', 'transformer', 'webassembly', 'custom-element', 'visualization'],
  };
}

/** The files of the package, name -> contents. */
export async function buildPackage(classic) {
  const own = (name) => readFile(new URL(`web/package/${name}`, repository));
  const json = (value) => `${JSON.stringify(value, undefined, 2)}\n`;
  const about = JSON.parse(await readFile(new URL('package.json', repository), 'utf8'));
  return new Map([
    ['package.json', json(manifestOf(about))],
    ['custom-elements.json', json(elementsManifest)],
    ['index.js', await moduleOf('package')],
    ['node.js', await own('node.js')],
    ['attention-explainer.js', classic],
    ['core.js', await moduleOf('core')],
    ['index.d.ts', await own('index.d.ts')],
    ['core.d.ts', await own('core.d.ts')],
    ['README.md', await own('README.md')],
    ['LICENSE', await readFile(new URL('LICENSE', repository))],
  ]);
}
