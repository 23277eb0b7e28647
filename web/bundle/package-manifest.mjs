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

/** What runs anywhere. */
const withoutPage = (name) => ({
  import: { types: `./${name}.d.ts`, default: `./${name}.js` },
  require: { types: `./${name}.d.cts`, default: `./${name}.cjs` },
});

/** Each has a file of types, NAME.d.ts. */
export const frameworks = ['react', 'vue', 'svelte'];

const exported = {
  '.': element('index'),
  ...Object.fromEntries(frameworks.map((name) => [`./${name}`, element(name)])),
  ...Object.fromEntries(['core', 'models'].map((name) => [`./${name}`, withoutPage(name)])),
  './transformer_relaxed.wasm': './transformer_relaxed.wasm',
  './transformer_simd128.wasm': './transformer_simd128.wasm',
  './attention-explainer.js': './attention-explainer.js',
  './catalog.json': './catalog.json',
  './texts.json': './texts.json',
  './custom-elements.json': './custom-elements.json',
  './package.json': './package.json',
};

/** The types of a framework are for those who have it. */
const peers = { '@types/react': '>=18', svelte: '>=4', vue: '>=3.3' };
const optional = Object.fromEntries(Object.keys(peers).map((name) => [name, { optional: true }]));

/** `about`: package.json of the repository. Fields that it does not have are left out. */
export function packageManifest(about) {
  const { name, version, description, license, repository, homepage, bugs, engines } = about;
  return {
    ...{ name, version, description, license, repository, homepage, bugs },
    type: 'module',
    engines,
    exports: exported,
    types: './index.d.ts',
    unpkg: './attention-explainer.js',
    jsdelivr: './attention-explainer.js',
    customElements: './custom-elements.json',
    peerDependencies: peers,
    peerDependenciesMeta: optional,
    sideEffects: ['./index.js', './attention-explainer.js', './parts/*.js'],
    keywords: ['attention', 'transformer', 'webassembly', 'custom-element', 'visualization'],
  };
}
