import type { AttentionModule, ModelDimensions, TensorName } from '../../../../wasm/attention.js';
import type { Model } from './model.js';
import { readSafetensors, type SafetensorsFile } from './safetensors.js';

const format = 'attention-explainer/2';
const parameterNames = [
  'w_e',
  'w_p',
  'w_q',
  'w_k',
  'w_v',
  'w_o',
  'w_u',
] as const satisfies readonly TensorName[];

/** The trained model: its words, its sizes, and its parameters as they are stored: a tensor's step times integers. */
export class TinyModel implements Model {
  readonly vocabulary: readonly string[];
  readonly dimensions: ModelDimensions;
  #file: SafetensorsFile;
  #ids: ReadonlyMap<string, number>;

  /** Reads a model from the bytes of its safetensors file; throws an Error with a sentence if it is not one. */
  constructor(bytes: Uint8Array) {
    this.#file = readSafetensors(bytes);
    if (this.#file.metadata['format'] !== format) {
      throw new Error(
        `The model file says it is ${this.#file.metadata['format'] ?? 'nothing'}, not ${format}.`,
      );
    }
    this.vocabulary = String(this.#file.metadata['vocabulary'] ?? '').split(' ');
    this.#ids = new Map(this.vocabulary.map((word, id) => [word, id]));
    this.dimensions = this.#readDimensions();
  }

  /** Ids of the words of a sentence. Throws when a word is not in the vocabulary, naming it. */
  encode(words: readonly string[]): number[] {
    return words.map((word) => {
      const id = this.#ids.get(word);
      if (id === undefined) throw new Error(`The model does not know the word “${word}”.`);
      return id;
    });
  }

  load(module: AttentionModule): void {
    module.layout({ ...this.dimensions, n_tokens: 1 });
    for (const name of parameterNames) {
      const [wanted, stored] = [module.tensor(name).shape, this.#stored(name).shape].map(String);
      if (wanted !== stored)
        throw new Error(
          `The model file has the tensor ${name} as ${stored}, where ${wanted} goes with the others.`,
        );
      module.writeFloat32(name, this.#values(name));
    }
    module.checkParameters();
  }

  /** The step times each integer. Exact, since the step is a power of two. */
  #values(name: string): Float32Array {
    const { buffer, byteOffset, byteLength } = this.#stored(name).bytes;
    const step = this.#step(name);
    return new Float32Array(new Int8Array(buffer, byteOffset, byteLength)).map((integer) => step * integer);
  }

  #step(name: string): number {
    const text = this.#file.metadata[`quantization_step.${name}`];
    const step = Number(text);
    if (!isPowerOfTwo(step)) {
      throw new Error(
        `The model file says that the step of ${name} is ${text ?? 'nothing'}, which is no power of two.`,
      );
    }
    return step;
  }

  #stored(name: string) {
    const tensor = this.#file.tensors.get(name);
    if (!tensor) throw new Error(`The model file lacks the tensor ${name}.`);
    if (tensor.dtype !== 'I8') throw new Error(`The tensor ${name} is stored as ${tensor.dtype}, not as I8.`);
    return tensor;
  }

  #readDimensions(): ModelDimensions {
    const [n_vocabulary = 0, d_model = 0] = this.#stored('w_e').shape;
    const [n_positions = 0] = this.#stored('w_p').shape;
    const [n_heads = 0, d_head = 0] = this.#stored('w_q').shape;
    const [, d_value = 0] = this.#stored('w_v').shape;
    if (this.vocabulary.length !== n_vocabulary) {
      throw new Error(
        `The model file names ${this.vocabulary.length} words and holds vectors for ${n_vocabulary}.`,
      );
    }
    return { n_vocabulary, n_positions, d_model, n_heads, d_head, d_value };
  }
}

/** Whether `step` is one of 2^-64, 2^-63, ..., 2^64: what a model file may have. */
function isPowerOfTwo(step: number): boolean {
  const [bits = 0] = new Uint32Array(Float32Array.of(step).buffer);
  const fraction = bits & 0x7fffff;
  return step >= 2 ** -64 && step <= 2 ** 64 && step === Math.fround(step) && fraction === 0;
}
