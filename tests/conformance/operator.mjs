// The operator of the wasm module under plain names: a description in, tensors out.
import { readFileSync } from 'node:fs';

import { maskTypes, operatorFields, operatorPaths, operatorTensors } from '../wasm/generated.mjs';

/** A description of one query and one key. */
export const defaults = Object.fromEntries(operatorFields.map(({ name, initial }) => [name, initial]));

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
    const fields = new DataView(this.exports.memory.buffer, address, 4 * operatorFields.length);
    operatorFields.forEach(({ name, type }, index) => {
      const set = type === 'float32' ? fields.setFloat32 : fields.setUint32;
      set.call(fields, 4 * index, this.#description[name], true);
    });
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
    const isBoolean = name === 'mask' && this.#description.mask_type === maskTypes.indexOf('boolean');
    const View = isBoolean ? Uint8Array : name === 'valid_length' ? Int32Array : Float32Array;
    return new View(this.exports.memory.buffer, address, size);
  }

  run(path) {
    this.#check(this.exports.attention_operator_run(operatorPaths.indexOf(path)));
  }
}
