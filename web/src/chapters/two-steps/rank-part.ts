import type { Handle } from '../../figure/figure.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { staggered } from '../../scene/math.js';
import type { Box } from '../../figure/objects/space-labels.js';
import { told } from '../../figure/parts/attended.js';
import { heading } from '../../figure/parts/heading.js';
import { extentsOf } from '../../figure/parts/sizes.js';
import { keptOf } from './numbers.js';
import type { TwoStepsView } from './view.js';

/** How far off the delta is, a column for every number of directions that may be kept: each can be pressed. */
export function rankPart(view: TwoStepsView, box: Box, shown: number): (SvgNode | undefined)[] {
  if (shown <= 0) return [];
  const ranks = ranksOf(view);
  const useless = ranks.slice(1).filter((rank) => lacking(view, rank - 1) - lacking(view, rank) < told);
  return [
    heading({ key: 'title', x: box.x, y: box.y - 27, content: view.say('two-steps.error'), shown }),
    text(view.say('two-steps.middle'), {
      key: 'middle',
      class: 'axis-name',
      x: round(box.x + box.width / 2),
      y: round(box.y + box.height + 31),
      'text-anchor': 'middle',
      opacity: round(shown),
    }),
    useless.length === 0
      ? undefined
      : text(view.say('two-steps.useless', { ranks: spans(useless).join(' · ') }), {
          key: 'useless',
          class: 'axis-name',
          x: round(box.x + box.width / 2),
          y: round(box.y + box.height + 47),
          'text-anchor': 'middle',
          opacity: round(shown),
        }),
    ...ranks.map((rank) => column(view, box, rank, staggered(shown, rank, ranks.length, 0.8))),
  ];
}

const ranksOf = ({ trace }: Pick<TwoStepsView, 'trace'>): number[] =>
  Array.from({ length: extentsOf(trace).d_value + 1 }, (_, rank) => rank);

/** What can be pressed is as high as this, whatever is drawn in it. */
const under = 22;

/** What the delta lacks with so many directions, as a part of its length. */
function lacking({ trace, analysis, selection: { head, token } }: TwoStepsView, rank: number): number {
  return keptOf(trace, analysis, head, token, rank).error;
}

/** Numbers that follow one another, as one: 3–5. */
function spans(numbers: readonly number[]): string[] {
  const firsts = numbers.filter((number) => !numbers.includes(number - 1));
  return firsts.map((first) => {
    let last = first;
    while (numbers.includes(last + 1)) last += 1;
    return last === first ? String(first) : `${first}–${last}`;
  });
}

function column(view: TwoStepsView, box: Box, rank: number, shown: number): SvgNode {
  const error = lacking(view, rank);
  const pitch = box.width / ranksOf(view).length;
  const [chosen, x] = [rank === view.rank, box.x + rank * pitch];
  const height = Math.max(box.height * Math.min(error, 1) * shown, 1.5);
  const middle = { x: round(x + pitch / 2), 'text-anchor': 'middle' };
  // All of the push is pale; what is filled of it is missing.
  const bar = (key: string, kind: string, high: number) =>
    node('rect', {
      ...{ key, class: kind, x: round(x + pitch * 0.22), width: round(pitch * 0.56) },
      ...{ y: round(box.y + box.height - high), height: round(high) },
    });
  return node(
    'g',
    { key: `rank${rank}`, class: 'error-column', 'data-rank': rank },
    chosen &&
      node('rect', {
        key: 'chosen',
        class: 'band value',
        x: round(x + 1),
        y: round(box.y - 18),
        width: round(pitch - 2),
        height: round(box.height + 18 + under),
        rx: 6,
      }),
    bar('whole', 'band value', box.height),
    bar('error', 'error-mark delta', height),
    text(String(Math.round(100 * error)), {
      ...middle,
      key: 'number',
      class: chosen ? 'comparison error-delta' : 'axis-name',
      y: round(Math.max(box.y + box.height - height - 9, box.y - 9)),
      opacity: round(shown),
    }),
    text(String(rank), {
      ...middle,
      key: 'name',
      class: chosen ? 'axis-name chosen' : 'axis-name',
      y: round(box.y + box.height + 12),
      opacity: round(shown),
    }),
  );
}

/** Each column keeps as many directions as it is for. */
export function rankHandles(view: TwoStepsView, box: Box): Handle[] {
  const pitch = box.width / ranksOf(view).length;
  return ranksOf(view).map((rank) => ({
    id: String(rank),
    label: view.say('two-steps.kept', { rank }),
    pressed: rank === view.rank,
    x: box.x + rank * pitch,
    y: box.y - 18,
    width: pitch,
    height: box.height + 18 + under,
  }));
}
