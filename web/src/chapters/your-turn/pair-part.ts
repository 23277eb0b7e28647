import { cellId } from '../../figure/cell.js';
import { creature } from '../../figure/drawings/creature.js';
import { creatureWeights } from '../../figure/parts/creature-weights.js';
import { heading } from '../../figure/parts/heading.js';
import { during } from '../../scene/math.js';
import { node, type SvgNode } from '../../scene/node.js';
import { bars } from '../../figure/objects/bars.js';
import { textWidth } from '../../text/text-width.js';
import { largestChanges } from './difference.js';
import type { PairLayout } from './layout.js';
import { phases } from './steps.js';
import type { YourTurnView } from './view.js';

const sides = ['whole', 'without'] as const;
type Name = (typeof sides)[number];

/** What the drawing of the followed word is drawn from in either run; a head that is off gives it nothing. */
export function drawnFrom(
  { selection, removed, ...view }: Pick<YourTurnView, Name | 'selection' | 'removed'>,
  name: Name,
) {
  const { head } = selection;
  const off = name === 'without' && removed.kind === 'head' && removed.index === head;
  const { trace, token } = view[name];
  return creatureWeights(trace, { head, token }, () => Number(!off));
}

/** The word as it is and without, side by side: what it looks like, and what is expected after it. */
export function pairPart(view: YourTurnView, layout: PairLayout): (SvgNode | undefined)[] {
  const { at, say } = view;
  const { x, y, width, drawing } = layout;
  const column = width / 2;
  const told = during(at.difference, phases.difference.whole);
  const shown = layout.early && drawing > 0 ? during(at.without, phases.without.titled) : told;
  return sides.flatMap((name, index) => {
    const left = x + index * column;
    const seen = drawnFrom(view, name);
    const content = say(`your-turn.${name}`);
    return [
      heading({ key: `${name}-title`, x: left, y, content, shown }),
      seen && drawing > 0 && shown > 0
        ? creature({
            ...{ key: `${name}-drawing`, ...seen, size: drawing, opacity: shown },
            ...{ x: left + 0.4 * column, y: y + 10 + drawing / 2 },
          })
        : undefined,
      told > 0 ? expected(view, name, layout, left, told) : undefined,
    ];
  });
}

/** The next words that change most, in one of the runs. */
function expected(view: YourTurnView, name: Name, layout: PairLayout, x: number, grown: number): SvgNode {
  const { run, token } = view[name];
  const next = largestChanges(view, layout.count).map(({ id, word, before, after }) => ({
    id,
    word: `→ ${word}`,
    probability: name === 'whole' ? before : after,
  }));
  return node(
    'g',
    { key: `${name}-next`, class: 'after', 'data-run': run },
    bars(next, {
      ...{ key: 'next', x, grown, pitch: layout.pitch, width: layout.width / 2 - 14 },
      y: layout.y + 14 + layout.drawing,
      wordWidth: Math.max(...next.map(({ word }) => textWidth(word, 15))) + 6,
      gloss: (word) => view.say.gloss(word.slice(2)),
      cellOf: ({ id }) => cellId('probability_after', token, id),
      highlight: view.highlight[name],
    }),
  );
}
