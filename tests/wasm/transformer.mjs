// The module of real models under plain names: a description and weights in, stages and logits out.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import {
  blockStages,
  parameterPartFields,
  parameters,
  sessionTensors,
  transformerFields,
} from './generated.mjs';

const path = (variant) =>
  fileURLToPath(new URL(`../../build/wasm/wasm/transformer_${variant}.wasm`, import.meta.url));

export const bytesOf = (variant) => readFileSync(path(variant));

/** The folder of real models, or undefined where there is none. */
export function modelFolder(name) {
  const folder = process.env.ATTENTION_MODELS ?? new URL('../../../shared/models', import.meta.url).pathname;
  return existsSync(`${folder}/${name}`) ? `${folder}/${name}` : undefined;
}

export class Transformer {
  constructor(variant) {
    this.exports = new WebAssembly.Instance(new WebAssembly.Module(bytesOf(variant)), {}).exports;
  }

  get buffer() {
    return this.exports.memory.buffer;
  }

  message() {
    const bytes = new Uint8Array(this.buffer, this.exports.transformer_message() >>> 0);
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, bytes.indexOf(0)));
  }

  #write(address, table, values) {
    const view = new DataView(this.buffer, address >>> 0, 4 * table.length);
    table.forEach(({ name, type, initial }, index) => {
      const set = type === 'float32' ? view.setFloat32 : view.setUint32;
      set.call(view, 4 * index, values[name] ?? initial, true);
    });
  }

  describe(description) {
    this.#write(this.exports.transformer_description(), transformerFields, description);
  }

  layout(description) {
    this.describe(description);
    return this.exports.transformer_layout();
  }

  /** Bytes of a file into the staging. */
  stage(bytes) {
    const address = this.exports.transformer_staging(bytes.byteLength) >>> 0;
    if (address !== 0)
      new Uint8Array(this.buffer, address).set(
        new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      );
    return address;
  }

  pack(part, call = 'pack') {
    this.#write(this.exports.transformer_part(), parameterPartFields, {
      ...part,
      parameter: parameters.indexOf(part.parameter),
    });
    return this.exports[`transformer_${call}`]();
  }

  /** All of a parameter, row-major. */
  give(parameter, layer, values, type = 0) {
    const id = parameters.indexOf(parameter);
    const n_columns = this.exports.transformer_parameter_columns(id);
    const n_components = this.exports.transformer_parameter_depth(id);
    this.stage(values);
    return this.pack({ parameter, layer, type, n_columns, n_components, column_step: n_components });
  }

  tensor(name) {
    const id = sessionTensors.indexOf(name);
    const View = name === 'token' ? Int32Array : Float32Array;
    const address = this.exports.transformer_session_address(id) >>> 0;
    return new View(this.buffer, address, this.exports.transformer_session_size(id) >>> 0);
  }

  stageOf(name) {
    const id = blockStages.indexOf(name);
    const address = this.exports.transformer_stage_address(id) >>> 0;
    return new Float32Array(this.buffer, address, this.exports.transformer_stage_size(id) >>> 0);
  }

  /** Sends tokens through the model after those that are done. */
  run(tokens) {
    this.tensor('token').set(tokens, this.exports.transformer_n_done());
    return this.exports.transformer_run(tokens.length);
  }
}
