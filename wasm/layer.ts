// The typed face of one whole attention layer in the sizes of real models: core/include/attention/layer/layer.hpp.
import { AttentionError } from './attention.js';
import { Instance } from './instance.js';

interface Exports {
  attention_layer_layout(
    n_tokens: number,
    d_model: number,
    n_heads: number,
    d_head: number,
    d_value: number,
    causal: number,
  ): number;
  attention_layer_address(tensor: number): number;
  attention_layer_size(tensor: number): number;
  attention_layer_pack(map: number): number;
  attention_layer_run(): number;
}

export interface LayerSizes {
  readonly n_tokens: number;
  readonly d_model: number;
  readonly n_heads: number;
  readonly d_head: number;
  readonly d_value: number;
  readonly causal: boolean;
}

/** In the order of attention::LayerTensor: (n_tokens, d_model) both, and behind them the place of one map at a time. */
const tensors = ['input', 'delta', 'staging'] as const;

/** In the order of attention::LayerMap. */
export const layerMaps = ['w_q', 'w_k', 'w_v', 'w_o'] as const;
export type LayerMap = (typeof layerMaps)[number];

/** Floats of a map: w_q and w_k (n_heads, d_head, d_model), w_v (n_heads, d_value, d_model), w_o (d_model, n_heads, d_value). */
export function mapSize({ d_model, n_heads, d_head, d_value }: LayerSizes, map: LayerMap): number {
  return d_model * n_heads * (map === 'w_v' || map === 'w_o' ? d_value : d_head);
}

/** One layer at a time, in a module instance of its own. */
export class LayerModule {
  #sizes: LayerSizes | undefined;

  private constructor(private readonly instance: Instance<Exports>) {}

  static async instantiate(bytes: Uint8Array<ArrayBuffer>): Promise<LayerModule> {
    return new LayerModule(await Instance.of<Exports>(bytes));
  }

  /** Bytes of memory that the instance holds. */
  get bytes(): number {
    return this.instance.bytes;
  }

  /**
   * Reserves a layer; every view got before is dead. Throws an AttentionError for sizes that are none, or for which
   * there is not enough memory; the layout before stays then.
   */
  layout(sizes: LayerSizes): void {
    const { n_tokens, d_model, n_heads, d_head, d_value, causal } = sizes;
    const given = { n_tokens, d_model, n_heads, d_head, d_value };
    for (const [name, value] of Object.entries(given)) {
      if (!Number.isInteger(value) || value < 0 || value > 0xffffffff) {
        throw new AttentionError(1, `${name} must be a whole number from 0 to 2^32 − 1, not ${value}.`);
      }
    }
    const { exports } = this.instance;
    const status = exports.attention_layer_layout(
      ...(Object.values(given) as [number, number, number, number, number]),
      Number(causal),
    );
    this.instance.check(status);
    this.#sizes = sizes;
  }

  /** The embeddings: to be written before a run. The module's own memory: it dies with the next layout. */
  get input(): Float32Array<ArrayBuffer> {
    return this.#tensor('input');
  }

  /** What the layer adds to each embedding, after a run. The module's own memory: it dies with the next layout. */
  get delta(): Float32Array<ArrayBuffer> {
    return this.#tensor('delta');
  }

  /** Packs a map, which `fill` is to write into the place that it is given: `mapSize` floats, row-major. */
  pack(map: LayerMap, fill: (values: Float32Array<ArrayBuffer>) => void): void {
    if (!this.#sizes) throw new AttentionError(5, 'No layer has been laid out yet.');
    fill(this.#tensor('staging').subarray(0, mapSize(this.#sizes, map)));
    this.instance.check(this.instance.exports.attention_layer_pack(layerMaps.indexOf(map)));
  }

  /** Throws an AttentionError when a delta is not a finite number, or when nothing is laid out. */
  run(): void {
    this.instance.check(this.instance.exports.attention_layer_run());
  }

  #tensor(name: (typeof tensors)[number]): Float32Array<ArrayBuffer> {
    const { exports } = this.instance;
    const id = tensors.indexOf(name);
    return this.instance.floats(exports.attention_layer_address(id), exports.attention_layer_size(id));
  }
}
