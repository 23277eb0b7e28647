// One head in the sizes of a real model, with random weights, in a worker: timed, with the memory that it took.
import { type LayerMap, layerMaps, LayerModule, type LayerSizes, mapSize } from '../../../../wasm/layer.js';
import { yieldToEventLoop } from '../../compute/yield-to-event-loop.js';
import type { SendReport } from '../../compute/worker-thread.js';
import { measure } from './measure.js';
import { limitOf, Random } from './random.js';

export interface HeadRequest {
  readonly kind: 'head';
  /** The wasm module. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly sizes: LayerSizes;
  readonly seed: number;
  /** Hand over as well what went in and came out, to be checked. */
  readonly keep?: boolean;
}

/** In the order in which they are done. */
export const headPhases = ['memory', ...layerMaps, 'input', 'run'] as const;
export type HeadPhase = (typeof headPhases)[number];

export type HeadReport =
  | { readonly kind: 'phase'; readonly phase: HeadPhase }
  | {
      readonly kind: 'head';
      readonly sizes: LayerSizes;
      /** Of one run over all tokens. */
      readonly milliseconds: number;
      readonly first: number;
      readonly runs: number;
      /** Making the random weights and packing them. */
      readonly making: number;
      /** Bytes of the four matrices, and all that the module took. */
      readonly weightBytes: number;
      readonly bytes: number;
      readonly kept?: Readonly<Record<LayerMap | 'input' | 'delta', Float32Array<ArrayBuffer>>>;
    };

export async function runHead(
  { bytes, sizes, seed, keep = false }: HeadRequest,
  report: SendReport<HeadReport>,
): Promise<void> {
  const kept: Partial<Record<LayerMap | 'input' | 'delta', Float32Array<ArrayBuffer>>> = {};
  const remember = (name: LayerMap | 'input' | 'delta', values: Float32Array) => {
    if (keep) kept[name] = Float32Array.from(values);
  };
  const begin = async (phase: HeadPhase) => {
    report({ kind: 'phase', phase });
    await yieldToEventLoop();
  };
  await begin('memory');
  const layer = await LayerModule.instantiate(bytes);
  layer.layout(sizes);
  const random = new Random(seed);
  const start = performance.now();
  for (const map of layerMaps) {
    await begin(map);
    layer.pack(map, (values) => {
      random.fill(values, limitOf(1 / Math.sqrt(widthOf(sizes, map))));
      remember(map, values);
    });
  }
  const making = performance.now() - start;
  await begin('input');
  random.fill(layer.input, 1);
  remember('input', layer.input);
  await begin('run');
  const measured = measure(() => layer.run());
  remember('delta', layer.delta);
  const weightBytes = 4 * layerMaps.reduce((sum, map) => sum + mapSize(sizes, map), 0);
  const result = { kind: 'head', sizes, ...measured, making, weightBytes, bytes: layer.bytes } as const;
  report(keep ? { ...result, kept: kept as Required<typeof kept> } : result);
}

/** How many numbers each output of a map adds up: with weights of 1 over its root, what comes out is as large as what went in. */
function widthOf({ d_model, n_heads, d_value }: LayerSizes, map: LayerMap): number {
  return map === 'w_o' ? n_heads * d_value : d_model;
}
