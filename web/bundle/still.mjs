// What stands in the page before it is live: markup that the page's own sources write, run here in node.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { inlineAssets } from './assets.mjs';
import { commonOptions, sourceLoaders } from './options.mjs';

/** { first, later, styles } of the page in a language; see src/entries/prerender.ts. */
export async function drawStill(language) {
  const { plugin, fill } = inlineAssets();
  const { outputFiles } = await build({
    ...commonOptions,
    minify: false,
    entryPoints: [fileURLToPath(new URL('../src/entries/prerender.ts', import.meta.url))],
    format: 'esm',
    platform: 'node',
    plugins: [...sourceLoaders, plugin],
  });
  const folder = await mkdtemp(join(tmpdir(), 'attention-explainer-'));
  try {
    const script = join(folder, 'prerender.mjs');
    await writeFile(script, fill(outputFiles[0].text));
    return await (await import(pathToFileURL(script).href)).prerender(language);
  } finally {
    await rm(folder, { recursive: true });
  }
}
