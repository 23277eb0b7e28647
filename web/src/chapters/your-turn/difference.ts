import type { Analysis } from '../../../../wasm/analysis.js';
import type { Trace } from '../../compute/trace.js';
import type { FigureContext } from '../../figure/figure.js';
import type { Say } from '../../text/messages.js';
import { memo } from '../../scene/memo.js';
import type { Sides } from './view.js';

/** What is less than this is told as no change: two decimals need not show it. */
export const nothing = 0.01;

/** E′ without less E′ as it is. By the core: each component is the product of (without, whole) with (1, -1). */
export function outputDifference({ whole, without }: Sides, analysis: Analysis): readonly number[] {
  return memo(without.trace, `difference:${without.token}`, () => {
    const after = Array.from(without.trace.row('output', without.token));
    const before = whole.trace.row('output', whole.token);
    return after.map((x, c) => analysis.multiply([x, before[c]!], [1, -1]).running[1]!);
  });
}

/** The largest difference of a component of a word's row in both runs. */
export function largestDifference(
  { whole, without }: Sides,
  analysis: Analysis,
  tensor: 'embedding' | 'output' | 'probability_after',
): number {
  return memo(without.trace, `largest:${tensor}:${without.token}`, () => {
    const before = whole.trace.row(tensor, whole.token);
    return analysis.compare(before, without.trace.row(tensor, without.token)).largestDifference;
  });
}

/** How far E′ is from where it was, in hundredths of its length; both lengths are the core's. */
function movedPart({ whole, without }: Sides, analysis: Analysis): number {
  return memo(without.trace, `moved:${without.token}`, () => {
    const before = whole.trace.row('output', whole.token);
    const way = analysis.compare(before, without.trace.row('output', without.token)).distance;
    return (100 * way) / analysis.compare(before, new Float32Array(before.length)).distance;
  });
}

/** How much of E′ is changed. */
export function tellDifference(sides: Sides, analysis: Analysis, say: Say): string {
  const largest = largestDifference(sides, analysis, 'output');
  if (largest < nothing) return say('your-turn.largest.none');
  return say('your-turn.largest', { percent: Math.round(movedPart(sides, analysis)) || '<1' });
}

/** A next word with its probability as it is and without. */
export interface Change {
  readonly id: number;
  readonly word: string;
  readonly before: number;
  readonly after: number;
}

/** The next words whose probability changes most, most first; of those that change alike, the most probable first. */
export function largestChanges({ whole, without }: Sides, count: number): readonly Change[] {
  const all = memo(without.trace, `changes:${without.token}`, () => {
    const after = without.trace.row('probability_after', without.token);
    return Array.from(whole.trace.row('probability_after', whole.token), (before, id): Change => {
      return { id, word: whole.trace.word(id), before, after: after[id]! };
    }).sort((a, b) => sizeOf(b) - sizeOf(a) || b.before - a.before);
  });
  return all.slice(0, count);
}

/** Whether a change can be told. */
export function isTold(change: Change): boolean {
  return sizeOf(change) >= nothing;
}

function sizeOf({ before, after }: Change): number {
  return Math.abs(after - before);
}

/**
 * How much the absence of each word changes what is expected after the chosen one: the largest change of a probability,
 * by word; undefined for the chosen one itself.
 */
export function wordLosses(context: FigureContext): readonly (number | undefined)[] {
  const { runs, wordAblations, analysis, selection } = context;
  const { token } = selection;
  const before: Trace = runs.sentence;
  return before.words.map((_, j) => {
    const without = wordAblations[j];
    if (j === token || !without) return undefined;
    return memo(without, `removal-loss:${token}`, () => {
      const row = without.row('probability_after', j < token ? token - 1 : token);
      return analysis.compare(before.row('probability_after', token), row).largestDifference;
    });
  });
}
