// The module that runs real models, in the page: its C interface alone (wasm/transformer_abi.h) and the tables that the build
// generates.
import * as generated from '/generated/transformer.js';

/** Names of values in the order of their numbers, by the field that has them. */
const namesOf = {
  norm: generated.normKinds,
  positions: generated.positionKinds,
  activation: generated.activations,
  weight_type: generated.weightTypes,
  type: generated.weightTypes,
  parameter: generated.parameters,
};

export class Engine {
  static async of(variant) {
    const bytes = await (await fetch(`/ours/transformer_${variant}.wasm`)).arrayBuffer();
    return new Engine((await WebAssembly.instantiate(bytes)).instance.exports);
  }

  constructor(exports) {
    this.exports = exports;
  }

  layout(description) {
    const { exports } = this;
    this.#write(exports.transformer_description(), generated.transformerFields, description);
    this.#check(exports.transformer_layout());
  }

  /** Packs parts of parameters out of bytes as a file has them. */
  pack(bytes, parts) {
    const { exports } = this;
    const address = exports.transformer_staging(bytes.length) >>> 0;
    if (address === 0) throw new Error(this.#message());
    new Uint8Array(exports.memory.buffer, address, bytes.length).set(bytes);
    for (const part of parts) {
      this.#write(exports.transformer_part(), generated.parameterPartFields, part);
      this.#check(exports.transformer_pack());
    }
  }

  begin(n_context, n_logit_rows) {
    this.#check(this.exports.transformer_check_weights());
    this.#check(this.exports.transformer_begin(n_context, n_logit_rows));
  }

  /** A tensor of the session in the module's memory, of another type where it is said. */
  tensor(name, Type = Float32Array) {
    const id = generated.sessionTensors.indexOf(name);
    const address = this.exports.transformer_session_address(id) >>> 0;
    return new Type(this.exports.memory.buffer, address, this.exports.transformer_session_size(id) >>> 0);
  }

  run(count) {
    this.#check(this.exports.transformer_run(count));
  }

  rewind(n_tokens) {
    this.exports.transformer_rewind(n_tokens);
  }

  readOut(layer, first, count) {
    this.#check(this.exports.transformer_read_out(layer, first, count));
  }

  /** Fields of a struct in their order, 4 bytes each. */
  #write(address, fields, values) {
    const view = new DataView(this.exports.memory.buffer, address >>> 0);
    for (const [index, { name, type, initial }] of fields.entries()) {
      const value = values[name] ?? initial;
      const number = typeof value === 'string' ? namesOf[name].indexOf(value) : Number(value);
      if (!(number >= 0)) throw new Error(`${name} is ${value}, which the module does not know.`);
      if (type === 'float32') view.setFloat32(4 * index, number, true);
      else view.setUint32(4 * index, number, true);
    }
  }

  #check(status) {
    if (status !== 0) throw new Error(this.#message());
  }

  #message() {
    const bytes = new Uint8Array(this.exports.memory.buffer, this.exports.transformer_message() >>> 0);
    return new TextDecoder().decode(bytes.slice(0, bytes.indexOf(0)));
  }
}
