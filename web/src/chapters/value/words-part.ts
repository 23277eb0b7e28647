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
  // They come where strips can ride, and step back behind what has come.
  const seen =
    during(at.weigh, phases.weigh.thin) *
    (1 - 0.75 * during(at.add, phases.add.clear)) *
    (1 - during(at.lift, phases.lift.leave));
  return [
    hasTable(view)
      ? heading({ key: 'title', x: 0, y: 8, content: say('value.table'), shown: 1 - clamp01(8 * at.add) })
      : undefined,
    node('g', { key: 'arcs', opacity: round(0.4 * seen) }, ...(seen > 0 ? ways(view) : [])),
    node(
      'g',
      { key: 'words' },
      ...columns.flatMap((column, index) => [chip(view, column, index), weight(view, column, index)]),
    ),
    sum(view),
  ];
}

/** Side by side at their end: each is as strong as its word there. */
function ways(view: ValueView): SvgNode[] {
  const { columns, selection } = view;
  return arcs(arcsOptions(view)).map((arc) => {
    const tone = wordTone(
      view.trace,
      selection.head,
      selection.token,
      columns[Number(arc.key!.slice('arc-'.length))],
    );
    return { ...arc, attributes: { ...arc.attributes, style: `stroke: ${tone}` } };
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

/** Beside the strips that have arrived: their numbers, added up. What belongs to the word is in one frame, whatever stands under it. */
function sum(view: ValueView): SvgNode | undefined {
  const { trace, selection, at, layout, columns, highlight, say } = view;
  const shown = during(at.add, phases.add.sum) * (1 - during(at.lift, phases.lift.leave));
  if (shown <= 0) return undefined;
  const { across } = layout.strip;
  const own = columnX(view, columns.indexOf(selection.token));
  const x = Math.min(own + across + 22, layout.width - across / 2 - 10);
  const long = stripLength(view);
  const top = layout.words.y - 5 - long;
  const [left, right] = [own - across / 2 - 8, x + across / 2 + 8];
  const half = textWidth(say('row.output'), 14.5) / 2 + 4;
  return node(
    'g',
    { key: 'sum', opacity: shown < 1 ? round(shown) : undefined },
    node('path', {
      key: 'frame',
      class: 'bracket',
      d: frameOf(left, right, top - 8, layout.words.y - 1, own),
    }),
    text('=', {
      ...{ key: 'equals', class: 'symbol', 'text-anchor': 'middle' },
      ...{ x: round((own + x) / 2), y: round(top + long / 2) },
    }),
    vector(trace, {
      tensor: 'head_output',
      indices: [selection.head, selection.token],
      cell: layout.strip,
      scale: vectorScale(trace, 'value', selection.head),
      highlight,
      pose: { x: x - across / 2, y: top },
    }),
    text(say('row.output'), {
      ...{ key: 'name', class: 'side-label value', 'text-anchor': 'middle' },
      ...{ x: round(Math.min((left + right) / 2, layout.width - half)), y: round(top - 19) },
    }),
  );
}

/** It points at the word. */
function frameOf(left: number, right: number, top: number, foot: number, word: number): string {
  const at = round(foot - 1.5);
  return `M ${round(word - 7)} ${at} H ${round(left)} V ${round(top)} H ${round(right)} V ${at} H ${round(word + 7)} l -7 5 z`;
}
