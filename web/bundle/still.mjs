// What stands in the page before it is live: the page's own elements, rendered here in node.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, transform } from 'esbuild';
import { hashedName, inlineAssets } from './assets.mjs';
import { commonOptions, commonPlugins } from './options.mjs';

/** Beside the packages that the script imports. */
const scratch = fileURLToPath(new URL('../../build/', import.meta.url));

/** { root, texts, sheets, unscripted } of the page in a language; see src/entries/prerender/prerender.ts. */
export async function drawStill(language) {
  const { plugin, fill } = inlineAssets();
  const { outputFiles } = await build({
    ...commonOptions,
    minify: false,
    entryPoints: [fileURLToPath(new URL('../src/entries/prerender/prerender.ts', import.meta.url))],
    format: 'esm',
    platform: 'node',
    packages: 'external',
    plugins: [...commonPlugins(), plugin],
  });
  await mkdir(scratch, { recursive: true });
  const folder = await mkdtemp(join(scratch, 'prerender-'));
  try {
    const script = join(folder, 'prerender.mjs');
    await writeFile(script, fill(outputFiles[0].text));
    return await (await import(pathToFileURL(script).href)).prerender(language);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function minified(css) {
  const { target } = commonOptions;
  return (await transform(css, { loader: 'css', minify: true, charset: 'utf8', target })).code.trim();
}

/** A style sheet, or a picture with one in it. */
async function smaller(name, text) {
  if (name.endsWith('.css')) return minified(text);
  const [before, css, after] = text.split(/<\/?style>/);
  return `${before}<style>${await minified(css)}</style>${after}`;
}

/**
 * What `drawStill` gives with the files named by their contents: the shadow root, and the files, name -> contents, for
 * assets/.
 */
export async function stillFiles({ root, sheets, unscripted }) {
  let named = root;
  const filesOf = async (texts) => {
    const files = new Map();
    for (const [name, text] of texts) {
      const contents = Buffer.from(await smaller(name, text));
      const hashed = hashedName(name, contents);
      files.set(hashed, contents);
      named = named.replaceAll(`"still:${name}"`, `"assets/${hashed}"`);
    }
    return files;
  };
  const files = { sheets: await filesOf(sheets), unscripted: await filesOf(unscripted) };
  const [lost] = named.match(/still:[^"]*/) ?? [];
  if (lost) throw new Error(`The first paint asks for ${lost}, which there is not.`);
  return { ...files, root: named };
}
