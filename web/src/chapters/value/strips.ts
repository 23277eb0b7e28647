import { cellId } from '../../figure/cell.js';
import { arcWays, leastWeight } from '../../figure/objects/arcs.js';
import { madeVector, vector } from '../../figure/objects/vector.js';
import { vectorScale } from '../../figure/parts/pass.js';
import { wordTone } from '../../figure/parts/word-tones.js';
import { clamp01, during, easeInOut, mix, staggered, within } from '../../scene/math.js';
import { memo } from '../../scene/memo.js';
import { node, round, type SvgNode } from '../../scene/node.js';
import type { Column } from './layout.js';
import { type Arrow, chainOf } from './plane.js';
import type { Place } from './pushes.js';
import { phases } from './steps.js';
import { hasTable, tableEnd } from './table-part.js';
import { arcsOptions, columnWeight, columnX, othersOf, stripLength, type ValueView } from './view.js';

/** Where a strip is, as long and as wide as it is there; at 0 degrees it points upwards. */
interface Pose {
  readonly x: number;
  readonly y: number;
  readonly turn: number;
  readonly length: number;
  readonly width: number;
  /** How far it has become an arrow. */
  readonly turned: number;
  readonly opacity: number;
}

/** The value of a word, or of all that have no place of their own, where it is. */
interface Strip {
  readonly j: Column;
  readonly pose: Pose;
}

/** From a word to the strip that stands on it. */
const gap = 5;

/** The value of each word: it stands on its word, is thinned to its weight, rides to the followed word and becomes its push. */
export function strips(view: ValueView): (SvgNode | undefined)[] {
  const ways = arcWays(arcsOptions(view));
  const chain = chainOf(view);
  const drawn = chain.arrows.map((arrow, index) => ({ arrow, index }));
  const shared = view.columns.indexOf(undefined);
  // A push of a word that has no place of its own comes out of what the others bring together.
  const unplaced = drawn.filter(({ arrow: { j } }) => j !== undefined && !view.columns.includes(j));
  const emerging = view.at.lift > 0 ? unplaced : [];
  const out = emerging.map(({ arrow, index }): Strip => {
    const standing = poseOnWay(view, arrow.j, shared, ways.get(shared));
    return { j: arrow.j, pose: towards(view, standing, arrow, index, chain.arrows.length) };
  });
  const placed = view.columns.map((column, index): Strip => {
    const own = drawn.find(({ arrow }) => arrow.j === column && column !== undefined);
    const standing = poseOnWay(view, column, index, ways.get(index));
    const pose = own
      ? towards(view, standing, own.arrow, own.index, chain.arrows.length)
      : left(view, standing);
    return { j: column, pose };
  });
  // In the order of the sentence, as their chain is: each push lies over the one that it begins at.
  const inOrder = [...placed, ...out].sort((a, b) => (a.j ?? -1) - (b.j ?? -1));
  return inOrder.map(({ j, pose }) => strip(view, j, pose));
}

function poseOnWay(
  view: ValueView,
  column: Column,
  index: number,
  way: ((part: number) => readonly [number, number]) | undefined,
): Pose {
  const { at, layout, columns } = view;
  const whole = stripLength(view);
  const made = staggered(during(at.weigh, phases.weigh.values), index, columns.length, 0.55);
  const thin = during(at.weigh, phases.weigh.thin);
  // The nearest goes first: none flies over one that still stands.
  const away = Math.abs(index - columns.indexOf(view.selection.token));
  const ride = staggered(during(at.add, phases.add.ride), away, columns.length, 0.75);
  const own = columnX(view, index);
  // What the word gives itself stands where its arc ends, beside what comes.
  const [rides, y] = (ride > 0 && way?.(ride)) || ([own, layout.words.y] as const);
  // What the word gives itself stands among what comes: side by side, in the order of the sentence.
  const x = way ? mix(rides, landing(view, index), away === 0 ? thin : within(ride, 0.7, 1)) : rides;
  const high = gap + whole / 2;
  // It rises through the arc on its way, stands on a word at both ends, and never hangs over one.
  const stands: Place = [x, Math.min(y - high * (1 - Math.sin(Math.PI * ride) ** 2), layout.words.y - high)];
  return {
    ...comingTo(view, stands, whole, made),
    ...{ turn: 0, turned: 0 },
    width:
      layout.strip.across *
      mix(1, columnWeight(view, column), thin) *
      (hasTable(view) ? clamp01(4 * made) : 1),
    opacity: way ? 1 : 1 - clamp01(3 * thin - 2),
  };
}

/** Where the strip of a column stands with the others that have come: together they are as wide as a whole one. */
function landing(view: ValueView, index: number): number {
  const { columns, layout, selection } = view;
  const { across } = layout.strip;
  const widths = columns.map((column) => {
    const weight = columnWeight(view, column);
    return weight >= leastWeight ? weight * across : 0;
  });
  const total = widths.reduce((sum, width) => sum + width, 0);
  const before = widths.slice(0, index).reduce((sum, width) => sum + width, 0);
  return columnX(view, columns.indexOf(selection.token)) - total / 2 + before + widths[index]! / 2;
}

