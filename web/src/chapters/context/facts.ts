import { shortNumber } from '../../text/format.js';
import { type Parameters, withGloss } from '../../text/messages.js';
import { memo } from '../../scene/memo.js';
import type { FigureContext } from '../../figure/figure.js';
import { type Meaning, meaningsOf, moles, towers } from '../../figure/parts/meanings.js';

/** What texts can quote of the phrases: the likeliest next words before and after, and how true the plane is. */
export function contextFacts(context: FigureContext): Parameters {
  return memo(context.runs[moles[0]], 'context-facts', () => gathered(context));
}

function gathered(context: FigureContext): Parameters {
  const ofMole = meaningsOf(context, moles);
  const ofTower = meaningsOf(context, towers);
  return {
    ...Object.fromEntries([...ofMole.of, ...ofTower.of].flatMap(expectations)),
    share: shortNumber(ofMole.share),
    tower_share: shortNumber(ofTower.share),
    d_model: context.runs[moles[0]].shape('embedding')[1]!,
  };
}

/** Such as `mole_unit_after` and `mole_unit_after_p`: the likeliest next word, and how probable it is. */
function expectations({ name, trace, token }: Meaning): [string, string][] {
  return (['before', 'after'] as const).flatMap((stage) => {
    const [first, second] = trace.candidates(`probability_${stage}`, token, 2);
    const key = `${name.replace('-', '_')}_${stage}`;
    return [
      [key, first!.word],
      [`${key}_p`, shortNumber(first!.probability)],
      [`${key}_second`, second!.word],
    ] as [string, string][];
  });
}

/** The likeliest next word after each of the three moles; right is the one after “one mole”. */
export function nextWords(context: FigureContext): { readonly text: string; readonly right: boolean }[] {
  return meaningsOf(context, moles).of.map(({ name, trace, token }) => ({
    text: withGloss(context.say, trace.candidates('probability_after', token, 1)[0]!.word),
    right: name === 'mole-unit',
  }));
}
