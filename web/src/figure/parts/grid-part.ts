import { cellId } from '../cell.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { mix, staggered } from '../../scene/math.js';
import { sideLabel } from '../objects/side-label.js';
import { slantedWord } from '../objects/slanted-word.js';
import { token } from '../objects/token.js';
import { type CellSize, type Pose, vector } from '../objects/vector.js';
import { formulaPart } from './formula-part.js';
import { gridCells } from './grid-cells.js';
import { columnCentre, type GridLayout, rowCentre } from './grid-layout.js';
import { heading } from './heading.js';
import { type PassView, residualScale, vectorScale } from './pass.js';

/** Words, embeddings, queries, keys, and the grid in which every query meets every key. */
export function gridPart(view: PassView, layout: GridLayout): (SvgNode | undefined)[] {
  const { formula } = layout;
  return [
    band(view, layout),
    formula && node('g', { key: 'formula' }, ...formulaPart(view, formula.x, formula.y, formula.pitch)),
    node('g', { key: 'titles' }, ...titles(view, layout)),
    node('g', { key: 'words' }, ...words(view, layout)),
    node('g', { key: 'embeddings' }, ...embeddings(view, layout)),
    node('g', { key: 'grid' }, ...gridCells(view, layout)),
    // Last, because they pass over the grid on their way.
    node('g', { key: 'keys' }, ...columnVectors(view, layout)),
    node('g', { key: 'queries' }, ...rowVectors(view, layout)),
  ];
}

/** Row = query, column = key; the other way round where the reader has asked for it. */
function sides({ selection }: PassView): { row: 'query' | 'key'; column: 'query' | 'key' } {
  return selection.transposed ? { row: 'key', column: 'query' } : { row: 'query', column: 'key' };
}

/** Behind the followed word's queries: a row, or transposed a column. */
function band({ selection, at }: PassView, layout: GridLayout): SvgNode {
  const { token: i, transposed } = selection;
  const box = transposed
    ? {
        x: layout.x + i * layout.pitchX,
        y: layout.top,
        width: layout.pitchX,
        height: layout.bottom - layout.top,
      }
    : {
        x: layout.left,
        y: layout.y + i * layout.pitchY,
        width: layout.right - layout.left,
        height: layout.pitchY,
      };
  return node('rect', {
    key: 'band',
    class: 'band',
    x: round(box.x),
    y: round(box.y),
    width: round(box.width),
    height: round(box.height),
    rx: 8,
    opacity: round(at.query),
  });
}

function titles(view: PassView, layout: GridLayout): (SvgNode | undefined)[] {
  const { trace, at, say } = view;
  const { row, column } = sides(view);
  // A grid that may be wider than its place has its title where it is seen first.
  const titleX = layout.upright ? layout.x : layout.x + (trace.n_tokens * layout.pitchX) / 2;
  const { embedding, columns } = layout;
  return [
    heading({
      key: 'column-title',
      x: titleX,
      y: layout.titleY,
      content: say(`axis.${column}`),
      shown: at[column],
      anchor: layout.upright ? 'start' : 'middle',
    }),
    heading({
      key: 'row-title',
      x: layout.chip.x,
      y: layout.y - (layout.upright ? 8 : 14),
      content: layout.upright || !layout.rows ? `[${say(`word.${row}`)}](${row})` : say(`axis.${row}`),
      shown: at[row],
    }),
    embedding &&
      bandName(layout, 'embedding', embedding.y + embedding.length / 2, say('word.embedding'), at.embedding),
    columns && bandName(layout, column, columns.y + columns.length / 2, say(`word.${column}`), at[column]),
  ];
}

/** Names a band of columns at its left; turned on its side where the mathematics stands beside it. */
function bandName(
  layout: GridLayout,
  key: 'embedding' | 'query' | 'key',
  y: number,
  name: string,
  shown: number,
): SvgNode | undefined {
  if (shown <= 0) return undefined;
  if (layout.formula) return sideLabel({ key: `label-${key}`, name, tone: key, x: layout.x - 8, y, shown });
  return text(name, {
    key: `label-${key}`,
    class: `side-label ${key}`,
    x: round(layout.x - 10),
    y: round(y),
    'text-anchor': 'end',
    opacity: round(shown),
  });
}

function words(view: PassView, layout: GridLayout): (SvgNode | undefined)[] {
  const { trace, at, say } = view;
  const { row } = sides(view);
  return trace.words.flatMap((word, index) => [
    columnWord(view, layout, word, index, staggered(at.words, index, trace.n_tokens)),
    token({
      key: `row${index}`,
      word,
      gloss: say.gloss(word),
      x: layout.chip.x,
      y: rowCentre(layout, index) - layout.chip.height / 2,
      width: layout.chip.width,
      height: layout.chip.height,
      opacity: staggered(at[row], index, trace.n_tokens),
      state: chipState(view, row, index),
      token: index,
    }),
  ]);
}

