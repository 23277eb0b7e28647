import { shortNumber } from '../../text/format.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { between } from '../../scene/math.js';
import type { History } from './history.js';
import type { Box, LearningLayout } from './layout.js';
import type { Snapshot } from './protocol.js';
import type { LearningView } from './view.js';

/** A little more than a blind guess: a run begins there, and what is above it is as good as lost. */
function topLoss({ blindLoss }: History): number {
  return blindLoss * 1.08;
}

/** Early steps, of which more are kept, are drawn wider apart: even in the square root. */
function xOf(plot: Box, { steps }: History, step: number): number {
  return plot.x + plot.width * Math.sqrt(step / steps);
}

/** A loss beyond the top is drawn at the top. */
function yOf(plot: Box, history: History, loss: number): number {
  const top = topLoss(history);
  return plot.y + plot.height * (1 - between(0, loss, top) / top);
}

/** The snapshot next to a place of the chart, among those that there are. */
export function snapshotAt(plot: Box, history: History, x: number): number {
  const distances = history.snapshots.map(({ step }) => Math.abs(xOf(plot, history, step) - x));
  return distances.indexOf(Math.min(...distances));
}

/** Both losses over the steps, with the two that they lie between: a blind guess and the trained model. */
export function lossChart(view: LearningView, layout: LearningLayout): SvgNode {
  const { plot } = layout;
  return node(
    'g',
    { key: 'chart', class: 'chart' },
    node('g', { key: 'legend' }, ...legend(view, layout)),
    node('g', { key: 'axes' }, ...axes(view, layout)),
    node('g', { key: 'marks' }, ...references(view, layout)),
    node('g', { key: 'curves' }, ...curves(view, plot)),
    node('g', { key: 'cursor' }, ...cursor(view, plot)),
    node('rect', { key: 'reach', class: 'hit reach', ...boxAttributes(plot) }),
  );
}

function boxAttributes({ x, y, width, height }: Box): Record<string, number> {
  return { x, y: y - 6, width, height: height + 12 };
}

function legend({ say }: LearningView, { plot, kind }: LearningLayout): SvgNode[] {
  const first = plot.x + (kind === 'narrow' ? 26 : 150);
  const second = first + (kind === 'narrow' ? 80 : 104);
  const entry = (curve: string, x: number) => [
    node('path', { key: `line-${curve}`, class: `curve ${curve}`, d: `M ${x} 8 h 16` }),
    text(say(`learning.${curve as 'training' | 'held-out'}`), {
      key: curve,
      class: 'heading',
      x: x + 21,
      y: 8,
    }),
  ];
  const name = say(kind === 'narrow' ? 'learning.loss.short' : 'learning.loss');
  return [
    text(name, { key: 'loss', class: 'heading', x: 0, y: 8 }),
    ...entry('held-out', first),
    ...entry('training', second),
  ];
}

/** Where the axis of steps is marked, as parts of the run. */
const tickParts = [0, 0.05, 0.15, 0.3, 0.6, 1];
const fewTickParts = [0, 0.15, 0.4, 1];

function axes({ history, say }: LearningView, { plot, kind }: LearningLayout): SvgNode[] {
  const losses = [0, 2, 4, 6, 8, 10].filter((loss) => loss < topLoss(history));
  const parts = kind === 'narrow' ? fewTickParts : tickParts;
  const marks = losses.flatMap((loss) => {
    const y = round(yOf(plot, history, loss));
    return [
      node('path', { key: `rule${loss}`, class: 'rule', d: `M ${plot.x} ${y} h ${plot.width}` }),
      text(String(loss), { key: `loss${loss}`, class: 'tick', x: plot.x - 8, y, 'text-anchor': 'end' }),
    ];
  });
  const steps = parts.map((part) => {
    const step = Math.round(history.steps * part);
    return text(part === 0 ? say('learning.step', { step }) : String(step), {
      key: `step${part}`,
      class: 'tick',
      x: round(xOf(plot, history, step)),
      y: plot.y + plot.height + 16,
      'text-anchor': part === 0 ? 'start' : part === 1 ? 'end' : 'middle',
    });
  });
  return [...marks, ...steps];
}

/** About as wide as the name of the lower line in either language. */
const nameWidth = 190;

