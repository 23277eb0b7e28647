import { subscript } from '../../text/format.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { mix, staggered } from '../../scene/math.js';
import { vector } from '../../figure/objects/vector.js';
import { heading } from '../../figure/parts/heading.js';
import type { UpdateLayout } from './update-layout.js';
import { type PassView, residualScale, vectorScale } from '../../figure/parts/pass.js';

/** What the followed word becomes: what its head has gathered, each head's delta, E + delta = E'. */
export function updatePart(view: PassView, layout: UpdateLayout): SvgNode[] {
  return [
    node('g', { key: 'gathered' }, ...gathered(view, layout)),
    node('g', { key: 'head-deltas' }, ...headDeltas(view, layout)),
    node('g', { key: 'sums' }, ...sums(view, layout)),
  ];
}

function name(
  key: string,
  content: string,
  layout: UpdateLayout,
  y: number,
  shown: number,
  state = '',
): SvgNode {
  const x = round(layout.stripX - 10);
  return text(content, {
    key,
    class: `symbol ${state}`,
    x,
    y: round(y),
    'text-anchor': 'end',
    opacity: round(shown),
  });
}

/** What the followed head has gathered, and the matrix that makes of it what the head adds. */
function gathered(
  view: PassView,
  { x, stripX, cell, gathered: place }: UpdateLayout,
): (SvgNode | undefined)[] {
  const { trace, selection, at, highlight, say } = view;
  const { head, token } = selection;
  return [
    heading({
      key: 'title',
      x,
      y: place.titleY,
      content: say('value.gathered', { token: trace.words[token]!, head: head + 1 }),
      shown: 1,
    }),
    vector(trace, {
      tensor: 'head_output',
      indices: [head, token],
      cell: { along: cell.along, across: place.across },
      scale: vectorScale(trace, 'value', head),
      highlight,
      brackets: true,
      pose: { x: stripX, y: place.y + place.across / 2, turn: -90 },
    }),
    heading({
      key: 'up',
      x: stripX + trace.shape('head_output')[2]! * cell.along + 14,
      y: place.y,
      content: say('value.up'),
      shown: Math.min(at.delta * 4, 1),
    }),
  ];
}

function headDeltas(view: PassView, layout: UpdateLayout): (SvgNode | undefined)[] {
  const { trace, selection, at, highlight, say } = view;
  const scale = residualScale(trace);
  const strips = Array.from({ length: trace.n_heads }, (_, h) => {
    // The followed head first, then the others all at once: they have done the same, unseen.
    const grown = h === selection.head ? staggered(at.delta, 0, 2, 0.3) : staggered(at.delta, 1, 2, 0.3);
    const y = layout.headsY + h * layout.headPitch;
    if (grown <= 0) return undefined;
    return node(
      'g',
      { key: `head${h}`, opacity: round(grown) },
      name(
        'name',
        say('head.name', { head: h + 1 }),
        layout,
        y,
        1,
        h === selection.head ? 'small chosen' : 'small',
      ),
      vector(trace, {
        tensor: 'head_delta',
        indices: [h, selection.token],
        cell: layout.headCell,
        scale,
        highlight,
        pose: { x: layout.stripX, y: y + layout.headCell.across / 2, turn: -90 },
      }),
    );
  });
  const title = heading({
    key: 'heads-title',
    x: layout.x,
    y: layout.headsTitleY,
    content: say('update.heads', { token: trace.words[selection.token]! }),
    shown: at.delta,
  });
  return [title, ...strips];
}

function sums(view: PassView, layout: UpdateLayout): (SvgNode | undefined)[] {
  const { trace, selection, at, say } = view;
  const index = subscript(selection.token + 1);
  const merged = Math.max(at.delta * 2 - 1, 0);
  const lastHeadY = layout.headsY + (trace.n_heads - 1) * layout.headPitch;
  return [
    heading({
      key: 'sums-title',
      x: layout.x,
      y: layout.sumsTitleY,
      content: say('update.title', { token: trace.words[selection.token]! }),
      shown: at.delta,
    }),
    strip(view, layout, 'embedding', `E${index}`, layout.sumsY, at.delta),
    strip(
      view,
      layout,
      'delta',
      `+ ΔE${index}`,
      mix(lastHeadY, layout.sumsY + layout.sumPitch, merged),
      merged,
    ),
    strip(
      view,
      layout,
      'output',
      `= E′${index}`,
      layout.sumsY + 2 * layout.sumPitch,
      at.output,
      (1 - at.output) * -layout.sumPitch,
    ),
  ];
}

function strip(
  { trace, selection, highlight }: PassView,
  layout: UpdateLayout,
  tensor: 'embedding' | 'delta' | 'output',
  symbol: string,
  y: number,
  shown: number,
  shift = 0,
): SvgNode | undefined {
  if (shown <= 0) return undefined;
  const colour = tensor === 'delta' ? 'value' : tensor;
  return node(
    'g',
    { key: tensor, opacity: round(shown) },
    name('name', symbol, layout, y, 1, colour),
    vector(trace, {
      tensor,
      indices: [selection.token],
      role: 'strip-',
      cell: layout.cell,
      scale: residualScale(trace),
      highlight,
      brackets: true,
      pose: { x: layout.stripX, y: y + layout.cell.across / 2 + shift, turn: -90 },
    }),
  );
}
