import { ModelFileError } from '../model-file-error.js';
import type { ByteSource, ReadOptions } from '../source/byte-source.js';

/** What other files begin with, and what is said of them. */
const others: readonly (readonly [pattern: RegExp, sentence: string])[] = [
  [
    /^PK\x03\x04|^PK\x05\x06/,
    'is a zip archive. Unpack it; if it is a checkpoint of PyTorch (.bin, .pt), save it as safetensors.',
  ],
  [/^\x80[\x02-\x05]/, 'is a pickle of Python, which can hold programs. Save it as safetensors.'],
  [
    /^GGUF/,
    'is a GGUF file, whose weights are packed in other ways. Open the safetensors file of the model.',
  ],
  [/^ggml|^lmgg|^tjgg/, 'is a GGML file. Open the safetensors file of the model.'],
  [/^\x1f\x8b/, 'is packed with gzip. Unpack it.'],
  [/^\x89HDF/, 'is an HDF5 file of Keras or TensorFlow. Open the safetensors file of the model.'],
  [
    /^version https:\/\/git-lfs/,
    'only says where Git LFS keeps the file. Get the file itself (git lfs pull).',
  ],
  [
    /^\s*(<!doctype html|<html|<head|<\?xml)/i,
    'is a web page and no model. Take the address that the file itself is downloaded from.',
  ],
];

/** Throws when a file is of a kind that is no model here, but often taken for one. */
export async function refuseOtherFiles(source: ByteSource, options: ReadOptions = {}): Promise<void> {
  const { name, size } = source;
  if (size === 0) throw new ModelFileError('not_a_model', name, `${name} is empty.`);
  const bytes = await source.read(0, Math.min(size, 64), options);
  const text = String.fromCharCode(...bytes);
  const found = others.find(([pattern]) => pattern.test(text));
  if (found) throw new ModelFileError('not_a_model', name, `${name} ${found[1]}`);
}
