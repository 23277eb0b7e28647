import type { Handle } from '../../figure/figure.js';
import { heading } from '../../figure/parts/heading.js';
import { during } from '../../scene/math.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import type { HeadBoxes } from './layout.js';
import { phases } from './steps.js';
import type { YourTurnView } from './view.js';

/** A box for each head; the one that is off is struck through. */
export function headsPart(view: YourTurnView, layout: HeadBoxes): (SvgNode | undefined)[] {
  const { whole, removed, head, at, say } = view;
  const { x, top, width, height } = layout;
  const struck = during(at.next, phases.next.struck);
  return [
    heading({ key: 'title', x, y: top - 14, content: say('your-turn.heads'), shown: 1 }),
    ...Array.from({ length: whole.trace.n_heads }, (_, h) => {
      const off = removed.kind === 'head' && removed.index === h ? struck : 0;
      const corner = boxAt(layout, h);
      return node(
        'g',
        { key: `head${h}`, class: 'panel', transform: `translate(${round(corner.x)} ${round(corner.y)})` },
        node('rect', {
          key: 'box',
          fill: 'var(--ax-raised)',
          stroke: h === head ? 'var(--ax-query)' : 'var(--ax-edge)',
          'stroke-width': h === head ? 2 : 1,
          'stroke-dasharray': off > 0.5 ? '4 4' : undefined,
          width: round(width),
          height,
          rx: 10,
        }),
        text(say('head.name', { head: h + 1 }), {
          key: 'name',
          class: 'panel-title',
          x: round(width / 2),
          y: height / 2,
          'text-anchor': 'middle',
          opacity: off > 0 ? round(1 - 0.5 * off) : undefined,
        }),
        off > 0 &&
          node('path', {
            key: 'strike',
            class: 'strike',
            d: `M 8 ${height / 2} h ${round((width - 16) * off)}`,
          }),
      );
    }),
  ];
}

function boxAt({ x, top, width, height, gap, perLine }: HeadBoxes, h: number): { x: number; y: number } {
  return { x: x + (h % perLine) * (width + gap), y: top + Math.floor(h / perLine) * (height + gap) };
}

/** What a head adds can be taken away. */
export function headHandles({ whole, removed, at, say }: YourTurnView, layout: HeadBoxes): Handle[] {
  return Array.from({ length: whole.trace.n_heads }, (_, h) => ({
    id: `head:${h}`,
    label: say('head.name', { head: h + 1 }),
    pressed: at.next > 0 && removed.kind === 'head' && removed.index === h,
    ...boxAt(layout, h),
    width: layout.width,
    height: layout.height,
  }));
}
