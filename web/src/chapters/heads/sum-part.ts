import { shortNumber, subscript } from '../../text/format.js';
import { cellId } from '../../figure/cell.js';
import type { RunName } from '../../compute/runs.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { during, mix, staggered } from '../../scene/math.js';
import type { Trace } from '../../compute/trace.js';
import type { MessageKey } from '../../text/messages.js';
import { bars } from '../../figure/objects/bars.js';
import { vector } from '../../figure/objects/vector.js';
import { heading } from '../../figure/parts/heading.js';
import { residualScale } from '../../figure/parts/pass.js';
import type { Highlight } from '../../figure/view.js';
import type { SumLayout } from './layout.js';
import { lossOf, tells } from './moves.js';
import type { HeadsView } from './view.js';
import { phases } from './steps.js';

/** What each head adds to the followed word, the sum, and what it makes of E and of the next word. */
export function sumPart(view: HeadsView, layout: SumLayout): (SvgNode | undefined)[] {
  const { trace, selection, at, say } = view;
  if (at.deltas <= 0) return [];
  const word = trace.words[selection.token]!;
  return [
    heading({
      key: 'heads-title',
      x: layout.x,
      y: layout.titleY,
      content: say('update.heads', { token: word }),
      shown: at.deltas,
    }),
    ...lengthTitle(view, layout),
    ...Array.from({ length: trace.n_heads }, (_, h) =>
      headStrip(view, layout, h, staggered(at.deltas, h, trace.n_heads, 0.7)),
    ),
    ...sums(view, layout),
    ...readout(view, layout),
  ];
}

const bottomOf = ({ headY, headPitch }: SumLayout, h: number): number => headY + h * headPitch;

function rightOf({ stripX, cell }: SumLayout, trace: Trace): number {
  return stripX + cell.along * trace.shape('delta')[1]!;
}

function lengthTitle({ trace, at, say }: HeadsView, layout: SumLayout): SvgNode[] {
  return [
    text(say('heads.length'), {
      key: 'length-title',
      class: 'strip-label',
      x: round(rightOf(layout, trace) + 8),
      y: round(layout.titleY),
      opacity: round(at.deltas),
    }),
  ];
}

/** The head's delta and its length. */
function headStrip(view: HeadsView, sum: SumLayout, h: number, shown: number): SvgNode | undefined {
  if (shown <= 0) return undefined;
  const { trace, selection, moves, highlight, silent, say } = view;
  const y = bottomOf(sum, h);
  const off = silent.includes(h);
  const id = cellId('head_delta', h, selection.token);
  return node(
    'g',
    { key: `head${h}`, opacity: shown < 1 ? round(shown) : undefined, class: off ? 'head-strip off' : '' },
    label(say('head.name', { head: h + 1 }), sum, y, h === selection.head ? 'small chosen' : 'small'),
    node(
      'g',
      { key: 'strip', opacity: off ? 0.25 : undefined },
      vector(trace, {
        tensor: 'head_delta',
        indices: [h, selection.token],
        cell: { along: sum.cell.along, across: sum.headAcross },
        scale: residualScale(trace),
        highlight,
        pose: {
          x: mix(sum.stripX + 30, sum.stripX, shown),
          y: y + sum.headAcross / 2,
          turn: -90,
        },
      }),
    ),
    off && strike(sum, trace, y, during(shown, phases.strip.numbered)),
    text(off ? say('heads.is-off') : shortNumber(moves.lengths[h]![selection.token]!), {
      key: 'length',
      class: off ? 'strip-label' : 'length',
      'data-cell': off ? undefined : id,
      x: round(rightOf(sum, trace) + 8),
      y: round(y),
      opacity: round(during(shown, phases.strip.numbered)),
    }),
  );
}

function strike(layout: SumLayout, trace: Trace, y: number, shown: number): SvgNode {
  const d = `M ${round(layout.stripX)} ${round(y)} H ${round(rightOf(layout, trace))}`;
  return node('path', { key: 'strike', class: 'strike', d, opacity: round(shown) });
}

function label(content: string, { stripX }: SumLayout, y: number, state: string): SvgNode {
  const place = { x: round(stripX - 10), y: round(y), 'text-anchor': 'end' };
  return text(content, { key: 'name', class: `symbol ${state}`, ...place });
}

