// A thread that opens a model, or only reads its file in pieces of the same size.
import { load } from './load.mjs';

const pieceBytes = 4 * 1024 * 1024;

async function read(file) {
  let sum = 0;
  for (let at = 0; at < file.size; at += pieceBytes)
    sum += new Uint8Array(await file.slice(at, at + pieceBytes).arrayBuffer())[0];
  return sum;
}

self.onmessage = async ({ data: { file, config, variant } }) => {
  const start = performance.now();
  try {
    if (variant === undefined) await read(file);
    else (await load(variant, [file], config)).engine.begin(32, 1);
    self.postMessage({ time: performance.now() - start });
  } catch (error) {
    self.postMessage({ error: String(error) });
  }
};
