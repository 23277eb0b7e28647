import { subscript } from '../../text/format.js';
import { cellId } from '../cell.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { mix, staggered } from '../../scene/math.js';
import { bars } from '../objects/bars.js';
import { vector } from '../objects/vector.js';
import { heading } from './heading.js';
import type { UpdateLayout } from './update-layout.js';
import { type PassView, residualScale } from './pass.js';

/** What the followed word becomes: each head's delta, E + delta = E', and the next word before and after. */
export function updatePart(view: PassView, layout: UpdateLayout): SvgNode[] {
  return [
    node('g', { key: 'head-deltas' }, ...headDeltas(view, layout)),
    node('g', { key: 'sums' }, ...sums(view, layout)),
    node('g', { key: 'readout' }, ...readout(view, layout)),
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

function headDeltas(view: PassView, layout: UpdateLayout): (SvgNode | undefined)[] {
  const { trace, selection, at, highlight, say } = view;
  const scale = residualScale(trace);
  const strips = Array.from({ length: trace.n_heads }, (_, h) => {
    // The followed head first, then the others all at once: they have done the same, unseen.
    const grown = h === selection.head ? staggered(at.delta, 0, 2, 0.3) : staggered(at.delta, 1, 2, 0.3);
    const y = layout.y + 22 + h * layout.headPitch;
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
    y: layout.y,
    content: say('update.heads', { token: trace.words[selection.token]! }),
    shown: at.delta,
  });
  return [title, ...strips];
}

function sums(view: PassView, layout: UpdateLayout): (SvgNode | undefined)[] {
  const { trace, selection, at, say } = view;
  const index = subscript(selection.token + 1);
  const merged = Math.max(at.delta * 2 - 1, 0);
  const lastHeadY = layout.y + 22 + (trace.n_heads - 1) * layout.headPitch;
  return [
    heading({
      key: 'sums-title',
      x: layout.x,
      y: layout.sumsY - 22,
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

const readoutCount = 4;

function readout(view: PassView, layout: UpdateLayout): (SvgNode | undefined)[] {
  const { at } = view;
  if (at.predict <= 0) return [];
  const width = (layout.width - 24) / 2;
  const columns = [
    { stage: 'before', x: layout.x },
    { stage: 'after', x: layout.x + width + 24 },
  ] as const;
  return columns.flatMap(({ stage, x }) => readoutColumn(view, layout, stage, x, width));
}

function readoutColumn(
  { trace, selection, at, highlight, say }: PassView,
  layout: UpdateLayout,
  stage: 'before' | 'after',
  x: number,
  width: number,
): (SvgNode | undefined)[] {
  const tensor = `probability_${stage}` as const;
  return [
    heading({
      key: `${stage}-title`,
      x,
      y: layout.barsY - 14,
      content: say(`readout.${stage}`),
      shown: at.predict,
    }),
    bars(trace.candidates(tensor, selection.token, readoutCount), {
      key: stage,
      x,
      y: layout.barsY,
      width,
      pitch: layout.barPitch,
      gloss: say.gloss,
      grown: at.predict,
      highlight,
      cellOf: ({ id }) => cellId(tensor, selection.token, id),
    }),
  ];
}
