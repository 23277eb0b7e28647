import { cellId } from '../../figure/cell.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { fittingSize } from '../../text/text-width.js';
import { during, staggered } from '../../scene/math.js';
import { bars } from '../../figure/objects/bars.js';
import { change, type ChangeEnd } from '../../figure/objects/change.js';
import { heading } from '../../figure/parts/heading.js';
import { type Change, largestChanges } from './difference.js';
import { type NextLayout, shownChanges, shownWords } from './layout.js';
import type { YourTurnView } from './view.js';
import { phases } from './steps.js';

const tensor = 'probability_after';

/** What the model expects next in both runs, and the words whose probability changes most. */
export function nextPart(view: YourTurnView, layout: NextLayout): (SvgNode | undefined)[] {
  const { at, say } = view;
  const changes = largestChanges(view, shownChanges);
  return [
    column(view, layout, 'whole', during(at.whole, phases.whole.next)),
    column(view, layout, 'without', during(at.without, phases.without.next)),
    heading({
      key: 'changes-title',
      x: layout.x,
      y: layout.changesY,
      content: say(changes.length > 0 ? 'your-turn.changes' : 'your-turn.no-changes'),
      shown: during(at.next, phases.next.titled),
    }),
    ...changes.map((changed, index) =>
      changeRow(view, layout, changed, index, staggered(at.next, index, shownChanges)),
    ),
  ];
}

const gap = 18;

function column(
  view: YourTurnView,
  layout: NextLayout,
  name: 'whole' | 'without',
  grown: number,
): SvgNode | undefined {
  if (grown <= 0) return undefined;
  const { trace, run, token } = view[name];
  const width = (layout.width - gap) / 2;
  const x = layout.x + (name === 'whole' ? 0 : width + gap);
  return node(
    'g',
    { key: name, 'data-run': run },
    heading({ key: 'title', x, y: layout.y, content: view.say(`your-turn.next.${name}`), shown: grown }),
    bars(trace.candidates(tensor, token, shownWords), {
      key: 'after',
      x,
      y: layout.y + 14,
      width,
      pitch: layout.pitch,
      wordWidth: layout.wordWidth,
      grown,
      highlight: view.highlight[name],
      gloss: view.say.gloss,
      cellOf: ({ id }) => cellId(tensor, token, id),
    }),
  );
}

function changeRow(
  view: YourTurnView,
  layout: NextLayout,
  { id, word, before, after }: Change,
  index: number,
  gone: number,
): SvgNode | undefined {
  if (gone <= 0) return undefined;
  const { x, pitch, width, wordWidth, letters, numbersWidth, changesY } = layout;
  const y = changesY + 14 + index * pitch;
  const end = (name: 'whole' | 'without', value: number): ChangeEnd => {
    const { run, token } = view[name];
    const cell = cellId(tensor, token, id);
    return { value, cell, run, highlight: view.highlight[name].has(cell) };
  };
  return node(
    'g',
    { key: `change${id}`, opacity: gone < 1 ? round(Math.min(1, 3 * gone)) : undefined },
    text(word, {
      key: 'word',
      class: 'bar-word',
      x: round(x),
      y: round(y + pitch / 2),
      style: `font-size: ${round(fittingSize(word, wordWidth - 6, letters))}px`,
    }),
    change({
      key: 'change',
      x: x + wordWidth,
      y,
      width: width - wordWidth - numbersWidth - 12,
      height: pitch,
      from: end('whole', before),
      to: end('without', after),
      gone,
    }),
  );
}
