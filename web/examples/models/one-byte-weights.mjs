// Writes the weights of a model in one byte each, so that it takes a quarter of the memory:
//
//   node one-byte-weights.mjs FOLDER NEW_FOLDER
//
// FOLDER has config.json and .safetensors files in F32, F16 or BF16. Each matrix X becomes I8, and beside it stands X.scale, F32: for
// each result of the matrix the largest of its weights, over 127. Its shape is that of X with 1 for every axis of inputs, so that
// X * X.scale is the matrix again in NumPy and PyTorch alike. Vectors and tables of positions stay as they are.
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Axes of a matrix that number its inputs, by its name; none where a tensor is left as it is. */
export function inputAxes(name, shape, config) {
  if (/\.W_O$/.test(name)) return [0, 1]; // (head, number of the head, result)
  if (/\.W_[QKV]$/.test(name)) return [1]; // (head, input, number of the head)
  if (/\.(?:W_U|W_in|W_out)$/.test(name)) return [0];
  if (/\.W_E$/.test(name)) return [1];
  if (shape.length !== 2 || !/\.weight$/.test(name) || /\bwpe\.weight$/.test(name)) return [];
  // Transformers keeps the maps of GPT-2 as (inputs, results); torch, and all else, as (results, inputs).
  return config.model_type === 'gpt2' && /\.c_(?:attn|proj|fc)\.weight$/.test(name) ? [0] : [1];
}

/** The bytes of a safetensors file with its matrices in one byte. */
export function oneByteWeights(file, config) {
  const { header, data } = parse(file);
  const written = [];
  for (const [name, { dtype, shape, data_offsets }] of Object.entries(header)) {
    const bytes = data.subarray(...data_offsets);
    const axes = inputAxes(name, shape, config);
    if (axes.length === 0) written.push({ name, dtype, shape, bytes });
    else written.push(...inOneByte(name, shape, floats(bytes, dtype), axes));
  }
  return serialise(written);
}

/** The two tensors that a matrix becomes. */
function inOneByte(name, shape, values, axes) {
  const scaleShape = shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  /** Which scale the element at a place has. */
  const scaleOf = (element) => {
    let [index, step, rest] = [0, 1, element];
    for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
      if (!axes.includes(axis)) index += step * (rest % shape[axis]);
      step *= scaleShape[axis];
      rest = Math.floor(rest / shape[axis]);
    }
    return index;
  };
  const scales = new Float32Array(scaleShape.reduce((size, length) => size * length, 1));
  for (let at = 0; at < values.length; at += 1) {
    const index = scaleOf(at);
    scales[index] = Math.max(scales[index], Math.abs(values[at]) / 127);
  }
  if (!scales.every(Number.isFinite)) throw new Error(`${name} has a number that is NaN or infinite.`);
  // A result all of whose weights are 0 has any scale.
  for (let index = 0; index < scales.length; index += 1) scales[index] ||= 1;
  const bytes = Int8Array.from(values, (value, at) => Math.round(value / scales[scaleOf(at)]));
  return [
    { name: `${name}.scale`, dtype: 'F32', shape: scaleShape, bytes: new Uint8Array(scales.buffer) },
    { name, dtype: 'I8', shape, bytes: new Uint8Array(bytes.buffer) },
  ];
}

function parse(file) {
  const length = Number(file.readBigUInt64LE(0));
  const { __metadata__, ...header } = JSON.parse(file.toString('utf8', 8, 8 + length));
  return { header, data: file.subarray(8 + length) };
}

function floats(bytes, dtype) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (dtype === 'F32')
    return Float32Array.from({ length: bytes.length / 4 }, (_, at) => view.getFloat32(4 * at, true));
  const words = Uint16Array.from({ length: bytes.length / 2 }, (_, at) => view.getUint16(2 * at, true));
  if (dtype === 'BF16') return new Float32Array(Uint32Array.from(words, (word) => word << 16).buffer);
  if (dtype === 'F16') return Float32Array.from(words, half);
  throw new Error(`Matrices must be F32, F16 or BF16, not ${dtype}.`);
}

function half(bits) {
  const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return NaN;
  const size = exponent === 0 ? fraction / 2 ** 24 : (1 + fraction / 1024) * 2 ** (exponent - 15);
  return bits & 0x8000 ? -size : size;
}

/** Numbers of four bytes first, so that they lie at multiples of four. */
function serialise(tensors) {
  const ordered = [...tensors].sort((a, b) => Number(a.dtype === 'I8') - Number(b.dtype === 'I8'));
  const header = {};
  let at = 0;
  for (const { name, dtype, shape, bytes } of ordered) {
    header[name] = { dtype, shape, data_offsets: [at, at + bytes.length] };
    at += bytes.length;
  }
  const text = JSON.stringify(header);
  const padded = Buffer.from(text.padEnd(Math.ceil(text.length / 8) * 8));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  return Buffer.concat([length, padded, ...ordered.map(({ bytes }) => bytes)]);
}

/** Everything of a folder into a new one; an index of shards names the scales too. */
async function convert(from, to) {
  const names = await readdir(from);
  const config = JSON.parse(await readFile(join(from, 'config.json'), 'utf8'));
  await mkdir(to);
  const places = {};
  for (const name of names) {
    if (name.endsWith('.safetensors')) {
      const bytes = oneByteWeights(await readFile(join(from, name)), config);
      for (const tensor of Object.keys(parse(bytes).header)) places[tensor] = name;
      await writeFile(join(to, name), bytes);
    } else await copyFile(join(from, name), join(to, name));
  }
  for (const name of names.filter((one) => one.endsWith('.safetensors.index.json')))
    await writeFile(join(to, name), JSON.stringify({ metadata: {}, weight_map: places }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [from, to] = process.argv.slice(2);
  if (!from || !to) throw new Error('node one-byte-weights.mjs FOLDER NEW_FOLDER');
  await convert(from, to);
}
