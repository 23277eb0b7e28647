// What the tests of the shipped modules share: opening one, and reading and filling its arena by name.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { Random } from '../reference/random.mjs';
import { axes, tensors } from './generated.mjs';

const repository = new URL('../../', import.meta.url);

export const variants = ['simd128', 'relaxed'];

const path = (relative) => fileURLToPath(new URL(relative, repository));

function read(relative, encoding) {
  if (existsSync(path(relative))) return readFileSync(path(relative), encoding);
  throw new Error(`${relative} has not been built. Run tests/run wasm.`);
}

/** The bytes of the module of a variant. */
export const bytesOf = (variant) => read(`build/wasm/wasm/attention_${variant}.wasm`);

/** The compiled module of a variant; an error with a sentence when this node cannot run it. */
export function compile(variant) {
  const bytes = bytesOf(variant);
  if (!WebAssembly.validate(bytes)) {
    throw new Error(
      `node ${process.version} does not accept the ${variant} module. Run tests/run wasm, which passes ` +
        '--experimental-wasm-relaxed-simd to a node that needs it, or use a newer node.',
    );
  }
  return new WebAssembly.Module(bytes);
}

/** The names in wasm/exports.txt. */
export const listedExports = () => read('wasm/exports.txt', 'utf8').split('\n').filter(Boolean);

/** The names of the functions that wasm/attention_abi.h declares. */
export function declaredFunctions() {
  const code = read('wasm/attention_abi.h', 'utf8').replaceAll(/\/\*.*?\*\//gs, '');
  return Array.from(code.matchAll(/\b(\w+)\(/g), ([, name]) => name);
}

export { axes, tensors };
export const parameters = tensors.filter((tensor) => tensor.group === 'parameter');
export const stages = tensors.filter((tensor) => tensor.group === 'trace' && tensor.name !== 'token');

/** Where the model's arena begins and where it ends: behind its last tensor, and what aligns the next. */
export function arenaPlace(exports) {
  const last = tensors.at(-1).id;
  const end = (exports.attention_address(last) >>> 0) + 4 * (exports.attention_size(last) >>> 0);
  return { first: exports.attention_address(0) >>> 0, end: Math.ceil(end / 16) * 16 };
}

/** Sizes that fit a screen. */
export const small = {
  n_vocabulary: 13,
  n_positions: 11,
  d_model: 10,
  n_heads: 3,
  d_head: 5,
  d_value: 6,
  n_tokens: 9,
};

/** One instance of a module, with its calls under short names and its tensors under theirs. */
export class Instance {
  constructor(variant) {
    this.exports = new WebAssembly.Instance(compile(variant), {}).exports;
  }

  layout(sizes) {
    return this.exports.attention_layout(...axes.map((axis) => sizes[axis]));
  }

  /** As the model was trained. */
  run() {
    return this.exports.attention_run(1, 1, 0, 0);
  }

  address(name) {
    return this.exports.attention_address(tensorId(name)) >>> 0;
  }

  /** A view of a tensor: stale after the next layout. */
  view(name) {
    const tensor = tensors[tensorId(name)];
    const View = tensor.type === 'int32' ? Int32Array : Float32Array;
    const size = this.exports.attention_size(tensor.id);
    return new View(this.exports.memory.buffer, this.address(name), size);
  }

  /** A copy of all bytes of the arena. */
  arena() {
    const { first, end } = arenaPlace(this.exports);
    return new Uint8Array(this.exports.memory.buffer, first, end - first).slice();
  }

  /** A copy of the bytes of the parameters, with the padding between them. */
  parameterBytes() {
    return this.arena().slice(0, this.address('token') - this.address(tensors[0].name));
  }

  message() {
    const bytes = new Uint8Array(this.exports.memory.buffer, this.exports.attention_message() >>> 0);
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, bytes.indexOf(0)));
  }

  /** Fills parameters and token ids from a seed. */
  fill(sizes, seed, scale = 0.5) {
    const random = new Random(seed);
    for (const { name } of parameters) {
      const view = this.view(name);
      for (let k = 0; k < view.length; k++) view[k] = random.symmetric(scale);
    }
    const token = this.view('token');
    for (let i = 0; i < token.length; i++) token[i] = random.between(0, sizes.n_vocabulary - 1);
  }

  /** What a failed call must leave as it was. */
  state() {
    return {
      generation: this.exports.attention_generation(),
      pages: this.exports.memory.buffer.byteLength / 65536,
      places: tensors.map(({ id }) => [this.exports.attention_address(id), this.exports.attention_size(id)]),
      arena: this.arena(),
    };
  }
}

export function tensorId(name) {
  const tensor = tensors.find((candidate) => candidate.name === name);
  if (tensor === undefined) throw new Error(`There is no tensor called '${name}'.`);
  return tensor.id;
}

/** An instance with a random model laid out. */
export function filled(variant, sizes = small, seed = 1) {
  const instance = new Instance(variant);
  instance.layout(sizes);
  instance.fill(sizes, seed);
  return instance;
}
