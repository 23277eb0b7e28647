// web/bundle/assets.mjs: a function that gives the file's bytes.
declare module '*.wasm' {
  const load: () => Promise<Uint8Array<ArrayBuffer>>;
  export default load;
}
declare module '*.safetensors' {
  const load: () => Promise<Uint8Array<ArrayBuffer>>;
  export default load;
}
// web/bundle/texts.mjs: what each language calls itself.
declare module 'texts:names' {
  const names: Readonly<Record<'en' | 'zh', string>>;
  export default names;
}
// web/bundle/texts.mjs: texts or their keys, one a line.
declare module 'texts:*' {
  const lines: string;
  export default lines;
}
// web/formulas.mjs: a formula file as MathML data by name.
declare module '*.tex' {
  const formulas: Readonly<Record<string, import('./src/text/formulas.js').MathData>>;
  export default formulas;
}
// web/glosses.mjs: what each word means.
declare module '*glosses.zh.txt' {
  const glosses: Readonly<Record<string, string>>;
  export default glosses;
}
// web/workers.mjs: the text of a script for a worker, bundled.
declare module '*?worker' {
  const source: string;
  export default source;
}
// esbuild's text loader: one sentence a line.
declare module '*sentences.txt' {
  const text: string;
  export default text;
}
