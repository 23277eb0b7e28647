import type { Backend, Text } from './calls.js';
import { checkPlace } from './choices.js';

export interface GenerateOptions {
  /** How many tokens at most; 64 where it is not given. It ends sooner where the model has no more positions. */
  readonly maxTokens?: number | undefined;
  /** Tokens that end the text and are not given; left out, those that the model's files name. */
  readonly stop?: readonly number[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface GeneratedToken {
  readonly id: number;
  /** What the text has become longer by: whole characters, so it may be empty, or of several tokens. */
  readonly text: string;
}

/** The tokens that follow a text, each as it is there. */
export async function* generate(
  backend: Backend,
  { ids: given, ...how }: Text,
  { maxTokens = 64, stop = backend.about.ends, signal }: GenerateOptions,
): AsyncGenerator<GeneratedToken, void> {
  const { n_positions } = backend.about.description;
  checkPlace('maxTokens', maxTokens, 2 ** 24);
  const ids = [...given];
  const room = Math.max(ids.length, Math.min(n_positions, ids.length + maxTokens));
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for (let left = maxTokens; left > 0; left -= 1) {
    const { id, bytes } = await backend.call('next', [{ ...how, ids }, room], signal);
    if (stop.includes(id)) return;
    const isLast = left === 1 || ids.length === n_positions;
    yield { id, text: decoder.decode(bytes, { stream: !isLast }) };
    if (isLast) return;
    ids.push(id);
  }
}
