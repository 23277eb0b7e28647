import type { Combination } from '../../../../wasm/analysis.js';
import { percent, shortNumber, tinyNumber } from '../../text/format.js';
import type { Parameters } from '../../text/messages.js';
import { memo } from '../../scene/memo.js';
import type { FigureContext } from '../../figure/figure.js';
import { meaningsOf, moles } from '../../figure/parts/meanings.js';

/** What the analysis says of the three rows that are looked up, and of their words' meanings. */
interface WordNumbers {
  /** The row of the embedding table. */
  readonly id: number;
  /** The largest difference of each row looked up from the first. */
  readonly ofRows: readonly number[];
  /** The row as the best weighted sum of the three E'. */
  readonly combination: Combination;
  /** What the row has over that sum, component by component. */
  readonly rest: readonly number[];
  readonly facts: Parameters;
}

/** Worked out once for the runs of a model. */
export function wordNumbers(context: FigureContext): WordNumbers {
  return memo(context.runs[moles[0]], 'word-numbers', () => workedOut(context));
}

function workedOut(context: FigureContext): WordNumbers {
  const { analysis } = context;
  const { of } = meaningsOf(context, moles);
  const rows = (tensor: 'token_embedding' | 'embedding' | 'output') =>
    of.map(({ trace, token }) => trace.row(tensor, token));
  const differences = ([first, ...others]: ArrayLike<number>[]) => [
    0,
    ...others.map((other) => analysis.compare(first!, other).largestDifference),
  ];
  const [{ trace, token }] = of as [(typeof of)[number]];
  const ofRows = differences(rows('token_embedding'));
  const ofEmbeddings = differences(rows('embedding'));
  const row = trace.row('token_embedding', token);
  const combination = analysis.combine(rows('output'), row);
  const rest = analysis.sum([row, combination.fitted], [1, -1]);
  const [n_vocabulary = 0, d_model = 0] = trace.shape('w_e');
  const facts = {
    n_vocabulary,
    d_model,
    difference: exactly(Math.max(...ofRows)),
    position_difference: tinyNumber(Math.max(...ofEmbeddings)),
    first: shortNumber(combination.coefficients[0]!),
    second: shortNumber(combination.coefficients[1]!),
    third: shortNumber(combination.coefficients[2]!),
    residual: shortNumber(combination.residual),
    left: percent(combination.residual),
  };
  return { id: trace.at('token', token), ofRows, combination, rest, facts };
}

/** Nothing at all is 0, not 0.00: that could be a rounded something. */
function exactly(x: number): string {
  return x === 0 ? '0' : shortNumber(x);
}

/** Whether the rows that were looked up are the same, to the last bit. */
export function sameOrNot(context: FigureContext): { readonly text: string; readonly right: boolean }[] {
  const same = wordNumbers(context).ofRows.every((difference) => difference === 0);
  return [
    { text: context.say('answer.yes'), right: same },
    { text: context.say('answer.no'), right: !same },
  ];
}
