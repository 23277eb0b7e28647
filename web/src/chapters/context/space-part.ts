import { cellId } from '../../figure/cell.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { memoLatest } from '../../scene/memo.js';
import type { Camera } from './camera.js';
import { dropsPart } from './drops.js';
import { labelsOf } from './space-labels.js';
import { lengthOf, type SeenArrow, type SeenMeaning, type SpaceView, stoodBack } from './view.js';
import { wordsPart } from './words-part.js';

/** Below so many pixels there is nothing to see of an arrow, only its head. */
export const shortest = 7;

/** The space: what it stands on, what may come next, arrows from E to E', and what they mean. */
export function spacePart(view: SpaceView, legend: string): SvgNode {
  const { layout } = view;
  const { x, y, width, height } = layout.space;
  const labels = labelsOf(view, legend);
  const arrows = view.of
    .flatMap((one) => one.arrows.map((arrow) => ({ one, arrow })))
    .sort((a, b) => a.arrow.to.near - b.arrow.to.near);
  return node(
    'g',
    { key: 'space', class: 'space' },
    node('rect', { key: 'sheet', class: 'sheet', x, y, width, height, rx: 14 }),
    memoLatest(view.space, 'floor', [view.degrees, width, height], () => floor(view.camera)),
    text(legend, {
      key: 'legend',
      opacity: round(Math.max(...view.of.map(({ at }) => at.start))),
      class: 'axis-name',
      x: 14,
      y: layout.kind === 'narrow' ? 16 : 22,
      style: `font-size: ${layout.letters.faint}px`,
    }),
    node('g', { key: 'drops' }, dropsPart(view, labels.boxes)),
    wordsPart(view, labels.boxes),
    node(
      'g',
      { key: 'ghosts' },
      view.of.map((one) => ghost(view, one)),
    ),
    node(
      'g',
      { key: 'starts' },
      together(view),
      view.of.map((one) => start(view, one)),
    ),
    node(
      'g',
      { key: 'arrows' },
      arrows.map(({ one, arrow }) => arrowMark(view, one, arrow)),
    ),
    node('g', { key: 'ends' }, view.of.map(end)),
    node('g', { key: 'labels' }, labels.nodes),
  );
}

const lines = 4;

/** Squares on a disc: the same room is needed from all sides. */
function floor({ floor: { y, radius }, middle: [across, along], see }: Camera): SvgNode {
  const at = (a: number, b: number) => {
    const place = see([across + a, along + b, y]);
    return `${round(place.x)} ${round(place.y)}`;
  };
  let d = '';
  for (let line = -lines; line <= lines; line += 1) {
    const aside = (line / (lines + 0.5)) * radius;
    const half = Math.sqrt(radius ** 2 - aside ** 2);
    d += `M${at(aside, -half)}L${at(aside, half)}M${at(-half, aside)}L${at(half, aside)}`;
  }
  for (let part = 0; part <= 60; part += 1) {
    const angle = (part / 30) * Math.PI;
    d += `${part === 0 ? 'M' : 'L'}${at(radius * Math.cos(angle), radius * Math.sin(angle))}`;
  }
  return node('path', { key: 'floor', class: 'space-grid', d, style: 'opacity: 0.85' });
}

/** Where all of an arrow goes, when only a part is added. */
function ghost({ added, camera }: SpaceView, { meaning, at, run }: SeenMeaning): SvgNode | undefined {
  if (added === 1 || at.arrow <= 0) return undefined;
  const places = [meaning.before, ...meaning.arrows.map(({ to }) => to)].map(camera.see);
  const d = places.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'} ${round(x)} ${round(y)}`).join(' ');
  return node('path', {
    key: run,
    class: 'leader',
    d,
    style: 'stroke: var(--ax-value); stroke-width: 2',
    opacity: round(0.35 * at.arrow),
  });
}