/** The deltas sink together into one; with E it makes E'. With heads off, E' with all of them lies under it. */
function sums(view: HeadsView, layout: SumLayout): (SvgNode | undefined)[] {
  const { trace, ablated, silent, selection, at, highlight, say } = view;
  const index = subscript(selection.token + 1);
  const lastHead = bottomOf(layout, trace.n_heads - 1);
  const added = during(at.sum, phases.sum.added);
  const moved = during(at.sum, phases.sum.moved);
  const { sumsY, sumPitch } = layout;
  const run = ablated.run;
  const all: Shown = { trace, highlight, run: 'sentence' };
  return [
    strip(ablated, view, layout, 'delta', `ΔE${index}`, mix(lastHead, sumsY, added), added),
    strip(all, view, layout, 'embedding', `+ E${index}`, sumsY + sumPitch, at.deltas),
    strip({ ...ablated, run }, view, layout, 'output', `= E′${index}`, sumsY + 2 * sumPitch, moved),
    silent.length > 0
      ? strip(all, view, layout, 'output', say('heads.all'), sumsY + 3 * sumPitch, moved, true)
      : undefined,
  ];
}

interface Shown {
  readonly trace: Trace;
  readonly run: RunName;
  readonly highlight: Highlight;
}

function strip(
  { trace, run, highlight }: Shown,
  view: HeadsView,
  layout: SumLayout,
  tensor: 'embedding' | 'delta' | 'output',
  symbol: string,
  y: number,
  shown: number,
  thin = false,
): SvgNode | undefined {
  if (shown <= 0) return undefined;
  const colour = tensor === 'delta' ? 'value' : tensor;
  const across = thin ? layout.headAcross : layout.cell.across;
  return node(
    'g',
    { key: `${run}-${tensor}`, 'data-run': run, opacity: shown < 1 ? round(shown) : undefined },
    label(symbol, layout, y, thin ? 'small' : colour),
    vector(trace, {
      tensor,
      indices: [view.selection.token],
      role: 'strip-',
      cell: { along: layout.cell.along, across },
      scale: residualScale(view.trace),
      highlight,
      brackets: !thin,
      pose: { x: layout.stripX, y: y + across / 2, turn: -90 },
    }),
  );
}

const keptNames: Partial<Record<number, MessageKey>> = { 0: 'heads.with.none', 1: 'heads.with.one' };

/** From E and from E'; with heads off, from the E' of all heads and from that of the others. */
function readout(view: HeadsView, layout: SumLayout): (SvgNode | undefined)[] {
  const { trace, ablated, silent, highlight, at, say } = view;
  const grown = during(at.sum, phases.sum.bars);
  const [first, second] = [layout.bars, layout.bars.after];
  const all: Shown = { trace, highlight, run: 'sentence' };
  const after = { stage: 'after', ...second, grown, side: 'right' } as const;
  if (silent.length === 0) {
    const before = { stage: 'before', ...place(first), grown: at.deltas, side: 'left' } as const;
    return [
      column(view, layout, all, { ...before, title: say('readout.before') }),
      column(view, layout, all, { ...after, title: say('readout.after') }),
    ];
  }
  const kept = trace.n_heads - silent.length;
  const whole = { stage: 'after', ...place(first), grown: at.deltas, side: 'left' } as const;
  return [
    column(view, layout, all, { ...whole, title: say('heads.with.all') }),
    column(view, layout, ablated, {
      ...after,
      title: say(keptNames[kept] ?? 'heads.with.some', { kept }),
    }),
    grown > 0 ? difference(view, layout, grown) : undefined,
  ];
}

const place = ({ x, y }: { readonly x: number; readonly y: number }) => ({ x, y });

interface Column {
  readonly stage: 'before' | 'after';
  readonly title: string;
  readonly x: number;
  readonly y: number;
  readonly grown: number;
  readonly side: string;
}

function column(
  { selection: { token }, say }: HeadsView,
  layout: SumLayout,
  { trace, run, highlight }: Shown,
  { stage, title, x, y, grown, side }: Column,
): SvgNode {
  const tensor = `probability_${stage}` as const;
  const { width, pitch, wordWidth, count } = layout.bars;
  return node(
    'g',
    { key: side, 'data-run': run },
    heading({ key: 'title', x, y: y - 14, content: title, shown: grown }),
    bars(trace.candidates(tensor, token, count), {
      key: stage,
      x,
      y,
      width,
      pitch,
      wordWidth,
      grown,
      highlight,
      gloss: say.gloss,
      cellOf: ({ id }) => cellId(tensor, token, id),
    }),
  );
}

function difference(view: HeadsView, layout: SumLayout, shown: number): SvgNode {
  const { trace, ablated, selection, analysis, say } = view;
  const { output } = lossOf(trace, ablated.trace, analysis, selection.token);
  const { width, pitch, count, after } = layout.bars;
  const told = tells(output)
    ? say('heads.difference', { difference: shortNumber(output) })
    : say('heads.same');
  return text(told, {
    key: 'difference',
    class: 'comparison',
    x: round(after.x + width),
    y: round(after.y + count * pitch + 14),
    'text-anchor': 'end',
    opacity: round(shown),
  });
}
