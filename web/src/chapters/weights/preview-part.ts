import { cellId } from '../../figure/cell.js';
import { memo } from '../../scene/memo.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { heading } from '../../figure/parts/heading.js';
import type { LinesLayout, StripLayout } from './layout.js';
import { gap, type Share, shareLabel, sharesOf } from './strip-part.js';
import type { WeightsView } from './view.js';

/** What the division is worth seeing for: so much less for the largest share. */
const seen = 0.01;

/** The weights as they would be without the division by √dₖ. */
function undivided({ trace, analysis, selection: { head, token } }: WeightsView): number[] {
  return memo(trace, `undivided:${head}:${token}`, () => {
    const query = trace.row('query', head, token);
    const keys = trace.words.map((_, j) => trace.row('key', head, j));
    const still = { axes: [query, query], move: [0, 0] } as const;
    return analysis.movedQuery({ keys, query, position: token, ...still }, { ...trace.options, scale: false })
      .weights;
  });
}

/** What comes of the scores in the end, without the division and with it. */
export function previewPart(
  view: WeightsView,
  { x, y, width, height }: StripLayout,
  { chipWidth, letters }: LinesLayout,
): (SvgNode | undefined)[] {
  const { trace, selection, at, say } = view;
  if (trace.given || !trace.options.scale) return [];
  const weights = Array.from(trace.row('weight', selection.head, selection.token));
  const without = undivided(view);
  if (Math.max(...without) - Math.max(...weights) < seen) return [];
  const root = say('row.scaled', { d_head: trace.shape('query')[2]! });
  const tall = Math.min(height * 0.52, 25);
  const strip = (k: number) => ({
    ...{ x: x + chipWidth + 2, y: y + (k + 1) * (tall + 4) - height * 0.3, width: width - chipWidth - 2 },
    ...{ height: tall, letters },
  });
  return [
    heading({ key: 'title', x: 0, y: y + 1, content: say('weights.preview', { root }), shown: 1 }),
    row(view, strip(0), { key: 'without', name: say('weights.without'), shares: sharesOf(without) }),
    at.scale > 0.5 ? row(view, strip(1), { key: 'with', name: root, shares: sharesOf(weights) }) : undefined,
  ];
}

interface Row {
  readonly key: 'without' | 'with';
  readonly name: string;
  readonly shares: readonly Share[];
}

function row(view: WeightsView, strip: StripLayout, { key, name, shares }: Row): SvgNode {
  const { x, y, width, height } = strip;
  const box = { x: round(x), y: round(y), width: round(width), height: round(height), rx: 4 };
  return node(
    'g',
    { key },
    text(name, { key: 'name', class: 'strip-label', x: 2, y: round(y + height / 2) }),
    node('rect', { key: 'slot', class: 'slot', ...box }),
    ...shares.map((share) => part(view, strip, share, key === 'without')),
  );
}

/** What would have been is pale. */
function part(view: WeightsView, strip: StripLayout, share: Share, ghost: boolean): SvgNode | undefined {
  const { selection, tone } = view;
  const { j, weight, before } = share;
  if (weight <= 0) return undefined;
  return node(
    'g',
    {
      key: `share${j}`,
      class: ghost ? 'share-ghost' : 'share',
      'data-cell': ghost ? undefined : cellId('weight', selection.head, selection.token, j),
    },
    node('rect', {
      ...{
        key: 'part',
        class: 'share-part',
        rx: 4,
        style: `fill: ${tone(j)}`,
        opacity: ghost ? 0.3 : undefined,
      },
      ...{
        x: round(strip.x + before * strip.width + gap / 2),
        y: round(strip.y),
        height: round(strip.height),
      },
      width: round(Math.max(weight * strip.width - gap, 0.5)),
    }),
    ...shareLabel(view, strip, share, { shown: 1, look: ghost ? 'share-label resting' : 'share-label' }),
  );
}
