// What package.json of the npm package says.

/**
 * The element: where pages are rendered before there is a document, importing it does nothing. `types`: index, or the name of a
 * framework, to whose own types it is known.
 */
const element = (types) => ({
  import: { types: `./${types}.d.ts`, node: './node.js', default: './index.js' },
  require: {
    node: { types: `./${types}.d.cts`, default: './node.cjs' },
    default: { types: `./${types}.d.ts`, default: './index.js' },
  },
});

/** Each has a file of types, NAME.d.ts. */
export const frameworks = ['react', 'vue', 'svelte'];

/** `about`: package.json of the repository. */
export function packageManifest({
  name,
  version,
  description,
  license,
  engines,
  repository,
  homepage,
  bugs,
}) {
  return {
    name,
    version,
    description,
    license,
    // Left out until it is known where the sources are to be found.
    repository,
    homepage,
    bugs,
    type: 'module',
    engines,
    exports: {
      '.': element('index'),
      ...Object.fromEntries(frameworks.map((name) => [`./${name}`, element(name)])),
      './core': {
        import: { types: './core.d.ts', default: './core.js' },
        require: { types: './core.d.cts', default: './core.cjs' },
      },
      './attention-explainer.js': './attention-explainer.js',
      './catalog.json': './catalog.json',
      './custom-elements.json': './custom-elements.json',
      './package.json': './package.json',
    },
    types: './index.d.ts',
    unpkg: './attention-explainer.js',
    jsdelivr: './attention-explainer.js',
    customElements: './custom-elements.json',
    // The types of a framework are for those who have it.
    peerDependencies: { '@types/react': '>=18', svelte: '>=4', vue: '>=3.3' },
    peerDependenciesMeta: {
      '@types/react': { optional: true },
      svelte: { optional: true },
      vue: { optional: true },
    },
    sideEffects: ['./index.js', './attention-explainer.js', './parts/*.js'],
    keywords: ['attention', 'transformer', 'webassembly', 'custom-element', 'visualization'],
  };
}
