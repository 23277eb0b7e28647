// Bundles scripts with esbuild and minifies them once more with terser, which follows values further: 3 % less after brotli.
import { readFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { minify } from 'terser';
import { commonOptions } from './options.mjs';

const { version } = JSON.parse(
  await readFile(new URL('../../node_modules/terser/package.json', import.meta.url), 'utf8'),
);
const minifyOptions = { ecma: 2022, compress: { passes: 2 }, format: { comments: false } };

/**
 * Says in front of every script which terser is to come, so that the names of files, which esbuild takes from what it has
 * written, change with it. Terser leaves comments out.
 */
const banner = { js: `/* terser ${version} ${JSON.stringify(minifyOptions)} */` };

/**
 * esbuild's helper for `import * as` walks over what a page has added to all objects as well, and takes it for an export of ours.
 */
const ownExports = (text) =>
  text.replaceAll(
    /for\s*\(var ([\w$]+) in ([\w$]+)\)(\s*[\w$]+\([\w$]+,\s*\1,\s*\{\s*get:)/g,
    'for(var $1 of Object.keys($2))$3',
  );

/** What esbuild says of every build, in the order in which they ended: the notices go by it. */
export const metafiles = [];

/** Scripts of one build, which are all there is in it: { scripts: [{ path, text }], metafile }. */
export async function bundle(options) {
  const { outputFiles, metafile } = await build({ ...commonOptions, banner, ...options });
  metafiles.push(metafile);
  const module = options.format === 'esm';
  const scripts = outputFiles.map(async ({ path, text }) => {
    const { code } = await minify(ownExports(text), { ...minifyOptions, module });
    return { path, text: code };
  });
  return { scripts: await Promise.all(scripts), metafile };
}