/** Out of the table, each cell beside its row; then down, and along to its word, where no other stands yet. */
function comingTo(view: ValueView, [x, y]: Place, whole: number, made: number) {
  if (!hasTable(view)) return { x, y: y + (whole * (1 - made)) / 2, length: whole * made };
  const [fromX, fromY] = tableEnd(view);
  const part = (begin: number, end: number) => easeInOut(within(made, begin, end));
  return { x: mix(fromX, x, part(0.45, 1)), y: mix(fromY, y, part(0.25, 0.7)), length: made > 0 ? whole : 0 };
}

/** It goes upright to where its push is, turns there, and is that push. */
function towards(view: ValueView, pose: Pose, { from, to }: Arrow, index: number, count: number): Pose {
  const part = staggered(during(view.at.lift, phases.lift.turn), index, count, 0.4);
  const [gone, turned] = [easeInOut(within(part, 0, 0.55)), easeInOut(within(part, 0.6, 1))];
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  return {
    x: mix(pose.x, (from[0] + to[0]) / 2, gone),
    y: mix(pose.y, (from[1] + to[1]) / 2, gone),
    turn: turned * (length > 0 ? (Math.atan2(dx, -dy) * 180) / Math.PI : 0),
    length: mix(pose.length, length, gone),
    width: mix(pose.width, Math.min(view.layout.plane.thickness, length), turned),
    turned,
    opacity: mix(pose.opacity, length > 0.5 ? 1 : 0, turned),
  };
}

/** What pushes too little to be seen steps back as the others leave. */
function left({ at }: ValueView, pose: Pose): Pose {
  return { ...pose, opacity: pose.opacity * (1 - clamp01(2 * at.lift)) };
}

function strip(view: ValueView, column: Column, pose: Pose): SvgNode | undefined {
  const { selection } = view;
  const { x, y, turn, length, width, turned, opacity } = pose;
  if (length <= 0 || opacity <= 0) return undefined;
  const tone = wordTone(view.trace, selection.head, selection.token, column);
  const cell = column === undefined ? undefined : cellId('weight', selection.head, selection.token, column);
  return node(
    'g',
    {
      key: column === undefined ? 'strip-others' : `strip${column}`,
      class: 'push',
      transform: `translate(${round(x)} ${round(y)}) rotate(${round(turn)})`,
      opacity: opacity < 1 ? round(opacity) : undefined,
    },
    turned < 1 ? cells(view, column, width, length, 1 - turned) : undefined,
    node('rect', {
      key: 'body',
      x: round(-width / 2),
      y: round(-length / 2 + (turned > 0.5 ? headLength(length, turned) : 0)),
      width: round(width),
      height: round(Math.max(length - (turned > 0.5 ? headLength(length, turned) : 0), 0)),
      fill: tone,
      'fill-opacity': round(turned),
      stroke: tone,
      'stroke-width': round(mix(1.5, 0, turned)),
      'data-cell': turned > 0.5 ? cell : undefined,
    }),
    turned > 0.5 &&
      node('path', { key: 'head', d: headPath(length, width, turned), fill: tone, 'data-cell': cell }),
  );
}

function headLength(length: number, turned: number): number {
  return Math.min(15, length / 2) * clamp01(2 * turned - 1);
}

function headPath(length: number, width: number, turned: number): string {
  const tall = headLength(length, turned);
  const half = Math.max(width / 2, tall * 0.46);
  return `M 0 ${round(-length / 2)} L ${round(half)} ${round(tall - length / 2)} H ${round(-half)} Z`;
}

/** Drawn once as wide as a whole one, and made as narrow and long as it is. */
function cells(view: ValueView, column: Column, width: number, length: number, opacity: number): SvgNode {
  const { layout, trace, selection } = view;
  const whole = stripLength(view);
  const { across } = layout.strip;
  const size = `scale(${round(width / across)} ${round(length / whole)})`;
  return node(
    'g',
    {
      key: 'cells',
      transform: `${size} translate(${-across / 2} ${-whole / 2})`,
      opacity: opacity < 1 ? round(opacity) : undefined,
    },
    column === undefined
      ? othersStrip(view)
      : vector(trace, {
          tensor: 'value',
          indices: [selection.head, column],
          cell: layout.strip,
          scale: vectorScale(trace, 'value', selection.head),
          highlight: view.highlight,
          pose: { x: 0, y: 0 },
        }),
  );
}

/** What all others give together, as if it were one value with the sum of their weights. */
function othersStrip(view: ValueView): SvgNode | undefined {
  const { trace, analysis, selection, layout } = view;
  const { head, token } = selection;
  const others = othersOf(view);
  const values = memo(trace, `others:${head}:${token}:${others.join()}`, () =>
    analysis.sum(
      others.map((j) => trace.row('value', head, j)),
      others.map((j) => trace.at('weight', head, token, j)),
    ),
  );
  return madeVector(values, {
    key: 'others',
    cell: layout.strip,
    scale: vectorScale(trace, 'value', head) * (columnWeight(view, undefined) || 1),
    pose: { x: 0, y: 0 },
  });
}
