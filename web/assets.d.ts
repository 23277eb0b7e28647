// web/bundle/assets.mjs: a function that gives the file's bytes.
declare module '*.wasm' {
  const load: () => Promise<Uint8Array<ArrayBuffer>>;
  export default load;
}
declare module '*.safetensors' {
  const load: () => Promise<Uint8Array<ArrayBuffer>>;
  export default load;
}
// web/formulas.mjs: a formula file as MathML data by name.
declare module '*.tex' {
  const formulas: Readonly<
    Record<import('./src/text/formulas.js').FormulaName, import('./src/text/formulas.js').MathData>
  >;
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
