// Files of models, written as other programs write them.
import { Random } from '../reference/random.mjs';

/** Bytes of numbers in a type of safetensors. The numbers must be such that they are not rounded. */
const encoders = {
  F32: (values) => new Uint8Array(Float32Array.from(values).buffer),
  F16: (values) => new Uint8Array(Uint16Array.from(values, halfBits).buffer),
  BF16: (values) => new Uint8Array(Uint16Array.from(values, (value) => floatBits(value) >>> 16).buffer),
  U8: (values) => Uint8Array.from(values),
};

function floatBits(value) {
  return new Uint32Array(Float32Array.of(value).buffer)[0];
}

/** The bits of a number that half precision holds exactly and that is none of its smallest. */
function halfBits(value) {
  if (value === 0) return 0;
  const bits = floatBits(value);
  return ((bits >>> 16) & 0x8000) | ((((bits >>> 23) & 255) - 112) << 10) | ((bits >>> 13) & 1023);
}

/** A file of safetensors: 8 bytes with the length of the header, the header, the tensors one after the other. */
export function safetensors(tensors, { metadata, type = 'F32' } = {}) {
  const header = metadata ? { __metadata__: metadata } : {};
  const data = [];
  let at = 0;
  for (const [name, { shape, values, type: own = type }] of Object.entries(tensors)) {
    const bytes = encoders[own](values);
    header[name] = { dtype: own, shape, data_offsets: [at, at + bytes.length] };
    at += bytes.length;
    data.push(bytes);
  }
  return safetensorsOf(header, data);
}

/** The same from any header, sound or not: an object, or its text. */
export function safetensorsOf(header, data = []) {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const length = new Uint8Array(new BigUint64Array([BigInt(text.length)]).buffer);
  return Buffer.concat([length, text, ...data]);
}

/** Two shards and their index, as Hugging Face names them. */
export function shards(tensors, options) {
  const names = Object.keys(tensors);
  const half = Math.ceil(names.length / 2);
  const files = [names.slice(0, half), names.slice(half)].map((part, k) => ({
    name: `model-0000${k + 1}-of-00002.safetensors`,
    part,
    bytes: safetensors(Object.fromEntries(part.map((name) => [name, tensors[name]])), options),
  }));
  const weight_map = Object.fromEntries(
    files.flatMap(({ name, part }) => part.map((tensor) => [tensor, name])),
  );
  const index = JSON.stringify({ metadata: { total_size: 1 }, weight_map });
  return { files, index: { name: 'model.safetensors.index.json', bytes: index } };
}

/**
 * Random numbers that every type of weights holds exactly: multiples of 1/64. `matrix` is rows of a matrix, all of them under a
 * name, so that a writer and a test speak of the same ones.
 */
export class Numbers {
  #random;
  all = new Map();

  constructor(seed) {
    this.#random = new Random(seed);
  }

  /** (columns, components) as rows; remembered as a parameter of a layer. */
  matrix(parameter, layer, columns, components) {
    const rows = Array.from({ length: columns }, () => this.#row(components, 24));
    this.all.set(`${parameter}/${layer}`, rows.flat());
    return rows;
  }

  vector(parameter, layer, size, center = 0) {
    const row = this.#row(size, 24).map((entry) => entry + center);
    this.all.set(`${parameter}/${layer}`, row);
    return row;
  }

  /** Numbers that are no parameter. */
  mask(size) {
    return this.#row(size, 1);
  }

  #row(length, most) {
    return Array.from({ length }, () => this.#random.between(-most, most) / 64);
  }
}

/** Rows as a tensor of a file, and with its axes exchanged. */
export const asRows = (rows) => ({ shape: [rows.length, rows[0].length], values: rows.flat() });
export const asColumns = (rows) => asRows(rows[0].map((_, k) => rows.map((row) => row[k])));
export const asVector = (values) => ({ shape: [values.length], values });
