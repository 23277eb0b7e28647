// The typed face of one whole attention layer in the sizes of real models: core/include/attention/layer/layer.hpp.
import {
  layerFields,
  layerMaps,
  layerTensors,
  type LayerMap,
  type LayerTensor,
} from '../build/wasm/generated/layer.js';
import { checkWhole } from './check-whole.js';
import { AttentionError, Instance, StatusCode } from './instance.js';

export type { LayerMap };
export { layerMaps };

interface Exports {
  attention_layer_layout(...fields: number[]): number;
  attention_layer_address(tensor: number): number;
  attention_layer_size(tensor: number): number;
  attention_layer_pack(map: number): number;
  attention_layer_run(): number;
}

export type LayerSizes = Readonly<
  Record<Exclude<(typeof layerFields)[number]['name'], 'causal'>, number> & { causal: boolean }
>;

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
    const { causal, ...extents } = sizes;
    checkWhole(extents);
    const given = { ...extents, causal: Number(causal) };
    const { exports } = this.instance;
    this.instance.check(exports.attention_layer_layout(...layerFields.map(({ name }) => given[name])));
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
    if (!this.#sizes) throw new AttentionError(StatusCode.not_laid_out, 'No layer has been laid out yet.');
    fill(this.#tensor('staging').subarray(0, mapSize(this.#sizes, map)));
    this.instance.check(this.instance.exports.attention_layer_pack(layerMaps.indexOf(map)));
  }

  /** Throws an AttentionError when a delta is not a finite number, or when nothing is laid out. */
  run(): void {
    this.instance.check(this.instance.exports.attention_layer_run());
  }

  #tensor(name: LayerTensor): Float32Array<ArrayBuffer> {
    const { exports } = this.instance;
    const id = layerTensors.indexOf(name);
    return this.instance.floats(exports.attention_layer_address(id), exports.attention_layer_size(id));
  }
}
