import { shortNumber } from '../../text/format.js';
import { type Parameters, withGloss } from '../../text/messages.js';
import { memo } from '../../scene/memo.js';
import type { PhraseName } from '../../compute/runs.js';
import type { FigureContext } from '../../figure/figure.js';
import { type Meaning, meaningsOf, moles, towers } from '../../figure/parts/meanings.js';

/** What the followed word of a phrase has been given: the lengths of the vectors, as the core measures them. */
export interface Given {
  /** Of all that attention adds. */
  readonly length: number;
  /** Of what each word adds. */
  readonly ofWords: readonly number[];
}

export function givenTo({ runs, analysis }: FigureContext, name: PhraseName, token: number): Given {
  const trace = runs[name];
  return memo(trace, 'given', () => {
    const zero = new Float32Array(trace.shape('delta')[1]!);
    const lengthOf = (vector: ArrayLike<number>) => analysis.compare(vector, zero).distance;
    return {
      length: lengthOf(trace.row('delta', token)),
      ofWords: trace.words.map((_, j) => lengthOf(trace.row('word_delta', token, j))),
    };
  });
}

/** What texts can quote of the phrases: the likeliest next words before and after, and lengths. */
export function contextFacts(context: FigureContext): Parameters {
  return memo(context.runs[moles[0]], 'context-facts', () => gathered(context));
}

function gathered(context: FigureContext): Parameters {
  const ofMole = meaningsOf(context, moles);
  const ofTower = meaningsOf(context, towers);
  const all = [...ofMole.of, ...ofTower.of];
  const surest = ofMole.of.map(
    ({ trace, token }) => trace.candidates('probability_before', token, 1)[0]!.probability,
  );
  return {
    ...Object.fromEntries([...all.flatMap(expectations), ...all.flatMap((one) => added(context, one))]),
    mole_before_most: shortNumber(Math.max(...surest)),
    d_model: context.runs[moles[0]].shape('embedding')[1]!,
  };
}

const keyOf = (name: PhraseName) => name.replace('-', '_');

/** Such as `mole_unit_after` and `mole_unit_after_p`: the likeliest next word, and how probable it is. */
function expectations({ name, trace, token }: Meaning): [string, string][] {
  return (['before', 'after'] as const).flatMap((stage) => {
    const [first, second] = trace.candidates(`probability_${stage}`, token, 2);
    const key = `${keyOf(name)}_${stage}`;
    return [
      [key, first!.word],
      [`${key}_p`, shortNumber(first!.probability)],
      [`${key}_second`, second!.word],
    ] as [string, string][];
  });
}

/** Such as `eiffel_length` and `eiffel_word`: how long what is added is, and which word adds the longest part. */
function added(context: FigureContext, { name, trace, token }: Meaning): [string, string][] {
  const { length, ofWords } = givenTo(context, name, token);
  const longest = ofWords.indexOf(Math.max(...ofWords));
  return [
    [`${keyOf(name)}_length`, shortNumber(length)],
    [`${keyOf(name)}_word`, trace.words[longest]!],
  ];
}

/**
 * The likeliest next word after each of the three moles, each once; where all are one, what is next likely. Right is the one
 * after “one mole”.
 */
export function nextWords(context: FigureContext): { readonly text: string; readonly right: boolean }[] {
  const { of } = meaningsOf(context, moles);
  const unit = of.find(({ name }) => name === 'mole-unit')!;
  const after = ({ trace, token }: Meaning, count: number) =>
    trace.candidates('probability_after', token, count).map(({ word }) => word);
  const [right] = after(unit, 1);
  const words = new Set([...of.flatMap((one) => after(one, 1)), ...after(unit, 3)]);
  return [...words]
    .slice(0, 3)
    .map((word) => ({ text: withGloss(context.say, word), right: word === right }));
}
