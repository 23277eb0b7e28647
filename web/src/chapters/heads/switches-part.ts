import { shortNumber } from '../../text/format.js';
import { cellId } from '../../figure/cell.js';
import type { Handle } from '../../figure/figure.js';
import { heading } from '../../figure/parts/heading.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { switchAt, type SwitchesLayout } from './layout.js';
import { toneOf, working } from './moves.js';
import type { HeadsView } from './view.js';

/** A box for each head: how far it moves the word; struck through while it is off. */
export function switchesPart(view: HeadsView, layout: SwitchesLayout): (SvgNode | undefined)[] {
  const { trace, selection, say } = view;
  const token = trace.words[selection.token]!;
  const { x, titleY } = layout;
  return [
    heading({ key: 'title', x, y: titleY, content: say('heads.switches', { token }), shown: 1 }),
    ...headsOf(view).map((h) => box(view, layout, h)),
  ];
}

const headsOf = ({ trace }: HeadsView) => Array.from({ length: trace.n_heads }, (_, h) => h);

function box(view: HeadsView, layout: SwitchesLayout, h: number): SvgNode {
  const {
    silent,
    moves,
    selection: { token },
    say,
  } = view;
  const { x, y } = switchAt(layout, h);
  const { width, height } = layout;
  const off = silent.includes(h);
  const works = !off && working(moves, token).includes(h);
  const tone = `--tone: var(--ax-${works ? toneOf(h) : 'quiet'})`;
  const line = height / 2 - 8;
  return node(
    'g',
    {
      key: `head${h}`,
      class: off ? 'head-switch panel off' : 'head-switch',
      style: tone,
      transform: `translate(${round(x)} ${round(y)})`,
    },
    node('rect', {
      key: 'box',
      fill: 'var(--ax-raised)',
      stroke: 'var(--tone)',
      width: round(width),
      height: round(height),
      rx: 10,
      'stroke-dasharray': off ? '4 4' : undefined,
      'stroke-width': works ? 2 : 1,
    }),
    text(say('head.name', { head: h + 1 }), {
      key: 'name',
      class: 'panel-title',
      x: 10,
      y: round(line + 1),
    }),
    off ? undefined : works ? pushBar(view, layout, h) : rests(view, layout),
    off &&
      node('path', { key: 'strike', class: 'strike', d: `M 8 ${round(line + 1)} H ${round(width - 8)}` }),
    size(view, layout, h),
  );
}

/** Of a head that has nothing to do here. */
function rests({ say }: HeadsView, layout: SwitchesLayout): SvgNode {
  const [x, y] = isTight(layout) ? [7, layout.height - 12] : [10, layout.height - 12];
  return text(say('heads.rests'), { key: 'rests', class: 'strip-label', x, y });
}

/** How far the head moves the word, or that it is off. */
function size(
  { silent, moves, selection: { token }, say }: HeadsView,
  layout: SwitchesLayout,
  h: number,
): SvgNode {
  const off = silent.includes(h);
  return text(off ? say('heads.is-off') : shortNumber(moves.lengths[h]![token]!), {
    key: 'length',
    class: off ? 'strip-label' : 'length',
    'data-cell': off ? undefined : cellId('head_delta', h, token),
    x: round(layout.width - (isTight(layout) ? 6 : 9)),
    y: round(off || isTight(layout) ? layout.height - 12 : layout.height / 2 - 7),
    'text-anchor': 'end',
  });
}

/** Whether name and number have no room beside each other. */
const isTight = ({ width }: SwitchesLayout) => width < 110;

/** As long as the push, next to the longest of this word. */
function pushBar(
  { moves: { lengths }, selection: { token } }: HeadsView,
  layout: SwitchesLayout,
  h: number,
): SvgNode {
  const { width, height } = layout;
  const most = Math.max(...lengths.map((row) => row[token]!)) || 1;
  const whole = width - (isTight(layout) ? 48 : 20);
  const y = round(height - 15);
  return node(
    'g',
    { key: 'push' },
    node('rect', { key: 'whole', fill: 'var(--ax-chip)', x: 10, y, width: round(whole), height: 7, rx: 3.5 }),
    node('rect', {
      key: 'part',
      fill: 'var(--tone)',
      x: 10,
      y,
      width: round(Math.max((whole * lengths[h]![token]!) / most, 2)),
      height: 7,
      rx: 3.5,
    }),
  );
}

/** Each box can be pressed. */
export function switchHandles(
  { trace, silent, say }: Pick<HeadsView, 'trace' | 'silent' | 'say'>,
  layout: SwitchesLayout,
): Handle[] {
  return Array.from({ length: trace.n_heads }, (_, h) => ({
    id: String(h),
    label: say('head.name', { head: h + 1 }),
    pressed: !silent.includes(h),
    ...around(layout, h),
  }));
}

/** A finger meets half of the gap too. */
function around(layout: SwitchesLayout, h: number): Pick<Handle, 'x' | 'y' | 'width' | 'height'> {
  const { x, y } = switchAt(layout, h);
  const { width, height, gap } = layout;
  return { x: x - gap / 2, y: y - gap / 2, width: width + gap, height: height + gap };
}