/** The followed word is marked where it asks in the colour of its query, where it answers in ink. */
function chipState({ selection, highlight }: PassView, side: 'query' | 'key', index: number): string {
  const role = side === 'query' ? 'asks' : 'answers';
  const chosen = index === selection.token ? ' chosen' : '';
  return role + chosen + (highlight.has(cellId(side, selection.head, index)) ? ' highlight' : '');
}

function columnWord(
  view: PassView,
  layout: GridLayout,
  word: string,
  index: number,
  shown: number,
): SvgNode | undefined {
  if (shown <= 0) return undefined;
  return layout.upright
    ? uprightWord(view, layout, word, index, shown)
    : columnChip(view, layout, word, index, shown);
}

function uprightWord(
  { selection, say }: PassView,
  layout: GridLayout,
  word: string,
  index: number,
  shown: number,
): SvgNode {
  return node(
    'g',
    { key: `column${index}`, class: 'column-word', opacity: round(shown), 'data-token': index },
    slantedWord({
      key: 'slanted',
      word,
      gloss: say.gloss(word),
      x: columnCentre(layout, index),
      y: layout.headerY + layout.headerHeight - 2,
      slant: 70,
      pitch: layout.pitchX,
      chosen: index === selection.token,
    }),
  );
}

/** Rises to its place, with its position under it. */
function columnChip(view: PassView, layout: GridLayout, word: string, index: number, shown: number): SvgNode {
  const x = columnCentre(layout, index);
  const width = Math.min(layout.pitchX - 6, 96);
  return node(
    'g',
    { key: `column${index}` },
    token({
      key: 'chip',
      word,
      gloss: view.say.gloss(word),
      x: x - width / 2,
      y: layout.headerY + (1 - shown) * 12,
      width,
      height: layout.headerHeight,
      opacity: shown,
      state: chipState(view, sides(view).column, index),
      token: index,
    }),
    text(String(index + 1), {
      class: 'position',
      x: round(x),
      y: layout.headerY + layout.headerHeight + 9,
      opacity: round(shown),
    }),
  );
}

function embeddings({ trace, at, highlight }: PassView, layout: GridLayout): (SvgNode | undefined)[] {
  const { embedding } = layout;
  if (!embedding) return [];
  const scale = residualScale(trace);
  return trace.words.map((_, index) => {
    const shown = staggered(at.embedding, index, trace.n_tokens);
    return vector(trace, {
      tensor: 'embedding',
      indices: [index],
      cell: embedding.cell,
      scale,
      highlight,
      opacity: shown,
      pose: {
        x: columnCentre(layout, index) - embedding.cell.across / 2,
        y: embedding.y - (1 - shown) * 16,
      },
    });
  });
}

/** Made of the words' embeddings: they come out of those columns, turn, and settle in their rows. */
function rowVectors(view: PassView, layout: GridLayout): (SvgNode | undefined)[] {
  const { rows } = layout;
  if (!rows) return [];
  const { cell } = rows;
  return sideVectors(view, sides(view).row, cell, 4, (index, moved) => ({
    x: mix(columnCentre(layout, index) - cell.across / 2, rows.x, moved),
    y: mix(sourceY(layout), rowCentre(layout, index) + cell.across / 2, moved),
    turn: -90 * moved,
  }));
}

function columnVectors(view: PassView, layout: GridLayout): (SvgNode | undefined)[] {
  const { columns } = layout;
  if (!columns) return [];
  const { cell } = columns;
  return sideVectors(view, sides(view).column, cell, 3, (index, moved) => ({
    x: columnCentre(layout, index) - cell.across / 2,
    y: mix(sourceY(layout) + 20, columns.y, moved),
  }));
}

/** A vector for each word, one after another; `quick` times as fast as it moves it is seen. */
function sideVectors(
  { trace, selection, at, highlight }: PassView,
  tensor: 'query' | 'key',
  cell: CellSize,
  quick: number,
  pose: (index: number, moved: number) => Pose,
): (SvgNode | undefined)[] {
  const scale = vectorScale(trace, tensor, selection.head);
  return trace.words.map((_, index) => {
    const moved = staggered(at[tensor], index, trace.n_tokens);
    return vector(trace, {
      tensor,
      indices: [selection.head, index],
      cell,
      scale,
      highlight,
      opacity: Math.min(moved * quick, 1),
      pose: pose(index, moved),
    });
  });
}

/** Where the vectors of the columns' words come from. */
function sourceY({ embedding, headerY, headerHeight }: GridLayout): number {
  return embedding?.y ?? headerY + headerHeight;
}
