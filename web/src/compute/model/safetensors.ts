/** One tensor of a safetensors file: `bytes` is a view into the file. */
export interface StoredTensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

export interface SafetensorsFile {
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: ReadonlyMap<string, StoredTensor>;
}

interface HeaderEntry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

/**
 * Reads a safetensors file: 8 bytes with the length of a JSON header, the header, the data.
 * Throws an Error with a sentence when the bytes are not such a file.
 */
export function readSafetensors(file: Uint8Array): SafetensorsFile {
  if (file.byteLength < 8) throw new Error('The model file is shorter than its own header.');
  const length = Number(new DataView(file.buffer, file.byteOffset, 8).getBigUint64(0, true));
  if (length > file.byteLength - 8) throw new Error('The model file ends within its header.');
  const header = parseHeader(file.subarray(8, 8 + length));
  const data = file.subarray(8 + length);

  const { __metadata__, ...entries } = header;
  const tensors = new Map<string, StoredTensor>();
  for (const [name, entry] of Object.entries(entries as Record<string, HeaderEntry>)) {
    const { data_offsets: offsets, shape } = Object.assign({}, entry);
    if (!numbers.test(JSON.stringify([offsets, shape])) || offsets[0] > offsets[1]) {
      throw new Error(`The model file does not say how the tensor ${name} lies in it.`);
    }
    const [begin, end] = offsets;
    if (end > data.byteLength) throw new Error(`The model file ends within the tensor ${name}.`);
    tensors.set(name, { dtype: entry.dtype, shape: entry.shape, bytes: data.subarray(begin, end) });
  }
  return { metadata: Object.assign({}, __metadata__) as Record<string, string>, tensors };
}

/** Where a tensor begins and ends, and its shape: whole numbers from 0 on. */
const numbers = /^\[\[\d+,\d+\],\[\d+(,\d+)*\]\]$/;

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  try {
    const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return Object.assign({}, header as object) as Record<string, unknown>;
  } catch {
    throw new Error('The header of the model file is not JSON.');
  }
}
