// Minifies once more with terser what esbuild has bundled: it follows values further, which is 3 % less after brotli.
import { readFile } from 'node:fs/promises';
import { minify } from 'terser';

const { version } = JSON.parse(
  await readFile(new URL('../../node_modules/terser/package.json', import.meta.url), 'utf8'),
);
const options = { ecma: 2022, compress: { passes: 3 }, format: { comments: false } };

/** Which terser is to come, and how. */
export const minifier = `terser ${version} ${JSON.stringify(options)}`;

/** The same script, smaller. `module`: whether it is one. */
export async function minified(text, module) {
  const { code } = await minify(text, { ...options, module });
  return code;
}
