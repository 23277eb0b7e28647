import { shortNumber, subscript } from '../../text/format.js';
import { cellId } from '../../figure/cell.js';
import type { RunName } from '../../compute/runs.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { during, mix, staggered } from '../../scene/math.js';
import type { Trace } from '../../compute/trace.js';
import { bars } from '../../figure/objects/bars.js';
import { vector } from '../../figure/objects/vector.js';
import { heading } from '../../figure/parts/heading.js';
import { residualScale } from '../../figure/parts/pass.js';
import type { Highlight } from '../../figure/view.js';
import { type Layout, panelAt, type SumLayout } from './layout.js';
import { lossOf } from './moves.js';
import type { HeadsView } from './view.js';
import { phases } from './steps.js';

/** What each head adds to the followed word, the sum, and what it makes of E and of the next word. */
export function sumPart(view: HeadsView, layout: Layout): (SvgNode | undefined)[] {
  const { trace, selection, at, say } = view;
  if (at.deltas <= 0) return [];
  const word = trace.words[selection.token]!;
  return [
    heading({
      key: 'heads-title',
      x: layout.sum.x,
      y: layout.sum.titleY,
      content: say('update.heads', { token: word }),
      shown: at.deltas,
    }),
    ...lengthTitle(view, layout.sum),
    ...Array.from({ length: trace.n_heads }, (_, h) =>
      headStrip(view, layout, h, staggered(at.deltas, h, trace.n_heads, 0.7)),
    ),
    ...sums(view, layout.sum),
    ...readout(view, layout.sum),
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

/** The head's delta and its length. In a roomy picture it comes down from the head's panel. */
function headStrip(view: HeadsView, layout: Layout, h: number, shown: number): SvgNode | undefined {
  if (shown <= 0) return undefined;
  const { trace, selection, moves, at, highlight, silent, say } = view;
  const { sum, kind } = layout;
  const y = bottomOf(sum, h);
  const off = silent.includes(h);
  const from =
    kind === 'roomy' ? panelAt(layout.panels, h, trace.n_tokens) : { x: sum.stripX, barsY: y - 12 };
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
          x: mix(from.x, sum.stripX, shown),
          y: mix(from.barsY + (1 - at.deltas) * layout.alone, y, shown) + sum.headAcross / 2,
          turn: -90,
          size: kind === 'roomy' ? mix(0.5, 1, shown) : 1,
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
    strip(
      all,
      view,
      layout,
      'embedding',
      `+ E${index}`,
      sumsY + sumPitch,
      during(at.sum, phases.sum.embedding),
    ),
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

const readoutCount = 4;

/** From E and from E'; with heads off, from the E' of all heads and from that of the others. */
function readout(view: HeadsView, layout: SumLayout): (SvgNode | undefined)[] {
  const { trace, ablated, silent, highlight, at, say } = view;
  const grown = during(at.sum, phases.sum.bars);
  if (grown <= 0) return [];
  const { x, width } = layout.bars;
  const gap = 18;
  const half = (width - gap) / 2;
  const all: Shown = { trace, highlight, run: 'sentence' };
  const off = silent.length > 0;
  const kept = trace.n_heads - silent.length;
  return [
    off
      ? column(view, layout, all, 'after', say('heads.with.all'), x, half, grown, 'left')
      : column(view, layout, all, 'before', say('readout.before'), x, half, grown, 'left'),
    off
      ? column(
          view,
          layout,
          ablated,
          'after',
          say(kept ? 'heads.with.some' : 'heads.with.none', { kept }),
          x + half + gap,
          half,
          grown,
          'right',
        )
      : column(view, layout, all, 'after', say('readout.after'), x + half + gap, half, grown, 'right'),
    off ? difference(view, layout, grown) : undefined,
  ];
}

function column(
  { selection: { token }, say }: HeadsView,
  layout: SumLayout,
  { trace, run, highlight }: Shown,
  stage: 'before' | 'after',
  title: string,
  x: number,
  width: number,
  grown: number,
  side: string,
): SvgNode {
  const tensor = `probability_${stage}` as const;
  const { y, pitch, wordWidth } = layout.bars;
  return node(
    'g',
    { key: side, 'data-run': run },
    heading({ key: 'title', x, y: y - 14, content: title, shown: grown }),
    bars(trace.candidates(tensor, token, readoutCount), {
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
  const { x, y, pitch } = layout.bars;
  return text(say('heads.difference', { difference: shortNumber(output) }), {
    key: 'difference',
    class: 'comparison',
    x: round(x),
    y: round(y + readoutCount * pitch + 18),
    opacity: round(shown),
  });
}
