import { shortNumber } from '../../text/format.js';
import { cellId } from '../../figure/cell.js';
import { arcs } from '../../figure/objects/arcs.js';
import { token } from '../../figure/objects/token.js';
import { vector } from '../../figure/objects/vector.js';
import { heading } from '../../figure/parts/heading.js';
import { vectorScale } from '../../figure/parts/pass.js';
import { lastSeen } from '../../figure/parts/visible.js';
import { wordTone } from '../../figure/parts/word-tones.js';
import { clamp01, during } from '../../scene/math.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { fittingSize, textWidth } from '../../text/text-width.js';
import type { Column } from './layout.js';
import { phases } from './steps.js';
import { hasTable } from './table-part.js';
import { arcsOptions, columnWeight, columnX, othersOf, stripLength, type ValueView } from './view.js';

/** The sentence with the weights of its words, and arcs as thick as they are. */
export function wordsPart(view: ValueView): (SvgNode | undefined)[] {
  const { at, say, columns } = view;
  const leaving = during(at.lift, phases.lift.leave);
  return [
    hasTable(view)
      ? heading({ key: 'title', x: 0, y: 8, content: say('value.table'), shown: 1 - clamp01(8 * at.add) })
      : undefined,
    node('g', { key: 'arcs', opacity: round(0.4 * (1 - leaving)) }, ...(leaving < 1 ? ways(view) : [])),
    node(
      'g',
      { key: 'words' },
      ...columns.flatMap((column, index) => [chip(view, column, index), weight(view, column, index)]),
    ),
    sum(view),
  ];
}

/** Where the sum is written, what has come from there goes. */
function ways(view: ValueView): SvgNode[] {
  const { at, columns, selection } = view;
  const target = columns.indexOf(selection.token);
  const gone = during(at.add, phases.add.clear);
  return arcs({ ...arcsOptions(view), drawn: during(at.weigh, phases.weigh.thin) }).map((arc) => {
    const index = Number(arc.key!.slice('arc-'.length));
    // Side by side at their end: each keeps the colour of its word there.
    const tone = wordTone(view.trace, selection.head, selection.token, columns[index]);
    const toned = { ...arc, attributes: { ...arc.attributes, style: `stroke: ${tone}` } };
    const isBehind = gone > 0 && index > target;
    return isBehind ? node('g', { key: arc.key!, opacity: round(1 - gone) }, toned) : toned;
  });
}

/** One size for all words. */
function letters({ layout, trace, columns }: ValueView): number {
  const { chipWidth, letters: largest } = layout.words;
  const words = columns.flatMap((column) => (column === undefined ? [] : [trace.words[column]!]));
  return Math.min(...words.map((word) => fittingSize(word, chipWidth - 8, largest)));
}

function chip(view: ValueView, column: Column, index: number): SvgNode | undefined {
  const { layout, trace, selection, say } = view;
  const { y, chipWidth, chipHeight } = layout.words;
  const place = { x: columnX(view, index) - chipWidth / 2, y, width: chipWidth, height: chipHeight };
  const look = { ...place, letters: letters(view) };
  if (column === undefined) {
    const word = say('words.others', { count: othersOf(view).length });
    return token({ ...look, key: 'others', word, state: 'answers' });
  }
  const word = trace.words[column]!;
  return token({
    ...look,
    ...{ key: `word${column}`, word, gloss: say.gloss(word), token: column },
    opacity: column > lastSeen(trace, selection.token) ? 0.4 : 1,
    state: column === selection.token ? 'answers chosen' : 'answers',
  });
}

function weight(view: ValueView, column: Column, index: number): SvgNode {
  const { layout, selection, highlight } = view;
  const share = columnWeight(view, column);
  const id = column === undefined ? undefined : cellId('weight', selection.head, selection.token, column);
  const [x, y] = [round(columnX(view, index)), layout.words.weightY];
  return node(
    'g',
    {
      key: `weight${column ?? 's'}`,
      class: `weight${id !== undefined && highlight.has(id) ? ' highlight' : ''}`,
      'data-cell': id,
    },
    node('rect', { class: 'hit', x: x - 22, y: y - 10, width: 44, height: 20 }),
    text(shortNumber(share), {
      class: `number${share >= 0.1 ? ' strong' : ' hidden'}`,
      x,
      y,
      'text-anchor': 'middle',
    }),
  );
}

/** Beside the strips that have arrived: their numbers, added up. */
function sum(view: ValueView): SvgNode | undefined {
  const { trace, selection, at, layout, columns, highlight, say } = view;
  const shown = during(at.add, phases.add.sum) * (1 - during(at.lift, phases.lift.leave));
  if (shown <= 0) return undefined;
  const { across } = layout.strip;
  const place = columns.indexOf(selection.token);
  const x = Math.min(columnX(view, place) + across + 34, layout.width - across / 2 - 6);
  const top = layout.words.y - 5 - stripLength(view);
  return node(
    'g',
    { key: 'sum', opacity: shown < 1 ? round(shown) : undefined },
    text('=', {
      key: 'equals',
      class: 'symbol',
      x: round((columnX(view, place) + x) / 2),
      y: round(top + stripLength(view) / 2),
      'text-anchor': 'middle',
    }),
    vector(trace, {
      tensor: 'head_output',
      indices: [selection.head, selection.token],
      cell: layout.strip,
      scale: vectorScale(trace, 'value', selection.head),
      highlight,
      brackets: true,
      pose: { x: x - across / 2, y: top },
    }),
    text(say('row.output'), {
      key: 'name',
      class: 'side-label value',
      x: round(Math.min(x, layout.width - textWidth(say('row.output'), 14.5) / 2 - 4)),
      y: round(top - 16),
      'text-anchor': 'middle',
    }),
  );
}
