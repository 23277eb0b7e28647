// Bundles scripts with esbuild and minifies them once more.
import { build } from 'esbuild';
import { minified, minifier } from './minify.mjs';
import { commonOptions } from './options.mjs';

/**
 * Says in front of every script what is to minify it, so that the names of files, which esbuild takes from what it has written,
 * change with that. Comments are left out.
 */
const banner = { js: `/* ${minifier} */` };

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
  const scripts = outputFiles.map(async ({ path, text }) => ({
    path,
    text: await minified(ownExports(text), module),
  }));
  return { scripts: await Promise.all(scripts), metafile };
}
