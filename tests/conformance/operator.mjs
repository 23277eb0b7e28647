// The operator of the wasm module under plain names: a description in, tensors out.
import { readFileSync } from 'node:fs';

// In the order of OperatorDescription and OperatorTensor in core/include/attention/operator/operator.hpp.
export const integerFields = [
  'n_batch',
  'n_heads',
  'n_kv_heads',
  'n_queries',
  'n_keys',
  'n_past',
  'd_head',
  'd_value',
  'order',
  'mask_type',
  'mask_batch',
  'mask_heads',
  'mask_queries',
  'mask_keys',
  'causal',
  'has_valid_lengths',
  'keeps_stages',
];
export const floatFields = ['scale', 'softcap'];
export const operatorTensors = [
  'query',
  'key',
  'value',
  'past_key',
  'past_value',
  'mask',
  'valid_length',
  'output',
  'present_key',
  'present_value',
  'scaled',
  'capped',
  'biased',
  'weight',
  'scratch',
];

export const defaults = {
  n_batch: 1,
  n_heads: 1,
  n_kv_heads: 1,
  n_queries: 1,
  n_keys: 1,
  n_past: 0,
  d_head: 1,
  d_value: 1,
  order: 0,
  mask_type: 0,
  mask_batch: 1,
  mask_heads: 1,
  mask_queries: 1,
  mask_keys: 1,
  causal: 0,
  has_valid_lengths: 0,
  keeps_stages: 0,
  scale: 1,
  softcap: 0,
};

export const paths = { fused: 0, traced: 1 };

export class Operator {
  #description = defaults;

  constructor(module) {
    this.exports = new WebAssembly.Instance(module, {}).exports;
  }

  static fromFile(path) {
    return new Operator(new WebAssembly.Module(readFileSync(path)));
  }

  /** Throws what the module says when it refuses. */
  #check(status) {
    if (status !== 0) throw new Error(this.message());
  }

  message() {
    const bytes = new Uint8Array(this.exports.memory.buffer, this.exports.attention_message() >>> 0);
    return new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(0)));
  }

  /** Writes the description, which the module does not look at before its layout. */
  describe(description) {
    this.#description = { ...defaults, ...description };
    const address = this.exports.attention_operator_description() >>> 0;
    const { buffer } = this.exports.memory;
    new Uint32Array(buffer, address, integerFields.length).set(
      integerFields.map((name) => this.#description[name]),
    );
    const floats = new Float32Array(buffer, address + 4 * integerFields.length, floatFields.length);
    floats.set(floatFields.map((name) => this.#description[name]));
  }

  layout(description) {
    this.describe(description);
    this.#check(this.exports.attention_operator_layout());
  }

  /** The module's own memory, until the next layout; empty for a tensor that is not part of the call. */
  view(name) {
    const id = operatorTensors.indexOf(name);
    const address = this.exports.attention_operator_address(id) >>> 0;
    const size = this.exports.attention_operator_size(id) >>> 0;
    const isBoolean = name === 'mask' && this.#description.mask_type === 1;
    const View = isBoolean ? Uint8Array : name === 'valid_length' ? Int32Array : Float32Array;
    return new View(this.exports.memory.buffer, address, size);
  }

  run(path) {
    this.#check(this.exports.attention_operator_run(paths[path]));
  }
}
