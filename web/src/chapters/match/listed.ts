import { memoLatest } from '../../scene/memo.js';
import { listLine } from './layout.js';
import type { MatchView } from './view.js';

/** The words that have a line in the list: all, or where there is no room those with most weight, and the last line tells of the others. */
export function listedWords({ trace, selection, layout }: MatchView): readonly number[] {
  const { head, token } = selection;
  const { lines } = layout.list;
  return memoLatest(trace, 'match-listed', [head, token, lines], () => {
    const all = trace.words.map((_, j) => j);
    if (all.length <= lines) return all;
    const weights = trace.row('weight', head, token);
    const most = [...all].sort((a, b) => weights[b]! - weights[a]! || a - b).slice(0, lines - 1);
    return most.sort((a, b) => a - b);
  });
}

/** The middle of a word's line; of one that has none, that of all others. */
export function lineOf(view: MatchView, j: number): number {
  const listed = listedWords(view);
  const line = listed.indexOf(j);
  return listLine(view.layout, line < 0 ? listed.length : line);
}
