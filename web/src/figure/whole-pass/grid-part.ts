import type { TensorName } from '../../../../wasm/attention.js';
import { shortNumber } from '../../format.js';
import { cellId } from '../../inspect/cell.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { clamp01, mix, staggered } from '../../timeline/timeline.js';
import { dot } from '../objects/dot.js';
import { token } from '../objects/token.js';
import { vector } from '../objects/vector.js';
import { formulaPart } from './formula-part.js';
import { heading } from './heading.js';
import type { GridLayout } from './grid-layout.js';
import { type PassView, residualScale, scoreScale, vectorScale } from './pass-view.js';

/** Words, embeddings, queries, keys, and the grid in which every query meets every key. */
export function gridPart(view: PassView, layout: GridLayout): (SvgNode | undefined)[] {
  return [
    rowBand(view, layout),
    layout.formula &&
      node(
        'g',
        { key: 'formula' },
        ...formulaPart(view, layout.formula.x, layout.formula.y, layout.formula.pitch),
      ),
    node('g', { key: 'titles' }, ...titles(view, layout)),
    node('g', { key: 'words' }, ...words(view, layout)),
    node('g', { key: 'embeddings' }, ...embeddings(view, layout)),
    node('g', { key: 'grid', style: `--dot: ${dotColour(view)}` }, ...grid(view, layout)),
    // Last, because they pass over the grid on their way.
    node('g', { key: 'keys' }, ...keys(view, layout)),
    node('g', { key: 'queries' }, ...queries(view, layout)),
  ];
}

function columnCentre(layout: GridLayout, j: number): number {
  return layout.x + (j + 0.5) * layout.pitchX;
}

function rowCentre(layout: GridLayout, i: number): number {
  return layout.y + (i + 0.5) * layout.pitchY;
}

function rowBand({ selection, at }: PassView, layout: GridLayout): SvgNode {
  return node('rect', {
    key: 'band',
    class: 'band',
    x: layout.left,
    y: round(layout.y + selection.token * layout.pitchY),
    width: round(layout.right - layout.left),
    height: round(layout.pitchY),
    rx: 8,
    opacity: round(at.query),
  });
}

function titles({ trace, at, say }: PassView, layout: GridLayout): (SvgNode | undefined)[] {
  // A grid that may be wider than its place has its title where it is seen first.
  const titleX = layout.upright ? layout.x : layout.x + (trace.n_tokens * layout.pitchX) / 2;
  const { embeddingY, embeddingCell, keyY, keyCell } = layout;
  const [, d_model = 0] = trace.shape('embedding');
  const [, , d_head = 0] = trace.shape('key');
  return [
    heading({
      key: 'key-title',
      x: titleX,
      y: layout.titleY,
      plain: say('axis.key'),
      term: { word: say('word.key'), colour: 'key' },
      shown: at.key,
      anchor: layout.upright ? 'start' : 'middle',
    }),
    heading({
      key: 'query-title',
      x: layout.chip.x,
      y: layout.y - (layout.upright ? 8 : 14),
      plain: layout.upright ? '' : say('axis.query'),
      term: { word: say('word.query'), colour: 'query' },
      shown: at.query,
    }),
    sideLabel(
      layout,
      'embedding',
      embeddingY + (embeddingCell.along * d_model) / 2,
      say('word.embedding'),
      at.embedding,
    ),
    sideLabel(layout, 'key', keyY + (keyCell.along * d_head) / 2, say('word.key'), at.key),
  ];
}

/** Names a band of columns at its left; turned on its side where the mathematics stands beside it. */
function sideLabel(
  layout: GridLayout,
  key: 'embedding' | 'key',
  y: number,
  name: string,
  shown: number,
): SvgNode | undefined {
  if (shown <= 0) return undefined;
  const place = layout.formula
    ? { transform: `translate(${round(layout.x - 8)} ${round(y)}) rotate(-90)`, 'text-anchor': 'middle' }
    : { x: round(layout.x - 10), y: round(y), 'text-anchor': 'end' };
  return text(name, { key: `label-${key}`, class: `side-label ${key}`, ...place, opacity: round(shown) });
}

