import { readSafetensors, type StoredTensor } from '../model/safetensors.js';
import { RefusedData } from './refusal.js';

/**
 * Data at an address, as JSON or as safetensors: there arrays are tensors of F64, F32, F16 or BF16, and what is no array stands in the
 * metadata, each as JSON. Rejects with RefusedData.
 */
export async function readAddress(address: string | URL, base: string): Promise<unknown> {
  const bytes = await fetched(address, base);
  try {
    // A safetensors file begins with the length of its header; no text does so, as a header is no gigabyte long.
    return bytes[7] === 0 && bytes.length > 8
      ? fromSafetensors(bytes)
      : JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    if (error instanceof RefusedData) throw error;
    throw new RefusedData('data.refused.file', { address: String(address) });
  }
}

async function fetched(address: string | URL, base: string): Promise<Uint8Array> {
  const refuse = (reason: string) =>
    new RefusedData('data.refused.address', { address: String(address), reason });
  try {
    const response = await fetch(new URL(address, base));
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`.trim());
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error));
  }
}

function fromSafetensors(bytes: Uint8Array): Record<string, unknown> {
  const { metadata, tensors } = readSafetensors(bytes);
  const said = ['tokens', 'causal', 'scale', 'title'].filter((name) => Object.hasOwn(metadata, name));
  return Object.fromEntries([
    ...said.map((name) => [name, parsed(metadata[name]!)] as const),
    ...[...tensors].map(
      ([name, stored]) => [name, { shape: stored.shape, values: numbersOf(name, stored) }] as const,
    ),
  ]);
}

/** A title need not be in quotes. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

type ReadNumber = (view: DataView, at: number) => number;

const readers: Readonly<Record<string, readonly [bytes: number, read: ReadNumber]>> = {
  F64: [8, (view, at) => view.getFloat64(at, true)],
  F32: [4, (view, at) => view.getFloat32(at, true)],
  F16: [2, (view, at) => fromHalf(view.getUint16(at, true))],
  BF16: [2, (view, at) => new Float32Array(Uint32Array.of(view.getUint16(at, true) << 16).buffer)[0]!],
};

function numbersOf(name: string, { dtype, bytes }: StoredTensor): number[] {
  const reader = readers[dtype];
  if (!reader) throw new RefusedData('data.refused.dtype', { name, dtype });
  const [size, read] = reader;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.byteLength / size) }, (_, at) => read(view, at * size));
}

/** IEEE 754 binary16. */
function fromHalf(bits: number): number {
  const [sign, exponent, fraction] = [bits >> 15 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (exponent ? 2 ** (exponent - 15) * (1 + fraction / 1024) : 2 ** -14 * (fraction / 1024));
}
