// Bundles what runs in a worker of its own into a string at build time: the page starts it from that string, so that a
// worker needs no address and runs from file:// too.
import { resolve } from 'node:path';
import { build as bundle } from 'esbuild';
import { minified } from './bundle/minify.mjs';

const suffix = /\?worker$/;
const inputs = new Map();

/** The files that are in the text of a worker, which a build names by `worker:` and its path. */
export const workerInputs = (name) => inputs.get(name.replace(/^worker:/, '')) ?? [];

/** For esbuild: `import source from './file.js?worker'` is the text of file.ts with all that it imports. */
export const workerLoader = {
  name: 'workers',
  setup(build) {
    const { target, charset, legalComments, logLevel, minify, loader } = build.initialOptions;
    build.onResolve({ filter: suffix }, ({ path, resolveDir }) => ({
      path: resolve(resolveDir, path.replace(suffix, '')).replace(/\.js$/, '.ts'),
      namespace: 'worker',
    }));
    build.onLoad({ filter: /./, namespace: 'worker' }, async ({ path }) => {
      const { outputFiles, metafile } = await bundle({
        ...{ target, charset, legalComments, logLevel, minify, loader },
        entryPoints: [path],
        bundle: true,
        write: false,
        metafile: true,
        format: 'iife', // a classic worker: WebKit loads no module from a Blob at file://
      });
      const watchFiles = Object.keys(metafile.inputs).map((input) => resolve(input));
      inputs.set(path, Object.keys(metafile.inputs));
      const contents = minify ? await minified(outputFiles[0].text, false) : outputFiles[0].text;
      return { contents, loader: 'text', watchFiles };
    });
  },
};
