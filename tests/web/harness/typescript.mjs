// Sources of the page in node, as its build bundles them: with the model, the core and the texts in them.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { inlineAssets } from '../../../web/bundle/assets.mjs';
import { sourceLoaders } from '../../../web/bundle/options.mjs';

const repository = new URL('../../../', import.meta.url);

/**
 * Imports modules by their paths in the repository as one: what they share there they share here. Returns the exports of
 * each, in the same order.
 */
export async function importTypeScript(...paths) {
  const { plugin, fill } = inlineAssets();
  const lines = paths.map((path, index) => {
    const file = fileURLToPath(new URL(path, repository));
    return `export * as module${index} from ${JSON.stringify(file)};`;
  });
  const { outputFiles } = await build({
    stdin: { contents: lines.join('\n'), resolveDir: fileURLToPath(repository) },
    ...{ bundle: true, write: false, format: 'esm', platform: 'node', logLevel: 'warning' },
    plugins: [...sourceLoaders, plugin],
  });
  const script = Buffer.from(fill(outputFiles[0].text)).toString('base64');
  const modules = await import(`data:text/javascript;base64,${script}`);
  return paths.map((_, index) => modules[`module${index}`]);
}
