// The two small trained models of others, and what others' programs compute of them.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder =
  process.env.ATTENTION_MODELS ?? fileURLToPath(new URL('../../../shared/models', import.meta.url));

/** Why they cannot be tested with, or false. */
export const skip = existsSync(folder)
  ? false
  : `${folder} is not there. Set ATTENTION_MODELS to a folder with stories260K/ (karpathy/tinyllamas: stories260K.bin, ` +
    'tok512.bin and golden.json) and gpt-nano-sort/ (bbycroft/llm-viz).';

export const path = (name) => `${folder}/${name}`;
export const json = (name) => JSON.parse(readFileSync(path(name), 'utf8'));

/** Numbers of torch, row by row, as arrays of arrays. */
export function torchTensor({ shape, data }) {
  const bytes = Buffer.from(data, 'base64');
  const flat = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  const build = (axis, at) => {
    if (axis === shape.length) return flat[at];
    const step = shape.slice(axis + 1).reduce((size, length) => size * length, 1);
    return Array.from({ length: shape[axis] }, (_, index) => build(axis + 1, at + index * step));
  };
  return build(0, 0);
}
