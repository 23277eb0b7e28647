import { subscript } from '../../text/format.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { during, easeInOut, mix, staggered, within } from '../../scene/math.js';
import { brackets, matrix } from '../../figure/objects/matrix.js';
import { letteredText } from '../../figure/objects/lettered.js';
import { bracketPair, vector } from '../../figure/objects/vector.js';
import { matrixScale, residualScale, vectorScale } from '../../figure/parts/pass.js';
import { textWidth } from '../../text/text-width.js';
import type { SlicesLayout } from './slices-layout.js';
import type { HeadsView } from './view.js';
import { phases } from './steps.js';

/** The query matrices of all heads: apart, then on top of each other as one, which makes all queries at once. */
export function slicesPart(view: HeadsView, layout: SlicesLayout): (SvgNode | undefined)[] {
  const { trace, at } = view;
  if (at.slices <= 0) return [];
  const heads = Array.from({ length: trace.n_heads }, (_, h) => h);
  return [
    ...names(view, layout),
    ...heads.map((h) => slice(view, layout, h)),
    ...wholes(view, layout),
    embedding(view, layout),
    ...heads.map((h) =>
      query(view, layout, h, staggered(during(at.slices, phases.slices.queries), h, heads.length)),
    ),
  ];
}

function sliceY({ trace }: HeadsView, { y, cell, gap }: SlicesLayout, h: number): number {
  return y + h * (trace.shape('w_q')[1]! * cell.across + gap);
}

/** How far the matrices have come together. */
function stacked({ at }: HeadsView): number {
  return during(at.slices, phases.slices.stacked);
}

function slice(view: HeadsView, layout: SlicesLayout, h: number): SvgNode {
  const { trace, highlight, say } = view;
  const [, rows, columns] = trace.shape('w_q') as [number, number, number];
  const { x, cell, apart } = layout;
  const together = stacked(view);
  const perLine = Math.min(trace.n_heads, 4);
  const line = Math.floor(h / perLine);
  const fromY = apart.y + line * (rows * cell.across * apart.size + 24);
  // Up or down first, then to the side: none goes over another.
  const [across, along] = [within(together, 0, 0.5), within(together, 0.5, 1)].map(easeInOut) as [
    number,
    number,
  ];
  const place = {
    x: mix(apart.x + (h % perLine) * apart.slot, x, along),
    y: mix(fromY, sliceY(view, layout, h), across),
  };
  const size = mix(apart.size, 1, along);
  const middle = place.y + (rows * cell.across * size) / 2;
  const named = during(view.at.slices, phases.slices.named);
  return node(
    'g',
    { key: `slice${h}` },
    matrix(trace, {
      tensor: 'w_q',
      indices: [h],
      ...place,
      size,
      cell,
      scale: matrixScale(trace, 'w_q', h),
      brackets: together < 1,
      highlight,
    }),
    sliceName(view, layout, h, place, middle),
    text(say('heads.rows', { first: h * rows + 1, last: (h + 1) * rows, columns }), {
      key: 'rows',
      class: 'strip-label',
      x: round(x - 12),
      y: round(middle + 8),
      'text-anchor': 'end',
      opacity: round(named),
    }),
  );
}

/** Above the matrix while it is on its way, at its left from then on. */
function sliceName(
  view: HeadsView,
  { x }: SlicesLayout,
  h: number,
  place: { readonly x: number; readonly y: number },
  middle: number,
): SvgNode {
  const together = stacked(view);
  const above = together < 0.5;
  const named = during(view.at.slices, phases.slices.named);
  return text(view.say('head.name', { head: h + 1 }), {
    key: 'name',
    class: 'strip-label',
    x: round(above ? place.x : x - 12),
    y: round(above ? place.y - 12 : middle - 8),
    'text-anchor': above ? 'start' : 'end',
    opacity: round(above ? 1 - during(together, phases.stacking.nameLeaves) : named),
  });
}

function embedding(view: HeadsView, { x, y, cell }: SlicesLayout): SvgNode | undefined {
  const { trace, selection, highlight, at } = view;
  return vector(trace, {
    tensor: 'embedding',
    indices: [selection.token],
    role: 'over-',
    cell: { along: cell.along, across: 12 },
    scale: residualScale(trace),
    highlight,
    brackets: true,
    opacity: during(at.slices, phases.slices.named),
    pose: { x, y: y - 12, turn: -90 },
  });
}

function query(view: HeadsView, layout: SlicesLayout, h: number, shown: number): SvgNode | undefined {
  const { trace, selection, highlight } = view;
  const { cell, queryX, queryAcross } = layout;
  const y = sliceY(view, layout, h);
  return vector(trace, {
    tensor: 'query',
    indices: [h, selection.token],
    cell: { along: cell.across, across: queryAcross },
    scale: vectorScale(trace, 'query', h),
    highlight,
    opacity: shown,
    pose: { x: mix(queryX - 30, queryX, shown), y },
  });
}

/** One pair of brackets around all matrices, and one around all queries. */
function wholes(view: HeadsView, layout: SlicesLayout): SvgNode[] {
  const { trace, at } = view;
  const [heads, rows, columns] = trace.shape('w_q') as [number, number, number];
  const { x, y, cell, queryX, queryAcross } = layout;
  const height = sliceY(view, layout, heads - 1) + rows * cell.across - y;
  const whole = (key: string, left: number, shown: number, pair: SvgNode) =>
    node('g', { key, transform: `translate(${round(left)} ${round(y)})`, opacity: round(shown) }, pair);
  return [
    whole('matrix', x, during(at.slices, phases.slices.named), brackets(columns * cell.along, height)),
    whole('queries', queryX, during(at.slices, phases.slices.whole), bracketPair(height, queryAcross)),
  ];
}

function names(view: HeadsView, layout: SlicesLayout): SvgNode[] {
  const { trace, selection, at, say } = view;
  const [heads, rows, columns] = trace.shape('w_q') as [number, number, number];
  const index = subscript(selection.token + 1);
  const { left, x, y, queryX, queryAcross } = layout;
  const shown = during(at.slices, phases.slices.named);
  const named = `${trace.words[selection.token]!} E${index}`;
  // The number tells the word where there is no room for it.
  const word = textWidth(named, 15) <= x - 12 ? named : `E${index}`;
  const symbol = (
    key: string,
    content: string,
    tone: string,
    left: number,
    anchor: string,
    opacity: number,
  ) =>
    text(content, {
      key,
      class: `symbol ${tone}`,
      x: round(left),
      y: round(y - 18),
      'text-anchor': anchor,
      opacity: round(opacity),
    });
  return [
    letteredText(say('heads.stacked', { rows: heads * rows, columns }), {
      key: 'title',
      class: 'heading',
      x: round(left),
      y: 8,
    }),
    symbol('embedding', word, 'embedding', x - 12, 'end', shown),
    symbol(
      'query',
      `q${index}`,
      'query',
      queryX + queryAcross / 2,
      'middle',
      during(at.slices, phases.slices.whole),
    ),
  ];
}
