// The sizes of a model that decide how many parameters it has.
import type { ModelDimensions } from '../../../wasm/attention.js';

/** In the order in which they are asked for. */
export const sizeNames = [
  'd_model',
  'd_k',
  'd_v',
  'n_heads',
  'n_layers',
  'n_vocabulary',
  'n_positions',
] as const;
export type SizeName = (typeof sizeNames)[number];

export interface Sizes extends Readonly<Record<SizeName, number>> {
  /** Whether each block has an MLP, which is 4 d_model wide, as in the GPT family. */
  readonly hasMlp: boolean;
}

export const presetNames = ['gpt2', 'gpt3', 'own'] as const;
export type PresetName = (typeof presetNames)[number];

const published: Readonly<Record<Exclude<PresetName, 'own'>, Sizes>> = {
  // Radford et al., "Language Models are Unsupervised Multitask Learners" (2019), table 2, the smallest.
  gpt2: {
    d_model: 768,
    d_k: 64,
    d_v: 64,
    n_heads: 12,
    n_layers: 12,
    n_vocabulary: 50257,
    n_positions: 1024,
    hasMlp: true,
  },
  // Brown et al., "Language Models are Few-Shot Learners" (2020), table 2.1, the largest.
  gpt3: {
    d_model: 12288,
    d_k: 128,
    d_v: 128,
    n_heads: 96,
    n_layers: 96,
    n_vocabulary: 50257,
    n_positions: 2048,
    hasMlp: true,
  },
};

export const gpt3 = published.gpt3;

/** The presets; `model` is the one that runs in the page: one layer, no MLP. */
export function presets(model: ModelDimensions): Readonly<Record<PresetName, Sizes>> {
  const { d_model, d_head, d_value, n_heads, n_vocabulary, n_positions } = model;
  const own = { d_model, d_k: d_head, d_v: d_value, n_heads, n_layers: 1, n_vocabulary, n_positions };
  return { ...published, own: { ...own, hasMlp: false } };
}

export function sameSizes(a: Sizes, b: Sizes): boolean {
  return a.hasMlp === b.hasMlp && sizeNames.every((name) => a[name] === b[name]);
}

/** The largest size that is taken: far beyond any model, and counts of it still fit a line. */
export const largestSize = 10_000_000;

export type ReadSize =
  | { readonly kind: 'size'; readonly size: number }
  | { readonly kind: 'empty' | 'other' | 'fraction' | 'small' | 'large' };

/** Reads what was typed: a whole number from 1 to `most`, its digits grouped or not. */
export function readSize(text: string, most = largestSize): ReadSize {
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/(?<=\d)[,_'’\s](?=\d{3}(?!\d))/g, '');
  if (plain === '') return { kind: 'empty' };
  if (/^[-−]\d+(\.\d+)?$/.test(plain) || /^0+$/.test(plain)) return { kind: 'small' };
  if (/^\d*[.,]\d+$/.test(plain)) return { kind: 'fraction' };
  if (!/^\d+$/.test(plain)) return { kind: 'other' };
  return Number(plain) > most ? { kind: 'large' } : { kind: 'size', size: Number(plain) };
}
