import { cellId } from '../../figure/cell.js';
import { vector } from '../../figure/objects/vector.js';
import { heading } from '../../figure/parts/heading.js';
import { type PassView, vectorScale } from '../../figure/parts/pass.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import type { Layout } from './layout.js';

/** What the followed head has gathered, and the matrix that makes of it what the head adds. */
export function gatheredPart(view: PassView, { gathered, update }: Layout): (SvgNode | undefined)[] {
  const { trace, selection, highlight, say } = view;
  const { head, token } = selection;
  const { along } = update.cell;
  const length = trace.shape('head_output')[2]! * along;
  const x = update.stripX + length + 14;
  return [
    heading({
      key: 'gathered-title',
      x: update.x,
      y: gathered.y - 14,
      content: say('value.gathered', { token: trace.words[token]!, head: head + 1 }),
      shown: 1,
    }),
    vector(trace, {
      tensor: 'head_output',
      indices: [head, token],
      cell: { along, across: gathered.across },
      scale: vectorScale(trace, 'value', head),
      highlight,
      brackets: true,
      pose: { x: update.stripX, y: gathered.y + gathered.across, turn: -90 },
    }),
    node(
      'g',
      {
        key: 'up',
        class: 'symbol value',
        opacity: round(Math.min(view.at.delta * 4, 1)),
        'data-cell': cellId('w_o', head),
      },
      text(`× ${say('value.up')}`, {
        key: 'name',
        class: 'side-label value',
        x: round(x),
        y: round(gathered.y + gathered.across / 2),
      }),
    ),
  ];
}