/** Round where the word begins in the three phrases: it is one word, and only its place differs. */
function together({ of, layout }: SpaceView): SvgNode | undefined {
  const starts = of.filter(({ at }) => at.start > 0).map(({ before }) => before);
  const mean = (axis: 'x' | 'y') => starts.reduce((sum, at) => sum + at[axis], 0) / starts.length;
  const [cx, cy] = [mean('x'), mean('y')];
  const reach = Math.max(...starts.map(({ x, y }) => Math.hypot(x - cx, y - cy)));
  if (starts.length < 2) return undefined;
  const r = round(reach + 2.5 * layout.shaft);
  const opacity = round(0.1 * Math.min(...of.map(({ at }) => at.start || 1)));
  return node('circle', { key: 'together', class: 'quiet', cx: round(cx), cy: round(cy), r, opacity });
}

/** E: a ring. */
function start(
  { layout }: SpaceView,
  { meaning, before, at, highlight, run }: SeenMeaning,
): SvgNode | undefined {
  if (at.start <= 0) return undefined;
  const cell = cellId('embedding', meaning.token);
  return node(
    'g',
    {
      key: run,
      class: `space-point${highlight.has(cell) ? ' highlight' : ''}`,
      style: '--tone: var(--ax-ink)',
      transform: `translate(${round(before.x)} ${round(before.y)})`,
      opacity: at.start < 1 ? round(at.start) : undefined,
      'data-cell': cell,
      'data-run': run,
    },
    node('circle', { class: 'hit', r: 12 }),
    node('circle', { class: 'mark', r: round((layout.shaft + 0.5) * before.scale) }),
    highlight.has(cell) && node('circle', { class: 'highlight-frame', r: 10 }),
  );
}

function arrowMark(view: SpaceView, one: SeenMeaning, arrow: SeenArrow): SvgNode | undefined {
  const { layout } = view;
  const { meaning, highlight, run } = one;
  const { j, from, tip, drawn } = arrow;
  const length = lengthOf(from, tip);
  if (drawn <= 0 || length < shortest) return undefined;
  const cell = j === undefined ? cellId('delta', meaning.token) : cellId('word_delta', meaning.token, j);
  // The arrows together are ΔE.
  const marked = highlight.has(cell) || highlight.has(cellId('delta', meaning.token, 0));
  // Near is thick; a short one has no room for a large head.
  const width = Math.min(layout.shaft * tip.scale, length / 7);
  const d = `M ${round(from.x)} ${round(from.y)} L ${round(tip.x)} ${round(tip.y)}`;
  const stood = stoodBack(view, one);
  // Where the last one's arrows go the same way, two would be a riddle.
  if (!marked && stood >= 1) return undefined;
  return node(
    'g',
    {
      key: `${run} ${j ?? 'all'}`,
      class: `space-arrow${marked ? ' highlight' : ''}`,
      style: '--tone: var(--ax-value)',
      opacity: marked ? undefined : opacityOf(1 - stood),
      'data-cell': cell,
      'data-run': run,
    },
    node('path', { key: 'reach', class: 'reach', d }),
    node('path', {
      key: 'shaft',
      class: 'shaft',
      d,
      style: `stroke-width: ${round(marked ? width * 1.4 : width)}px`,
      'marker-end': 'url(#arrow-value)',
    }),
  );
}

function opacityOf(shown: number): number | undefined {
  return shown < 1 ? round(shown) : undefined;
}

/** E', where an arrow ends: nothing is seen of it but its arrow, unless it is pointed at. */
function end({ meaning, after, at, highlight, run, arrows }: SeenMeaning): SvgNode | undefined {
  const last = arrows.at(-1)!;
  if (at.arrow < 1) return undefined;
  const cell = cellId('output', meaning.token);
  const isThere = lengthOf(last.tip, after) < 1;
  return node(
    'g',
    {
      key: run,
      class: `space-point${highlight.has(cell) ? ' highlight' : ''}`,
      style: '--tone: var(--ax-output)',
      transform: `translate(${round(last.tip.x)} ${round(last.tip.y)})`,
      'data-cell': isThere ? cell : undefined,
      'data-run': isThere ? run : undefined,
    },
    node('circle', { key: 'hit', class: 'hit', r: 12 }),
    !isThere && node('circle', { key: 'mark', class: 'mark', r: round(5.5 * last.tip.scale) }),
    highlight.has(cell) && node('circle', { key: 'frame', class: 'highlight-frame', r: 10 }),
  );
}
