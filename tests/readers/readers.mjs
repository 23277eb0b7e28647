// What the tests of the readers share: the readers themselves, and models out of them as plain numbers.
import assert from 'node:assert/strict';
import { importTypeScript } from '../web/harness/typescript.mjs';

const folder = 'web/src/models/';
const paths = [
  'open-model',
  'model-plan',
  'model-file-error',
  'parameter-parts',
  'parameters',
  'family/index',
  'format/safetensors',
  'format/llama2c',
  'format/mingpt-json',
  'format/shard-index',
  'source/address-source',
  'source/blob-source',
  'source/bytes-source',
  'source/node-file-source',
  'source/open-files',
  'tokenizer/json-tokenizer',
  'tokenizer/llama2c-tokenizer',
  'tokenizer/tokenizer',
  'tokenizer/vocab-and-merges',
];
const modules = await importTypeScript(...paths.map((path) => `${folder}${path}.ts`));

export const readers = Object.assign({}, ...modules);

/** Bytes, or a text, as a file of a name. */
export const file = (name, content) =>
  new readers.BytesSource(
    name,
    typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content),
  );

/** The number that two bytes are in half precision. */
function half(bits) {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return (sign * fraction) / 2 ** 24;
  return exponent === 31 ? NaN : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const getters = {
  float32: (view, index) => view.getFloat32(4 * index, true),
  float16: (view, index) => half(view.getUint16(2 * index, true)),
  bfloat16(view, index) {
    const word = new DataView(new ArrayBuffer(4));
    word.setUint32(0, view.getUint16(2 * index, true) << 16);
    return word.getFloat32(0);
  },
};

/** Every parameter of a plan, read part by part; fails where an element is written twice or not at all. */
export async function parametersOf(plan, options) {
  const shapes = readers.parameterShapes(plan.description);
  const { n_layers } = plan.description;
  const values = new Map();
  for (const [name, { columns, depth }] of shapes)
    for (let layer = 0; layer < (readers.layerParameters.includes(name) ? n_layers : 1); layer += 1)
      values.set(`${name}/${layer}`, new Float64Array(columns * depth).fill(NaN));
  for await (const { bytes, parts } of readers.parameterParts(plan, options)) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (const part of parts) writePart(values, shapes, view, part);
  }
  for (const [name, entries] of values)
    if (entries.some(Number.isNaN)) throw new Error(`${name} has not been written whole.`);
  return (name, layer) => values.get(`${name}/${layer}`);
}

function writePart(values, shapes, view, part) {
  const { parameter, layer, type, offset } = part;
  const entries = values.get(`${parameter}/${layer}`);
  if (!entries) throw new Error(`There is no ${parameter} of layer ${layer}.`);
  const shape = shapes.get(parameter);
  // A table of positions is a list to the core, whose rows are columns here.
  for (let m = 0; m < part.n_columns; m += 1)
    for (let k = 0; k < part.n_components; k += 1) {
      const at = (part.first_column + m) * shape.depth + part.first_component + k;
      if (!Number.isNaN(entries[at])) throw new Error(`${parameter} ${at} is written twice.`);
      entries[at] = getters[type](view, offset + m * part.column_step + k * part.component_step);
    }
}

/** The largest difference of two arrays of arrays of numbers; that of shapes is infinite. */
export function largestDifference(a, b) {
  if (typeof a === 'number') return a === b ? 0 : Math.abs(a - b);
  if (a.length !== b.length) return Infinity;
  let most = 0;
  for (let index = 0; index < a.length; index += 1)
    most = Math.max(most, largestDifference(a[index], b[index]));
  return most;
}

/** Fails unless opening is refused with this problem, this subject, and a sentence like this. */
export async function refused(files, [problem, subject, sentence]) {
  await assert.rejects(readers.openModel(files), (error) => {
    assert.equal(error.name, 'ModelFileError', error.stack);
    assert.match(error.message, sentence);
    assert.deepEqual([error.problem, error.subject], [problem, subject], error.message);
    return true;
  });
}

/** A file of weights and a configuration beside it. */
export const withConfig = (weights, config) => [
  file('model.safetensors', weights),
  file('config.json', typeof config === 'string' ? config : JSON.stringify(config)),
];
