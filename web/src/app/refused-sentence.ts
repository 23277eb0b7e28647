import { html, type TemplateResult } from 'lit';
import type { Engine } from '../compute/engine.js';
import { readSentence } from '../compute/model/sentence.js';
import type { Say } from '../text/messages.js';

/** Why a sentence that a page asked for is not shown, in words and for scripts. */
export interface Refusal {
  readonly kind: 'sentence';
  readonly sentence: string;
  readonly message: string;
  /** The first word that the model does not know, and the known ones that are closest to it. */
  readonly word?: string;
  readonly closest?: readonly string[];
}

export function refusalOf(say: Say, { model }: Engine, sentence: string): Refusal {
  // The words of an author's numbers are none that could be exchanged.
  if (model.vocabulary.length === 0) return { kind: 'sentence', sentence, message: say('data.sentence') };
  const longest = model.dimensions.n_positions;
  const read = readSentence(sentence, model.vocabulary, longest);
  const refusal = { kind: 'sentence', sentence } as const;
  if (read.kind === 'unknown') {
    const { word, closest } = read;
    const message = `${say('sentence.unknown', { word })} ${closest.join(', ')}`;
    return { ...refusal, message, word, closest };
  }
  const count = read.kind === 'long' ? read.count : 0;
  return {
    ...refusal,
    message: say(`sentence.${read.kind === 'long' ? 'long' : 'empty'}`, { longest, count }),
  };
}

/** For readers: a figure shows another sentence than its author wanted. */
export function refusedNote(say: Say, engine: Engine, sentence: string): TemplateResult {
  return html`<p class="note" role="status">${refusalOf(say, engine, sentence).message}</p>`;
}
