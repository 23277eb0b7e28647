import { asTrained, type RunOptions } from '../../../wasm/attention.js';
import { memo } from '../scene/memo.js';
import type { Engine } from './engine.js';
import { lengthOf, strongestHead, type Trace } from './trace.js';

/**
 * The phrases that chapters 1 and 2 are about, the word of each that is followed, from 0, and which sense it has there, where
 * it has several.
 */
export const phrases = {
  'mole-animal': { sentence: 'american shrew mole', token: 2, sense: 'animal' },
  'mole-unit': { sentence: 'one mole of carbon dioxide', token: 1, sense: 'unit' },
  'mole-skin': { sentence: 'take a biopsy of the mole', token: 5, sense: 'skin' },
  tower: { sentence: 'a tower', token: 1 },
  eiffel: { sentence: 'the eiffel tower', token: 2 },
  miniature: { sentence: 'a miniature eiffel tower', token: 3 },
} as const satisfies Record<string, Phrase>;

interface Phrase {
  readonly sentence: string;
  readonly token: number;
  readonly sense?: string;
}

export type PhraseName = keyof typeof phrases;

/**
 * `sentence`: the reader's own, as trained. `switched`: the same, with the switches. `ablated`: as trained, but that the
 * heads which the reader has switched off add nothing. `without`: as trained, but without one word, or with one head that
 * adds nothing.
 */
export type RunName = 'sentence' | 'switched' | 'ablated' | 'without' | PhraseName;

export type Runs = Readonly<Record<RunName, Trace>>;

/** The runs of the phrases: the same for as long as the model is, for all elements of a page. */
export function runPhrases(engine: Engine): Readonly<Record<PhraseName, Trace>> {
  return memo(engine, 'phrases', () => {
    const entries = Object.entries(phrases).map(([name, { sentence }]) => [
      name,
      engine.run(sentence.split(' ')).trace,
    ]);
    return Object.fromEntries(entries) as Record<PhraseName, Trace>;
  });
}

/** The runs of a sentence: as trained, and with the switches where they depart from that. */
export function runSentence(
  engine: Engine,
  words: readonly string[],
  options: RunOptions,
): { sentence: Trace; switched: Trace; milliseconds: number } {
  const { trace, milliseconds } = engine.run(words);
  return { sentence: trace, switched: runSwitched(engine, trace, options), milliseconds };
}

/** The sentence with the switches. The run as trained where they do not depart from that. */
export function runSwitched(engine: Engine, sentence: Trace, options: RunOptions): Trace {
  return isAsTrained(options) ? sentence : engine.run(sentence.words, options).trace;
}

/** The sentence without some of its heads (from 0). The run as trained where there are none. */
export function runWithout(engine: Engine, sentence: Trace, silent: readonly number[]): Trace {
  const silentHeads = silent.filter((head) => head < sentence.n_heads);
  if (silentHeads.length === 0) return sentence;
  return engine.run(sentence.words, { ...asTrained, silentHeads }).trace;
}

/** The sentence without each of its heads in turn. */
export function runAblations(engine: Engine, sentence: Trace): readonly Trace[] {
  return Array.from({ length: sentence.n_heads }, (_, head) => runWithout(engine, sentence, [head]));
}

/** The sentence without each of its words in turn: one word shorter. Without its only word there is none to run. */
export function runWordAblations(engine: Engine, { words }: Trace): readonly Trace[] {
  if (words.length === 1) return [];
  return words.map((_, word) => engine.run(words.filter((__, j) => j !== word)).trace);
}

/** One word or one head that is taken away, from 0. */
export interface Removal {
  readonly kind: 'word' | 'head';
  readonly index: number;
}

/** Whether a sentence can be run without it: the last word cannot be taken away. */
export function isRemoval({ kind, index }: Removal, { n_tokens, n_heads }: Trace): boolean {
  return index >= 0 && (kind === 'word' ? n_tokens > 1 && index < n_tokens : index < n_heads);
}

/** Until the reader chooses: the word that moves a token most, or where none does, the head that does. */
export function usualRemoval(trace: Trace, token: number): Removal {
  // What a token adds to itself goes with it.
  const moves = trace.words.slice(0, token).map((_, j) => lengthOf(trace.row('word_delta', token, j)));
  if (moves.length === 0) return { kind: 'head', index: strongestHead(trace, token) };
  return { kind: 'word', index: moves.indexOf(Math.max(...moves)) };
}

export function isAsTrained({ temperature, scale, mask, silentHeads }: RunOptions): boolean {
  return (
    temperature === asTrained.temperature &&
    scale === asTrained.scale &&
    mask === asTrained.mask &&
    silentHeads.length === 0
  );
}
