// The package's module for models of the reader's own. It is built by itself, so that nothing of the explainer changes with it.
import { readFile } from 'node:fs/promises';
import { basename, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withNotices } from './notices.mjs';
import { sourceLoaders } from './options.mjs';
import { bundle } from './scripts.mjs';

const repository = new URL('../../', import.meta.url);
const entry = fileURLToPath(new URL('web/src/entries/models.ts', repository));
const reader = fileURLToPath(new URL('web/src/inference/bytes-beside.ts', repository));

/**
 * The engine's files beside the script, under their own names: bundlers that know assets by `new URL(…, import.meta.url)` take them
 * along, and where one does not, an author finds them. `files` holds them once the build has ended.
 */
function assetsBeside() {
  const files = new Map();
  const plugin = {
    name: 'assets beside',
    setup(build) {
      build.onLoad({ filter: /\.wasm$/ }, async ({ path }) => {
        const name = basename(path);
        files.set(name, await readFile(path));
        return {
          contents: `import { bytesBeside } from ${JSON.stringify(reader)};
            export default () => bytesBeside(new URL("./${name}", import.meta.url));`,
          loader: 'js',
          resolveDir: '/',
        };
      });
    },
  };
  return { plugin, files };
}

/** A script that is required knows where it is by another name. */
const required = { define: { 'import.meta.url': 'hereAddress' }, platform: 'node' };
const here = "const hereAddress = require('node:url').pathToFileURL(__filename).href;\n";

/** models.js with what it asks for when a model is opened in parts/, models.cjs, and the engine: name -> contents. */
export async function buildModels() {
  const { plugin, files } = assetsBeside();
  const outdir = fileURLToPath(new URL('build/npm/', repository));
  const { scripts, metafile } = await bundle({
    entryPoints: { models: entry },
    format: 'esm',
    splitting: true,
    outdir,
    chunkNames: 'parts/[name].[hash]',
    plugins: [...sourceLoaders, plugin],
  });
  const forRequire = await bundle({
    entryPoints: [entry],
    format: 'cjs',
    plugins: [...sourceLoaders, plugin],
    ...required,
  });
  for (const { path, text } of scripts) {
    const name = relative(outdir, path);
    // Parts go nowhere without the notices beside them, nor does the module without its parts.
    files.set(name, name === 'models.js' ? await withNotices(text, metafile) : text);
  }
  files.set('models.cjs', await withNotices(here + forRequire.scripts[0].text, forRequire.metafile));
  return files;
}
