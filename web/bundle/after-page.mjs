// Scripts that are split: what the page's script shares with what is loaded later stays in the page's script.
import { fileURLToPath } from 'node:url';

/**
 * What is loaded later asks for the script of an entry too, which is there already. So all that the first screen shares with
 * anything is in one file with it: esbuild would otherwise make a file for each set of scripts that share something, 20 more
 * requests and 4 KB more before the first figure is live.
 */
export const afterPage = (entry) => ({
  name: 'after the page',
  setup(build) {
    const page = fileURLToPath(new URL(`../src/entries/${entry}.ts`, import.meta.url));
    build.onResolve({ filter: /^\.{1,2}\/.*\.js$/ }, async ({ path, kind, ...options }) => {
      if (kind !== 'dynamic-import') return undefined;
      const { path: file } = await build.resolve(path, { ...options, kind: 'import-statement' });
      return { path: file, namespace: 'after the page' };
    });
    build.onLoad({ filter: /./, namespace: 'after the page' }, ({ path }) => ({
      contents: `import ${JSON.stringify(page)}; export * from ${JSON.stringify(path)};`,
      resolveDir: '/',
    }));
  },
});
