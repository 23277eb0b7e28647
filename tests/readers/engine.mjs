// The module that runs real models, through its C interface alone (wasm/transformer_abi.h) and the tables that the build generates.
import { existsSync, readFileSync } from 'node:fs';
import { transformSync } from 'esbuild';
import { readers } from './readers.mjs';

const build = new URL('../../build/wasm/', import.meta.url);
const table = new URL('generated/transformer.ts', build);
export const moduleFile = (variant) => new URL(`wasm/transformer_${variant}.wasm`, build);
export const variants = ['simd128', 'relaxed'];

/** Why there is no module to test with, or false. */
export const isMissing = [table, ...variants.map(moduleFile)].every((file) => existsSync(file))
  ? false
  : 'The module of real models has not been built. Run tests/run wasm.';

async function loadTable() {
  const { code } = transformSync(readFileSync(table, 'utf8'), { loader: 'ts' });
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
}
const generated = isMissing ? {} : await loadTable();
export const { blockStages } = generated;

/** Names of values in the order of their numbers, by the field that has them. */
const namesOf = {
  norm: generated.normKinds,
  positions: generated.positionKinds,
  activation: generated.activations,
  weight_type: generated.weightTypes,
  type: generated.weightTypes,
  parameter: generated.parameters,
};

/** The module with the weights of a plan in it. */
export class Engine {
  constructor(variant) {
    this.exports = new WebAssembly.Instance(
      new WebAssembly.Module(readFileSync(moduleFile(variant))),
    ).exports;
  }

  async load(plan, options) {
    const { exports } = this;
    this.#write(exports.transformer_description(), generated.transformerFields, plan.description);
    this.#check(exports.transformer_layout());
    for await (const { bytes, parts } of readers.parameterParts(plan, options)) {
      const address = exports.transformer_staging(bytes.length) >>> 0;
      if (address === 0) throw new Error(this.#message());
      new Uint8Array(exports.memory.buffer, address, bytes.length).set(bytes);
      for (const part of parts) {
        this.#write(exports.transformer_part(), generated.parameterPartFields, part);
        this.#check(part.are_scales ? exports.transformer_pack_scales() : exports.transformer_pack());
      }
    }
    this.#check(exports.transformer_check_weights());
    this.n_layers = plan.description.n_layers;
  }

  /** Logits of all tokens, one after the other. */
  run(ids) {
    const { exports } = this;
    this.#check(exports.transformer_begin(ids.length, ids.length));
    const tokens = exports.transformer_session_address(generated.sessionTensors.indexOf('token')) >>> 0;
    new Uint32Array(exports.memory.buffer, tokens, ids.length).set(ids);
    this.#check(exports.transformer_run(ids.length));
    this.#check(exports.transformer_read_out(this.n_layers, 0, ids.length));
    const logits = generated.sessionTensors.indexOf('logits');
    return this.#floats(
      exports.transformer_session_address(logits),
      exports.transformer_session_size(logits),
    );
  }

  /** The stages of a layer for all its heads, flat, by their names; those that its model has. */
  trace(layer, n_heads) {
    const { exports } = this;
    this.#check(exports.transformer_trace(layer, 0, n_heads));
    const stages = blockStages.map((name, id) => [
      name,
      this.#floats(exports.transformer_stage_address(id), exports.transformer_stage_size(id)),
    ]);
    return Object.fromEntries(stages.filter(([, values]) => values.length > 0));
  }

  /** Fields of a struct in their order, 4 bytes each. */
  #write(address, fields, values) {
    const view = new DataView(this.exports.memory.buffer, address >>> 0);
    for (const [index, { name, type }] of fields.entries()) {
      const value =
        typeof values[name] === 'string' ? namesOf[name].indexOf(values[name]) : Number(values[name]);
      if (Number.isNaN(value) || value < 0)
        throw new Error(`${name} is ${values[name]}, which the module does not know.`);
      if (type === 'float32') view.setFloat32(4 * index, value, true);
      else view.setUint32(4 * index, value, true);
    }
  }

  #floats(address, size) {
    return new Float32Array(this.exports.memory.buffer, address >>> 0, size >>> 0).slice();
  }

  #check(status) {
    if (status !== 0) throw new Error(this.#message());
  }

  #message() {
    const bytes = new Uint8Array(this.exports.memory.buffer, this.exports.transformer_message() >>> 0);
    return new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(0)));
  }
}
