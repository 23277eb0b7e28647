// esbuild's binary loader: the file's bytes, carried inside the script.
declare module '*.wasm' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
declare module '*.safetensors' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
