import { shortNumber } from '../../text/format.js';
import { cellId } from '../cell.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { clamp01, mix, staggered } from '../../scene/math.js';
import { dot } from '../objects/dot.js';
import { maskedCell } from '../objects/masked-cell.js';
import { type GridLayout, gridPlace } from './grid-layout.js';
import { memoLatest } from '../../scene/memo.js';
import { type PassProgress, type PassView, scoreScale } from './pass.js';

/** The stages that a grid cell goes through, with the step that brings each. */
const stages = [
  { step: 'score', tensor: 'score' },
  { step: 'scale', tensor: 'scaled' },
  { step: 'mask', tensor: 'masked' },
  { step: 'max', tensor: 'shifted' },
  { step: 'exp', tensor: 'exp' },
  { step: 'divide', tensor: 'weight' },
] as const;

type GridTensor = (typeof stages)[number]['tensor'];

/** Scores are grey, weights have the colour of the query that they belong to. */
function dotColour(at: PassProgress): string {
  return `color-mix(in oklab, var(--ax-query) ${Math.round(at.exp * 100)}%, var(--ax-score))`;
}

/** Every query against every key: scores, then what becomes of them. One group a row. */
export function gridCells(view: PassView, layout: GridLayout): SvgNode[] {
  const { trace } = view;
  return trace.words.flatMap((_, i) => {
    const at = view.atCell?.(i, view.selection.token) ?? view.at;
    if (view.at.score <= 0) return [];
    return [
      node(
        'g',
        { key: `row${i}`, class: 'grid-row', style: `--dot: ${dotColour(at)}` },
        ...trace.words.map((_, j) => gridCell(view, layout, i, j)),
      ),
    ];
  });
}

/** How far an entry has been taken out by the mask: before softmax, or by the mistaken one after it. */
function maskedPart({ trace }: PassView, at: PassProgress, i: number, j: number): number {
  if (j <= i || trace.options.mask === 'none') return 0;
  return trace.options.mask === 'causal' ? at.mask : at.divide;
}

/** Scores need more room than weights, which have one digit before the point. On phones the letters are smaller. */
function smallestForNumbers({ at }: PassView): number {
  return at.exp > 0 ? 26 : 36;
}

/** Most cells stand still in most frames: each is kept as it was drawn last. */
function gridCell(view: PassView, layout: GridLayout, i: number, j: number): SvgNode | undefined {
  const { trace, selection, highlight } = view;
  const { head, token, transposed } = selection;
  const at = view.atCell?.(i, j) ?? view.at;
  const appeared = view.atCell ? at.score : staggered(at.score, i, trace.n_tokens);
  if (appeared <= 0) return undefined;
  const { tensor, area } = stageOf(view, at, i, j);
  const id = cellId(tensor, head, i, j);
  const { x, y } = gridPlace(layout, i, j, transposed);
  const { pitchX: width, pitchY: height } = layout;
  const look: CellLook = {
    id,
    followed: i === token,
    highlighted: highlight.has(id),
    appeared,
    area,
    hidden: maskedPart(view, at, i, j),
    numbered: i === token && width > smallestForNumbers(view),
    exp: at.exp,
    x,
    y,
    width,
    height,
  };
  return memoLatest(trace, `grid-cell:${head}:${i}:${j}`, Object.values(look), () =>
    drawCell(`${i},${j}`, look, trace.at(tensor, head, i, j)),
  );
}

function drawCell(key: string, look: CellLook, value: number): SvgNode {
  const { id, followed, highlighted, appeared } = look;
  return node(
    'g',
    {
      key,
      class: `grid-cell${followed ? ' followed' : ''}${highlighted ? ' highlight' : ''}`,
      'data-cell': id,
      opacity: appeared < 1 ? round(appeared) : undefined,
    },
    ...cellParts(look, value),
  );
}

interface CellLook {
  readonly id: string;
  readonly followed: boolean;
  readonly highlighted: boolean;
  readonly appeared: number;
  readonly area: number;
  readonly hidden: number;
  readonly numbered: boolean;
  readonly exp: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where the pointer meets the cell, the hatch of the mask, the dot, and the number in it or below it. */
function cellParts({ area, hidden, numbered, exp, x, y, width, height }: CellLook, value: number) {
  const largest = Math.min(width, height) * 0.46;
  const shownArea = area * (1 - hidden);
  const inside = numberInside(shownArea, largest, shortNumber(value));
  return [
    node('rect', {
      key: 'hit',
      class: 'hit',
      x: round(x - width / 2),
      y: round(y - height / 2),
      width: round(width),
      height: round(height),
    }),
    maskedCell(x, y, { width, height }, hidden * (1 - 0.6 * exp)),
    hidden < 1 && dot('dot', x, y - (numbered ? (1 - inside) * 7 : 0), shownArea, largest),
    numbered && gridNumber(x, y + (1 - inside) * 15, value, inside > 0.5 && shownArea > 0),
  ];
}

/** How far a number has moved into its dot: 1 where the dot has room for it (or is not there), 0 where it is below. */
function numberInside(area: number, largest: number, written: string): number {
  const needed = written.length * 3.3 + 0.5;
  return area === 0 ? 1 : clamp01((largest * Math.sqrt(Math.abs(area)) - needed) / 0.5);
}

function gridNumber(x: number, y: number, value: number, onDot: boolean): SvgNode {
  return text(shortNumber(value), {
    key: 'number',
    class: onDot ? 'number on-dot' : 'number',
    x: round(x),
    y: round(y),
    'text-anchor': 'middle',
  });
}

/** Which tensor a cell shows now, and the signed area of its dot, on its way from one stage to the next. */
function stageOf(
  { trace, selection }: PassView,
  at: PassProgress,
  i: number,
  j: number,
): { tensor: GridTensor; area: number } {
  const magnitude = scoreScale(trace, selection.head, i);
  let shown: GridTensor = 'score';
  let area = 0;
  for (const { step, tensor } of stages) {
    if (at[step] <= 0) break;
    const value = trace.at(tensor, selection.head, i, j);
    const full = step === 'exp' || step === 'divide' ? 1 : magnitude;
    const target = Number.isFinite(value) ? value / full : 0;
    area = step === 'score' ? target : mix(area, target, at[step]);
    shown = tensor;
  }
  return { tensor: shown, area };
}
