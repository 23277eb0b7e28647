// esbuild's binary loader: the file's bytes, carried inside the script.
declare module '*.wasm' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
declare module '*.safetensors' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
// web/formulas.mjs: a formula file as MathML data by name.
declare module '*.tex' {
  const formulas: Readonly<Record<string, import('./scene/formulas.js').MathData>>;
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
