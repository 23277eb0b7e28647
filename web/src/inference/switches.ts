// What of a model is switched off while a text goes through it.
import type { TransformerModule } from '../../../wasm/transformer.js';
import type { TransformerDescription } from '../models/description.js';
import { quoted } from '../models/model-file-error.js';
import { checkPlace, refuse } from './choices.js';

/** All by their numbers from 0 on. What is left out is on. */
export interface Without {
  /** [layer, head]: the head adds nothing to the stream. */
  readonly heads?: readonly (readonly [layer: number, head: number])[] | undefined;
  /** Whole layers: neither attention nor MLP adds anything, biases included. */
  readonly layers?: readonly number[] | undefined;
  /** Layers whose attention adds nothing. */
  readonly attentions?: readonly number[] | undefined;
  /** Layers whose MLP adds nothing. */
  readonly mlps?: readonly number[] | undefined;
  /**
   * [layer, head, query, key]: the token at place `query` takes nothing from the one at `key`. Its score is minus infinity before the
   * softmax, so that the other keys share all of the weight.
   */
  readonly edges?:
    readonly (readonly [layer: number, head: number, query: number, key: number])[] | undefined;
}

export type SwitchedOff = Readonly<
  Record<'heads' | 'attentions' | 'mlps' | 'edges', readonly (readonly number[])[]>
>;

export const nothingOff: SwitchedOff = { heads: [], attentions: [], mlps: [], edges: [] };

const known = ['heads', 'layers', 'attentions', 'mlps', 'edges'] as const;

/** What is off already and what is to be. Throws an AttentionError for what the model does not have. */
export function switchOff(
  before: SwitchedOff,
  without: Without,
  description: TransformerDescription,
): SwitchedOff {
  for (const name of Object.keys(without))
    if (!known.includes(name as (typeof known)[number]))
      refuse(`${quoted(name)} cannot be left out of a model: it is one of ${known.join(', ')}.`);
  const lists = (name: (typeof known)[number], length: number): number[][] => {
    const all: readonly unknown[] = without[name] ?? [];
    return all.map((one) => {
      const numbers: unknown[] = [one].flat();
      if (numbers.length !== length)
        refuse(`An entry of ${name} has ${length} numbers; ${quoted(one)} has ${numbers.length}.`);
      return checked(name, numbers as number[], description);
    });
  };
  const layers = lists('layers', 1);
  const mlps = [...layers, ...lists('mlps', 1)];
  return {
    heads: [...before.heads, ...lists('heads', 2)],
    attentions: [...before.attentions, ...layers, ...lists('attentions', 1)],
    mlps: [...before.mlps, ...(description.d_mlp > 0 ? mlps : [])],
    edges: [...before.edges, ...lists('edges', 4)],
  };
}

function checked(name: string, numbers: number[], description: TransformerDescription): number[] {
  const [layer, head, query, key] = numbers;
  checkPlace(`A layer of ${name}`, layer!, description.n_layers);
  if (head !== undefined) checkPlace(`A head of ${name}`, head, description.n_heads);
  if (query !== undefined) checkPlace(`A query of ${name}`, query, description.n_positions);
  if (key !== undefined) checkPlace(`A key of ${name}`, key, query! + 1);
  return numbers;
}

/** Switches off what is to be in a sentence that has just been begun, of up to `room` tokens. */
export function applySwitches(module: TransformerModule, off: SwitchedOff, room: number): void {
  for (const [layer, head] of off.heads) module.switchOffHead(layer!, head!);
  for (const [layer] of off.attentions) module.switchOffAttention(layer!);
  for (const [layer] of off.mlps) module.switchOffMlp(layer!);
  for (const [layer, head, query, key] of off.edges)
    if (query! < room) module.switchOffEdge(layer!, head!, query!, key!);
}

/** Whether two texts go through the same. */
export const isSameOff = (a: SwitchedOff, b: SwitchedOff): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b);
