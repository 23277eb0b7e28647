import { cellId } from '../../figure/cell.js';
import { creature } from '../../figure/drawings/creature.js';
import { creatureWeights } from '../../figure/parts/creature-weights.js';
import { heading } from '../../figure/parts/heading.js';
import { during } from '../../scene/math.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { shortNumber } from '../../text/format.js';
import { fittingSize } from '../../text/text-width.js';
import { type Change, largestChanges } from './difference.js';
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
function expected(view: YourTurnView, name: Name, layout: PairLayout, x: number, shown: number): SvgNode {
  const { run } = view[name];
  const top = layout.y + 14 + layout.drawing + layout.pitch / 2;
  const rows = largestChanges(view, layout.count).map((changed, index) =>
    row(view, name, layout, changed, top + index * layout.pitch),
  );
  const transform = `translate(${round(x)} 0)`;
  return node(
    'g',
    { key: `${name}-next`, 'data-run': run, transform, opacity: shown < 1 ? round(shown) : undefined },
    ...rows,
  );
}

function row(view: YourTurnView, name: Name, layout: PairLayout, changed: Change, y: number): SvgNode {
  const { id, before, after } = changed;
  const { letters, width, pitch } = layout;
  const value = name === 'whole' ? before : after;
  const full = width / 2 - 22;
  const cell = cellId('probability_after', view[name].token, id);
  const words = `→ ${changed.word}`;
  return node(
    'g',
    {
      key: `expected${id}`,
      class: `bar after${view.highlight[name].has(cell) ? ' highlight' : ''}`,
      'data-cell': cell,
      transform: `translate(0 ${round(y)})`,
    },
    node('rect', { key: 'hit', class: 'hit', x: 0, y: round(-pitch / 2), width: round(full), height: pitch }),
    text(words, {
      ...{ key: 'word', class: 'bar-word', x: 0, y: -4 },
      style: `font-size: ${round(fittingSize(words, full - 40, letters))}px`,
    }),
    text(shortNumber(value), { key: 'number', class: 'number', x: round(full), y: -4, 'text-anchor': 'end' }),
    node('rect', {
      ...{ key: 'bar', class: 'bar-length', x: 0, y: round(pitch / 2 - 5), height: 4, rx: 2 },
      width: round(Math.max(full * value, 1)),
    }),
  );
}