function words(view: PassView, layout: GridLayout): (SvgNode | undefined)[] {
  const { trace, at } = view;
  return trace.words.flatMap((word, index) => {
    const shown = staggered(at.words, index, trace.n_tokens);
    const asks = staggered(at.query, index, trace.n_tokens);
    return [
      columnWord(view, layout, word, index, shown),
      token({
        key: `row${index}`,
        word,
        x: layout.chip.x,
        y: rowCentre(layout, index) - layout.chip.height / 2,
        width: layout.chip.width,
        height: layout.chip.height,
        opacity: asks,
        state: rowState(view, index),
        token: index,
      }),
    ];
  });
}

function rowState({ selection, lit }: PassView, index: number): string {
  const asked =
    lit.size > 0 &&
    selection.pointed &&
    tokenOf(selection.pointed.tensor, selection.pointed.indices) === index;
  return `asks${index === selection.token ? ' chosen' : ''}${asked ? ' lit' : ''}`;
}

/** Which token (row) a cell of a tensor of the trace belongs to. */
function tokenOf(tensor: TensorName, indices: readonly number[]): number | undefined {
  return tensor.startsWith('probability') || ['embedding', 'delta', 'output'].includes(tensor)
    ? indices[0]
    : indices[1];
}

function columnWord(
  view: PassView,
  layout: GridLayout,
  word: string,
  index: number,
  shown: number,
): SvgNode | undefined {
  const { selection } = view;
  const x = columnCentre(layout, index);
  const position = String(index + 1);
  if (shown <= 0) return undefined;
  if (layout.upright) {
    return node(
      'g',
      { key: `column${index}`, class: 'column-word', opacity: round(shown), 'data-token': index },
      text(word, {
        'text-anchor': 'start',
        transform: `translate(${round(x)} ${layout.headerY + layout.headerHeight - 2}) rotate(-70)`,
        class: index === selection.token ? 'chosen' : '',
      }),
    );
  }
  const width = Math.min(layout.pitchX - 6, 96);
  const rise = (1 - shown) * 12;
  return node(
    'g',
    { key: `column${index}` },
    token({
      key: 'chip',
      word,
      x: x - width / 2,
      y: layout.headerY + rise,
      width,
      height: layout.headerHeight,
      opacity: shown,
      state: `answers${index === selection.token ? ' chosen' : ''}`,
      token: index,
    }),
    text(position, {
      class: 'position',
      x: round(x),
      y: layout.headerY + layout.headerHeight + 9,
      opacity: round(shown),
    }),
  );
}

function embeddings(view: PassView, layout: GridLayout): (SvgNode | undefined)[] {
  const { trace, at, lit } = view;
  const scale = residualScale(trace);
  return trace.words.map((_, index) => {
    const shown = staggered(at.embedding, index, trace.n_tokens);
    return vector(trace, {
      tensor: 'embedding',
      indices: [index],
      cell: layout.embeddingCell,
      scale,
      lit,
      opacity: shown,
      pose: {
        x: columnCentre(layout, index) - layout.embeddingCell.across / 2,
        y: layout.embeddingY - (1 - shown) * 16,
      },
    });
  });
}

/** A query is made of its word's embedding: it comes out of that column, turns, and settles in its row. */
function queries(view: PassView, layout: GridLayout): (SvgNode | undefined)[] {
  const { trace, selection, at, lit } = view;
  const scale = vectorScale(trace, 'query', selection.head);
  return trace.words.map((_, index) => {
    const moved = staggered(at.query, index, trace.n_tokens);
    return vector(trace, {
      tensor: 'query',
      indices: [selection.head, index],
      cell: layout.queryCell,
      scale,
      lit,
      opacity: Math.min(moved * 4, 1),
      pose: {
        x: mix(columnCentre(layout, index) - layout.queryCell.across / 2, layout.queryX, moved),
        y: mix(layout.embeddingY, rowCentre(layout, index) + layout.queryCell.across / 2, moved),
        turn: -90 * moved,
      },
    });
  });
}

