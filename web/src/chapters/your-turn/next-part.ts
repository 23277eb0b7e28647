import { cellId } from '../../figure/cell.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { fittingSize, textWidth } from '../../text/text-width.js';
import { clamp01, during, staggered } from '../../scene/math.js';
import { change, type ChangeEnd, changeNumbersWidth } from '../../figure/objects/change.js';
import { fittingGloss } from '../../figure/objects/gloss.js';
import { heading } from '../../figure/parts/heading.js';
import { type Change, isTold, largestChanges } from './difference.js';
import { nameOfRemoved } from './facts.js';
import { type ChangeRow, leastChanges, type NextLayout } from './layout.js';
import type { YourTurnView } from './view.js';
import { phases } from './steps.js';

const tensor = 'probability_after';
/** A lower line has no room for a gloss under its word. */
const twoLines = 34;

/** What the model expects next, and what becomes of that without: the words whose probability changes most. */
export function nextPart(view: YourTurnView, layout: NextLayout): (SvgNode | undefined)[] {
  const { at, say, whole } = view;
  const most = largestChanges(view, layout.count);
  const changes = most.filter((one, index) => isTold(one) || index < leastChanges);
  const gone = during(at.next, phases.next.gone);
  const shown = during(at.whole, phases.whole.next);
  const token = whole.trace.words[whole.token]!;
  const title = say('your-turn.next', { token });
  const sides = say('your-turn.sides', { what: nameOfRemoved(view, say) });
  // Over what is measured; beside the title only where there is room for both.
  const beside = layout.sidesY === layout.y;
  const fits = !beside || textWidth(`${title}${sides}`, 13.5) + 16 <= layout.width;
  return [
    heading({
      key: 'title',
      x: layout.x,
      y: layout.y,
      content: title,
      shown,
    }),
    heading({
      key: 'sides',
      x: layout.x + (beside ? layout.width : layout.first.wordWidth),
      y: layout.sidesY,
      content: sides,
      shown: fits ? clamp01(2 * gone - 1) : 0,
      anchor: beside ? 'end' : 'start',
    }),
    ...changes.map((changed, index) => {
      const y = layout.top + (index === 0 ? 0 : layout.first.height + (index - 1) * layout.others.height);
      const moved = staggered(gone, index, changes.length);
      return changeRow(view, layout, {
        changed,
        y,
        row: index === 0 ? layout.first : layout.others,
        moved,
        shown,
      });
    }),
  ];
}

interface RowOptions {
  readonly changed: Change;
  readonly y: number;
  readonly row: ChangeRow;
  /** How far it has gone from the one run to the other. */
  readonly moved: number;
  readonly shown: number;
}

function changeRow(view: YourTurnView, layout: NextLayout, options: RowOptions): SvgNode | undefined {
  const { changed, y, row, moved, shown } = options;
  if (shown <= 0) return undefined;
  const { id, word, before, after } = changed;
  const { x, width, first } = layout;
  const end = (name: 'whole' | 'without', value: number): ChangeEnd => {
    const { run, token } = view[name];
    const cell = cellId(tensor, token, id);
    return { value, cell, run, highlight: view.highlight[name].has(cell) };
  };
  return node(
    'g',
    { key: `change${id}`, opacity: shown < 1 ? round(shown) : undefined },
    ...rowWord(word, view.say.gloss(word), { x, y, row }),
    change({
      key: 'change',
      x: x + row.wordWidth,
      y,
      // One scale for all: what is longer is more.
      width: width - row.wordWidth - changeNumbersWidth(first.letters) - first.letters,
      height: row.height,
      letters: row.letters,
      from: end('whole', before),
      to: end('without', after),
      gone: moved,
    }),
  );
}

function rowWord(
  word: string,
  gloss: string | undefined,
  { x, y, row }: { x: number; y: number; row: ChangeRow },
): SvgNode[] {
  const width = row.wordWidth - 14;
  const fitted = gloss === undefined || row.height < twoLines ? undefined : fittingGloss(gloss, width, 12);
  const size = fittingSize(word, width, row.letters);
  const middle = y + row.height / 2;
  const name = text(word, {
    key: 'word',
    class: 'bar-word',
    x: round(x),
    y: round(fitted ? middle - 8 : middle),
    style: `font-size: ${round(size)}px`,
  });
  if (!fitted) return [name];
  const style = `font-size: ${round(fitted.size)}px`;
  return [
    name,
    text(fitted.content, { key: 'gloss', class: 'gloss', x: round(x), y: round(middle + 10), style }),
  ];
}
