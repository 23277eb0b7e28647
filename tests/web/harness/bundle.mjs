// Checks that run in the page: bundled here, put there as an object of their own.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** A module as the source of a function body that returns its exports. */
export async function bundle(url, name) {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(url)],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: name,
  });
  return `${outputFiles[0].text}; return ${name};`;
}

/** Puts the exports of a module into a page as `window[name]`. */
export async function bundleForPage(page, url, name) {
  await page.evaluate(
    (source, as) => {
      // eslint-disable-next-line no-new-func
      window[as] = new Function(source)();
    },
    await bundle(url, name),
    name,
  );
}
