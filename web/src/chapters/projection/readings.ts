import { attendedWords } from '../../compute/trace.js';
import type { Claim, FigureContext } from '../../figure/figure.js';
import { asksForAdjectives } from './followed.js';

export const isFirst: Claim = ({ selection }) => selection.token === 0;

export const adjectives: Claim = ({ runs, selection: { head, token } }) =>
  asksForAdjectives(runs.sentence, head, token);

/** The words that the followed one attends to, most first. */
export function attended({ runs, selection: { head, token } }: FigureContext) {
  return attendedWords(runs.sentence, head, token);
}
