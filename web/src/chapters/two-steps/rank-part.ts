import { shortNumber } from '../../text/format.js';
import { textWidth } from '../../text/text-width.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { during, staggered } from '../../scene/math.js';
import type { Box } from '../../figure/objects/space-labels.js';
import { heading } from '../../figure/parts/heading.js';
import { extentsOf } from '../../figure/parts/sizes.js';
import { keptOf } from './numbers.js';
import type { TwoStepsView } from './view.js';
import { phases } from './steps.js';

/** How far off delta and matrix are with so many directions kept, for every number of them. */
export function rankPart(view: TwoStepsView, box: Box, shown: number): (SvgNode | undefined)[] {
  if (shown <= 0) return [];
  const { trace, say } = view;
  const all = extentsOf(trace).d_value;
  const ranks = Array.from({ length: all + 1 }, (_, rank) => rank);
  return [
    heading({ key: 'title', x: box.x - 30, y: box.y - 20, content: say('two-steps.error'), shown }),
    chosen(view, box, shown),
    axes(view, box, shown),
    ...ranks.map((rank) => marks(view, box, rank, staggered(shown, rank, ranks.length, 0.8))),
    ...legend(view, box, during(shown, phases.chart.legend)),
  ];
}

const placeOf = ({ x, width }: Box, rank: number, all: number): number =>
  x + (width * (rank + 0.5)) / (all + 1);
const heightOf = ({ y, height }: Box, error: number): number => y + height * (1 - error);

/** Behind the marks of as many directions as are kept. */
function chosen({ trace, rank }: TwoStepsView, box: Box, shown: number): SvgNode {
  const all = extentsOf(trace).d_value;
  const pitch = box.width / (all + 1);
  return node('rect', {
    key: 'chosen',
    class: 'band value',
    x: round(placeOf(box, rank, all) - pitch / 2 + 1),
    y: round(box.y - 10),
    width: round(pitch - 2),
    height: round(box.height + 32),
    rx: 6,
    opacity: round(shown),
  });
}

function axes({ trace, rank }: TwoStepsView, box: Box, shown: number): SvgNode {
  const all = extentsOf(trace).d_value;
  const level = (error: number) =>
    node(
      'g',
      { key: `level${error}` },
      node('path', {
        class: 'space-grid',
        d: `M ${round(box.x)} ${round(heightOf(box, error))} h ${round(box.width)}`,
      }),
      text(String(error), {
        class: 'axis-name',
        x: round(box.x - 8),
        y: round(heightOf(box, error)),
        'text-anchor': 'end',
      }),
    );
  const tick = (at: number) =>
    text(String(at), {
      key: `rank${at}`,
      class: at === rank ? 'axis-name chosen' : 'axis-name',
      x: round(placeOf(box, at, all)),
      y: round(box.y + box.height + 13),
      'text-anchor': 'middle',
    });
  const ticks = Array.from({ length: all + 1 }, (_, at) => tick(at));
  return node('g', { key: 'axes', opacity: round(shown) }, level(0), level(0.5), level(1), ...ticks);
}

function marks(view: TwoStepsView, box: Box, rank: number, shown: number): SvgNode | undefined {
  if (shown <= 0) return undefined;
  const { trace, analysis, selection } = view;
  const { error, matrixError } = keptOf(trace, analysis, selection.head, selection.token, rank);
  const x = placeOf(box, rank, extentsOf(trace).d_value);
  const mark = (kind: 'delta' | 'matrix', value: number, radius: number) =>
    node('circle', {
      key: kind,
      class: `error-mark ${kind}`,
      'data-rank': rank,
      cx: round(x),
      cy: round(heightOf(box, value)),
      r: radius,
    });
  return node(
    'g',
    { key: `marks${rank}`, opacity: shown < 1 ? round(shown) : undefined },
    mark('matrix', matrixError, 6),
    mark('delta', error, 4),
  );
}

/** Names the marks, with the errors of as many directions as are kept: one line under the chart, where no mark is. */
function legend(view: TwoStepsView, box: Box, shown: number): SvgNode[] {
  if (shown <= 0) return [];
  const { trace, analysis, selection, rank, say } = view;
  const { error, matrixError } = keptOf(trace, analysis, selection.head, selection.token, rank);
  const y = round(box.y + box.height + 35);
  const entry = (kind: 'delta' | 'matrix', value: number, x: number) => {
    const name = say(`two-steps.error.${kind}`);
    return node(
      'g',
      { key: `legend-${kind}`, opacity: round(shown) },
      node('circle', { class: `error-mark ${kind}`, cx: round(x), cy: y, r: kind === 'matrix' ? 6 : 4 }),
      text(name, { class: 'strip-label', x: round(x + 11), y }),
      text(shortNumber(value), {
        class: `comparison error-${kind}`,
        'data-rank': rank,
        x: round(x + 17 + textWidth(name, 13)),
        y,
      }),
    );
  };
  const first = box.x - 20;
  const second = first + textWidth(`${say('two-steps.error.delta')} 0.000`, 13) + 32;
  return [entry('delta', error, first), entry('matrix', matrixError, second)];
}