/** Where the name of a line stands, and how it is anchored there. */
interface NamePlace {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'end';
}

/**
 * The lower name stands between its line and the axis, at the end where the cursor is not. A low plot has no room for names:
 * they stand under it, and are known by their numbers.
 */
function namePlaces(
  { history, index }: LearningView,
  { plot, kind, width }: LearningLayout,
): Record<'blind' | 'trained', NamePlace> {
  if (kind === 'narrow') {
    const y = plot.y + plot.height + 32;
    return { blind: { x: 0, y, anchor: 'start' }, trained: { x: width, y, anchor: 'end' } };
  }
  const right = plot.x + plot.width - 6;
  const [axis, trained, blind] = [0, history.trainedLoss, history.blindLoss].map((loss) =>
    yOf(plot, history, loss),
  ) as [number, number, number];
  const early = xOf(plot, history, history.snapshots[index]!.step) < plot.x + nameWidth;
  const y = (axis + trained) / 2;
  return {
    blind: { x: right, y: blind - 10, anchor: 'end' },
    trained: early ? { x: right, y, anchor: 'end' } : { x: plot.x + 4, y, anchor: 'start' },
  };
}

function references(view: LearningView, layout: LearningLayout): SvgNode[] {
  const { history, say } = view;
  const { plot } = layout;
  const places = namePlaces(view, layout);
  const line = (key: 'blind' | 'trained', loss: number) => {
    const y = round(yOf(plot, history, loss));
    const { x, y: nameY, anchor } = places[key];
    return [
      node('path', { key, class: 'reference', d: `M ${plot.x} ${y} h ${plot.width}` }),
      text(say(`learning.${key}`, { loss: shortNumber(loss) }), {
        key: `${key}-name`,
        class: 'tick',
        'data-loss': key,
        x: round(x),
        y: round(nameY),
        'text-anchor': anchor,
      }),
    ];
  };
  return [...line('blind', history.blindLoss), ...line('trained', history.trainedLoss)];
}

/** What comes after the snapshot shown is drawn pale: it is known, but lies ahead. */
function curves({ history, index }: LearningView, plot: Box): SvgNode[] {
  const { snapshots } = history;
  const parts = [
    { key: 'past', shown: snapshots.slice(0, index + 1) },
    { key: 'ahead', shown: snapshots.slice(index) },
  ];
  const lossOf = { training: ({ loss }: Snapshot) => loss, 'held-out': (one: Snapshot) => one.heldOutLoss };
  return (['training', 'held-out'] as const).flatMap((curve) =>
    parts.map(({ key, shown }) =>
      node('path', {
        key: `${curve}-${key}`,
        class: `curve ${curve} ${key}`,
        d: path(shown, (snapshot) => [
          xOf(plot, history, snapshot.step),
          yOf(plot, history, lossOf[curve](snapshot)),
          lossOf[curve](snapshot),
        ]),
      }),
    ),
  );
}

/** A line through the snapshots that have the value: the random weights have no training loss. */
function path(snapshots: readonly Snapshot[], place: (one: Snapshot) => [number, number, number]): string {
  return snapshots
    .map(place)
    .filter(([, , loss]) => !Number.isNaN(loss))
    .map(([x, y], index) => `${index === 0 ? 'M' : 'L'} ${round(x)} ${round(y)}`)
    .join(' ');
}

function cursor({ history, index }: LearningView, plot: Box): SvgNode[] {
  const { step, heldOutLoss } = history.snapshots[index]!;
  const x = round(xOf(plot, history, step));
  const y = round(yOf(plot, history, heldOutLoss));
  const atEnd = x > plot.x + plot.width - 44;
  return [
    node('path', { key: 'line', class: 'cursor', d: `M ${x} ${plot.y} v ${plot.height}` }),
    node('circle', { key: 'dot', class: 'cursor-dot', cx: x, cy: y, r: 4.5 }),
    text(shortNumber(heldOutLoss), {
      key: 'number',
      class: 'number strong cursor-number',
      'data-loss': 'held-out',
      x: atEnd ? x - 9 : x + 9,
      // Above the line; a curve that has just begun is at the top, where the name of the blind guess stands.
      y: y < plot.y + 26 ? y + 14 : y - 12,
      'text-anchor': atEnd ? 'end' : 'start',
    }),
  ];
}
