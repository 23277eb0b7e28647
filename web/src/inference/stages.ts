import { stageNames, type StageName, type TransformerModule } from '../../../wasm/transformer.js';
import type { TransformerDescription } from '../models/description.js';

/** Numbers row after row: the last axis is the fastest. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly values: Float32Array<ArrayBuffer>;
}

export type Stages = Readonly<Partial<Record<StageName, Tensor>>>;

/** How a stage lies in the module: rows of tokens, heads of each token, or heads first, those that were traced. */
type Kind = 'rows' | 'query heads' | 'key heads' | 'pairs' | 'deltas';
const kinds: Readonly<Partial<Record<StageName, Kind>>> = {
  ...{ query: 'query heads', query_rotated: 'query heads', head_output: 'query heads' },
  ...{ key: 'key heads', key_rotated: 'key heads', value: 'key heads' },
  ...{ scaled: 'pairs', masked: 'pairs', weight: 'pairs', head_delta: 'deltas' },
};

/** Heads of a layer, in the order in which they are given back; `one`: without an axis of heads. */
export interface ChosenHeads {
  readonly heads: readonly number[];
  readonly one: boolean;
}

/** Copies of stages of the last trace, which was of the heads from `first` on. All that has heads has them in front. */
export function takeStages(
  module: TransformerModule,
  description: TransformerDescription,
  { heads, one }: ChosenHeads,
  first: number,
  names: readonly StageName[] = stageNames,
): Stages {
  const { d_head, d_model, n_heads, n_kv_heads } = description;
  const n = module.stage('stream').length / d_model;
  const shared = n_heads / n_kv_heads;
  const withHeads = (columns: number, values: Float32Array<ArrayBuffer>): Tensor => ({
    shape: one ? [n, columns] : [heads.length, n, columns],
    values,
  });
  const take = (name: StageName): Tensor => {
    const values = module.stage(name);
    const placesFrom = (begin: number) => heads.map((head) => head - begin);
    switch (kinds[name] ?? 'rows') {
      case 'query heads':
        return withHeads(d_head, headsFirst(values, heads, n, d_head));
      case 'key heads':
        return withHeads(
          d_head,
          headsFirst(
            values,
            heads.map((head) => Math.floor(head / shared)),
            n,
            d_head,
          ),
        );
      case 'pairs':
        return withHeads(n, blocks(values, placesFrom(first), n * n));
      case 'deltas':
        return withHeads(d_model, blocks(values, placesFrom(first), n * d_model));
      case 'rows':
        return { shape: [n, values.length / n], values: values.slice() };
    }
  };
  const there = names.filter((name) => module.stage(name).length > 0);
  return Object.fromEntries(there.map((name) => [name, take(name)]));
}

/** (n, all heads, d) as (heads, n, d). */
function headsFirst(values: Float32Array, heads: readonly number[], n: number, d: number) {
  const taken = new Float32Array(heads.length * n * d);
  const row = values.length / n;
  heads.forEach((head, index) => {
    for (let i = 0; i < n; i += 1)
      taken.set(values.subarray(i * row + head * d, i * row + (head + 1) * d), (index * n + i) * d);
  });
  return taken;
}

/** Some of the blocks of a list of equal ones. */
function blocks(values: Float32Array, places: readonly number[], size: number) {
  const taken = new Float32Array(places.length * size);
  places.forEach((place, index) =>
    taken.set(values.subarray(place * size, (place + 1) * size), index * size),
  );
  return taken;
}
