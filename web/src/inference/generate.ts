import type { Backend, Text } from './calls.js';
import type { Sampling } from '../../../wasm/transformer.js';
import { quoted } from '../models/model-file-error.js';
import { checkPlace, refuse } from './choices.js';

export interface GenerateOptions {
  /** How many tokens at most; 64 where it is not given. It ends sooner where the model has no more positions. */
  readonly maxTokens?: number | undefined;
  /** Tokens that end the text and are not given; left out, those that the model's files name. */
  readonly stop?: readonly number[] | undefined;
  readonly signal?: AbortSignal | undefined;
  /** The most probable token each time; so it is where nothing is said of how to draw. */
  readonly greedy?: boolean | undefined;
  /** 1: as probable as the model says; less: more often the most probable. 0 is greedy. */
  readonly temperature?: number | undefined;
  /** Of how many of the most probable it is drawn; 0: of all. */
  readonly topK?: number | undefined;
  /** Of the fewest most probable that together have this probability, above 0 and up to 1. */
  readonly topP?: number | undefined;
  /** A whole number from 0 to 2^32 - 1; the same seed draws the same. 0 where it is not given. */
  readonly seed?: number | undefined;
}

export interface GeneratedToken {
  readonly id: number;
  /** What the text has become longer by: whole characters, so it may be empty, or of several tokens. */
  readonly text: string;
}

/** How it is drawn. What is not greedy says so by any of its settings. */
function samplingOf({ greedy, temperature, topK, topP, seed }: GenerateOptions): Sampling {
  const draws = [temperature, topK, topP, seed].some((setting) => setting !== undefined);
  if (greedy && draws && temperature !== 0)
    refuse('greedy takes the most probable token: leave out temperature, topK, topP and seed, or greedy.');
  const given = { temperature: greedy || !draws ? 0 : 1, topK: 0, topP: 1, seed: 0 };
  const isNumber = (value: unknown) => typeof value === 'number';
  for (const [name, value] of Object.entries({ temperature, topK, topP, seed }))
    if (value !== undefined && !isNumber(value)) refuse(`${name} must be a number, not ${quoted(value)}.`);
  return {
    temperature: temperature ?? given.temperature,
    topK: topK ?? given.topK,
    topP: topP ?? given.topP,
    seed: seed ?? given.seed,
  };
}

/** The tokens that follow a text, each as it is there. */
export async function* generate(
  backend: Backend,
  { ids: given, ...how }: Text,
  options: GenerateOptions,
): AsyncGenerator<GeneratedToken, void> {
  const { maxTokens = 64, stop = backend.about.ends, signal } = options;
  const sampling = samplingOf(options);
  const { n_positions } = backend.about.description;
  checkPlace('maxTokens', maxTokens, 2 ** 24);
  const ids = [...given];
  const room = Math.max(ids.length, Math.min(n_positions, ids.length + maxTokens));
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for (let left = maxTokens; left > 0; left -= 1) {
    const { id, bytes } = await backend.call('next', [{ ...how, ids }, room, sampling], signal);
    if (stop.includes(id)) return;
    const isLast = left === 1 || ids.length === n_positions;
    yield { id, text: decoder.decode(bytes, { stream: !isLast }) };
    if (isLast) return;
    ids.push(id);
  }
}
