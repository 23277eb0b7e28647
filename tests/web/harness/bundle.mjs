// Modules where they cannot run as they are: checks that run in the page, and TypeScript of the page in node.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { inlineAssets } from '../../../web/bundle/assets.mjs';
import { commonPlugins } from '../../../web/bundle/options.mjs';
import { workerLoader } from '../../../web/workers.mjs';
import { sources } from './sources.mjs';

/** For esbuild: `import … from 'page:measure'` is the source of that name, `page:costWorker?worker` its text for a worker. */
const pageSources = {
  name: 'page sources',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^page:/ }, ({ path, kind }) => {
      const [, name, suffix = ''] = /^page:(\w+)(\?.*)?$/.exec(path);
      return resolve(fileURLToPath(sources[name]) + suffix, { kind, resolveDir: '/' });
    });
  },
};

async function bundled(url, options) {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(url)],
    bundle: true,
    write: false,
    plugins: [pageSources, workerLoader],
    ...options,
  });
  return outputFiles[0].text;
}

/** A module as the source of a function body that returns its exports. */
export async function bundle(url) {
  return `${await bundled(url, { format: 'iife', globalName: 'exported' })}; return exported;`;
}

/** Puts the exports of a module into a page of any engine as `window[name]`. */
export async function bundleForPage(page, url, name) {
  await page.evaluate(
    (source, as) => {
      // eslint-disable-next-line no-new-func
      window[as] = new Function(source)();
    },
    await bundle(url),
    name,
  );
}

/** The exports of a source that needs no browser. */
export async function importSource(url) {
  const code = await bundled(url, { format: 'esm' });
  return import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
}

/**
 * A module that needs no window, with all of the page that it asks for, run in node as the page is when it is built:
 * { module, close }. `close` removes what was written for it.
 */
export async function importForNode(url) {
  const { plugin, fill } = inlineAssets();
  const code = await bundled(url, {
    format: 'esm',
    platform: 'node',
    packages: 'external',
    plugins: [pageSources, ...commonPlugins(), plugin],
  });
  const build = fileURLToPath(new URL('../../../build/', import.meta.url));
  await mkdir(build, { recursive: true });
  const folder = await mkdtemp(join(build, 'node-'));
  const close = () => rm(folder, { recursive: true });
  try {
    const script = join(folder, 'module.mjs');
    await writeFile(script, fill(code));
    return { module: await import(pathToFileURL(script).href), close };
  } catch (error) {
    await close();
    throw error;
  }
}