function keys(view: PassView, layout: GridLayout): (SvgNode | undefined)[] {
  const { trace, selection, at, lit } = view;
  const scale = vectorScale(trace, 'key', selection.head);
  return trace.words.map((_, index) => {
    const moved = staggered(at.key, index, trace.n_tokens);
    return vector(trace, {
      tensor: 'key',
      indices: [selection.head, index],
      cell: layout.keyCell,
      scale,
      lit,
      opacity: Math.min(moved * 3, 1),
      pose: {
        x: columnCentre(layout, index) - layout.keyCell.across / 2,
        y: mix(layout.embeddingY + 20, layout.keyY, moved),
      },
    });
  });
}

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

function dotColour({ at }: PassView): string {
  return `color-mix(in oklab, var(--ax-query) ${Math.round(at.exp * 100)}%, var(--ax-score))`;
}

function grid(view: PassView, layout: GridLayout): (SvgNode | undefined)[] {
  const { trace, at } = view;
  if (at.score <= 0) return [];
  const nodes: SvgNode[] = [];
  for (let i = 0; i < trace.n_tokens; i += 1) {
    for (let j = 0; j < trace.n_tokens; j += 1) nodes.push(gridCell(view, layout, i, j));
  }
  return nodes;
}

function gridCell(view: PassView, layout: GridLayout, i: number, j: number): SvgNode {
  const { trace, selection, at, lit } = view;
  const appeared = staggered(at.score, i, trace.n_tokens);
  const { tensor, area } = stageOf(view, i, j);
  const id = cellId(tensor, selection.head, i, j);
  const x = columnCentre(layout, j);
  const y = rowCentre(layout, i);
  const hidden = j > i ? at.mask : 0;
  const largest = Math.min(layout.pitchX, layout.pitchY) * 0.46;
  const number = i === selection.token && layout.pitchX > 26;
  const shownArea = area * (1 - hidden);
  const inside = numberInside(shownArea, largest);
  return node(
    'g',
    {
      key: `${i},${j}`,
      class: `grid-cell${i === selection.token ? ' followed' : ''}${lit.has(id) ? ' lit' : ''}`,
      'data-cell': id,
      opacity: appeared < 1 ? round(appeared) : undefined,
    },
    node('rect', {
      key: 'hit',
      class: 'hit',
      x: round(x - layout.pitchX / 2),
      y: round(y - layout.pitchY / 2),
      width: round(layout.pitchX),
      height: round(layout.pitchY),
    }),
    hidden > 0 && hatch(x, y, layout, hidden * (1 - 0.6 * at.exp)),
    hidden < 1 && dot('dot', x, y - (number ? (1 - inside) * 7 : 0), shownArea, largest),
    number &&
      gridNumber(
        x,
        y + (1 - inside) * 15,
        trace.at(tensor, selection.head, i, j),
        inside > 0.5 && shownArea > 0,
      ),
  );
}

/** How far a number has moved into its dot: 1 where the dot has room for it (or is not there), 0 where it is below. */
function numberInside(area: number, largest: number): number {
  return area === 0 ? 1 : clamp01((largest * Math.sqrt(Math.abs(area)) - 12.5) / 0.5);
}

function hatch(x: number, y: number, layout: GridLayout, opacity: number): SvgNode {
  return node('rect', {
    key: 'hatch',
    class: 'hatch',
    x: round(x - layout.pitchX / 2 + 2),
    y: round(y - layout.pitchY / 2 + 2),
    width: round(layout.pitchX - 4),
    height: round(layout.pitchY - 4),
    rx: 3,
    opacity: round(opacity),
  });
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
function stageOf(view: PassView, i: number, j: number): { tensor: GridTensor; area: number } {
  const { trace, selection, at } = view;
  const magnitude = scoreScale(trace, selection.head);
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
