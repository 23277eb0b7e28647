import { ModelFileError, quoted } from '../model-file-error.js';
import { BytesSource } from '../source/bytes-source.js';
import { readText, type ByteSource, type ReadOptions } from '../source/byte-source.js';
import { isObject, parseObject, type JsonObject } from './json.js';
import { sizeOf, type StoredTensor, type TensorFile } from './stored-tensor.js';

/** JSON is for models that fit a page. */
const mostBytes = 256 * 1024 * 1024;
const types: Readonly<Record<string, readonly [type: string, bytes: number]>> = {
  'torch.float32': ['F32', 4],
  'torch.float16': ['F16', 2],
  'torch.bfloat16': ['BF16', 2],
};

export interface JsonModelFile extends TensorFile {
  readonly config: JsonObject;
}

/**
 * Reads a model in one JSON file: `config`, and beside it each tensor of a state_dict as { shape, dtype: "torch.float32", data:
 * base64 }. This is how llm-viz keeps its minGPT.
 */
export async function readJsonModel(source: ByteSource, options: ReadOptions = {}): Promise<JsonModelFile> {
  const { name } = source;
  const { config, ...entries } = parseObject(await readText(source, mostBytes, options), name);
  if (!isObject(config))
    throw new ModelFileError(
      'config',
      'config',
      `The field config of ${name} is ${quoted(config)}, not an object.`,
    );
  const tensors = Object.entries(entries).map(([key, entry]) => tensorOf(name, key, entry));
  return { config, tensors: new Map(tensors.map((tensor) => [tensor.name, tensor])), metadata: new Map() };
}

function tensorOf(file: string, name: string, entry: unknown): StoredTensor {
  const wrong = (what: string) =>
    new ModelFileError('header', name, `The tensor ${quoted(name)} of ${file} ${what}`);
  if (!isObject(entry)) throw wrong(`is ${quoted(entry)}, not an object.`);
  const { shape, dtype, data } = entry;
  const known = typeof dtype === 'string' && Object.hasOwn(types, dtype) ? types[dtype] : undefined;
  if (!known) throw wrong(`has the dtype ${quoted(dtype)}; ${Object.keys(types).join(', ')} are known.`);
  const size = Array.isArray(shape) ? sizeOf(shape as unknown[]) : NaN;
  if (Number.isNaN(size)) throw wrong(`has the shape ${quoted(shape)}, which is none.`);
  if (typeof data !== 'string') throw wrong(`has the data ${quoted(data)}, not a text in base64.`);
  const bytes = decodeBase64(data);
  if (!bytes) throw wrong('has data that is not base64.');
  const [type, width] = known;
  if (bytes.length !== size * width)
    throw wrong(`has ${bytes.length} bytes; ${quoted(shape)} in ${String(dtype)} needs ${size * width}.`);
  const source = new BytesSource(`${name} of ${file}`, bytes);
  return { name, type, shape: shape as number[], source, begin: 0, end: bytes.length };
}

function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const binary = atob(text);
    const bytes = new Uint8Array(binary.length);
    for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
    return bytes;
  } catch {
    return undefined;
  }
}
