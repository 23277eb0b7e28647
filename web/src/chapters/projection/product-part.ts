import { subscript } from '../../text/format.js';
import { cellId } from '../../figure/cell.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { isHan, textWidth } from '../../text/text-width.js';
import { clamp01, during, mix } from '../../scene/math.js';
import { matrix } from '../../figure/objects/matrix.js';
import { matrixScale } from '../../figure/parts/pass.js';
import { kinds } from './kind.js';
import type { Layout, ProductLayout } from './layout.js';
import { besideLeft } from './speech.js';
import type { ProjectionView } from './view.js';
import { phases } from './steps.js';

/** The matrix, its name and its size; when it has done its work it goes out of the way. */
export function matrixPart(view: ProjectionView, layout: Layout): (SvgNode | undefined)[] {
  const { kind, trace, selection, at, highlight } = view;
  const { product } = layout;
  const { head, pointed } = selection;
  const away = product.rest ? at.away : 0;
  const { x, y, size } = placeOf(product, away);
  const tensor = kinds[kind].matrix;
  const used =
    pointed?.tensor === 'embedding' && pointed.indices[0] === view.about.token
      ? pointed.indices[1]
      : undefined;
  return [
    matrix(trace, {
      tensor,
      indices: [head],
      x,
      y,
      size,
      cell: { along: product.columnPitch, across: product.rowPitch },
      scale: matrixScale(trace, tensor, head),
      highlight,
      opacity: 1 - 0.3 * away,
      column: used,
      emphasis: (row) => (at.row === undefined || row === at.row ? 1 : mix(quietRows(view), 1, at.away)),
    }),
    ...names(view, layout, away),
  ];
}

/** While a row is at work the others stand back; when all are done none does. */
function quietRows({ at }: ProjectionView): number {
  const done = at.row! + 1 === at.rows && at.arrived === 1;
  return done ? 1 : 0.3;
}

function placeOf({ x, matrixY, rest }: ProductLayout, away: number): { x: number; y: number; size: number } {
  if (!rest) return { x, y: matrixY, size: 1 };
  return { x: mix(x, rest.x, away), y: mix(matrixY, rest.y, away), size: mix(1, rest.size, away) };
}

function names(view: ProjectionView, layout: Layout, away: number): (SvgNode | undefined)[] {
  const { kind, about, at } = view;
  const { product } = layout;
  const own = `${kinds[kind].letter}${subscript(about.token + 1)}`;
  return [
    embeddingName(view, layout),
    matrixName(view, product),
    name(
      'own-name',
      own,
      ...ownNamePlace(product),
      kind,
      // Gone before the sentence comes back to where it stands.
      at.matrix * clamp01(1 - 5 * at.away),
    ),
    restName(view, product, away),
  ];
}

/** Where no tail of a bubble goes: beside it, on a phone below. */
function ownNamePlace({ namesBeside, vectorX, vectorAcross, matrixY, rows, rowPitch }: ProductLayout) {
  const middle = vectorX + vectorAcross / 2;
  return namesBeside
    ? ([middle + 26, matrixY - 14, 'middle'] as const)
    : ([middle, matrixY + rows * rowPitch + 18, 'middle'] as const);
}

function embeddingName({ about, trace, at, say }: ProjectionView, layout: Layout): SvgNode | undefined {
  const { x, embeddingY, embeddingAcross, namesBeside } = layout.product;
  const symbol = `E${subscript(about.token + 1)}`;
  // There once the embedding lies, gone before it leaves.
  const shown = clamp01(40 * at.laid - 39);
  if (namesBeside) {
    const y = embeddingY + embeddingAcross / 2;
    return name('embedding-name', symbol, x - 14, y, 'end', 'embedding', shown);
  }
  const word = trace.words[about.token]!;
  const longest = [say('projection.embedding', { name: symbol, word }), `${symbol} ${word}`].find(
    (words) => textWidth(words, 14) < besideLeft(layout, about.words) - x,
  );
  return name('embedding-name', longest ?? symbol, x, embeddingY - 18, 'start', 'embedding', shown);
}

function matrixName({ kind, at, say }: ProjectionView, product: ProductLayout): SvgNode {
  const { x, matrixY, rows, columns, rowPitch, namesBeside } = product;
  const middle = matrixY + (rows * rowPitch) / 2;
  const left = namesBeside ? x - 14 : x;
  const anchor = namesBeside ? 'end' : 'start';
  const learned = say('projection.same');
  // Beside the matrix in short lines; above it in one, if that has room before the name of the vector.
  const lines = namesBeside ? [`${rows} × ${columns}`, ...learned.split(/ ?\u200b/)] : [learned];
  const start = namesBeside ? left : left + 32;
  return node(
    'g',
    { key: 'matrix-name', opacity: round(at.matrix * (1 - during(at.away, phases.leaving.name))) },
    indexed(kinds[kind].index, left, namesBeside ? middle - lines.length * 9 : matrixY - 16, anchor, kind),
    ...lines.map((line, index) =>
      text(line, {
        key: `line${index}`,
        class: 'heading',
        x: round(start),
        y: round(namesBeside ? middle + (index - lines.length / 2 + 1.2) * 18 : matrixY - 15),
        'text-anchor': anchor,
      }),
    ),
  );
}

/** Beside the matrix where it rests. */
function restName(
  { kind, say }: ProjectionView,
  { rest, rows, columns, rowPitch, columnPitch }: ProductLayout,
  away: number,
): SvgNode | undefined {
  const shown = during(away, phases.leaving.atRest);
  if (!rest || shown <= 0) return undefined;
  const y = round(rest.y + (rows * rowPitch * rest.size) / 2);
  const x = round(rest.x + columns * columnPitch * rest.size + 14);
  return node(
    'g',
    { key: 'rest-name', opacity: round(shown) },
    text(say('projection.same'), { key: 'same', class: 'heading', x, y }),
    indexed(kinds[kind].index, rest.x - 14, y, 'end', kind),
  );
}

function name(
  key: string,
  content: string,
  x: number,
  y: number,
  anchor: string,
  tone: string,
  shown: number,
): SvgNode | undefined {
  if (shown <= 0) return undefined;
  return text(content, {
    key,
    class: `symbol ${tone}${isHan(content) ? ' words' : ''}`,
    x: round(x),
    y: round(y),
    'text-anchor': anchor,
    opacity: shown < 1 ? round(shown) : undefined,
  });
}

/** The name of a matrix: W with a lowered letter. */
function indexed(index: string, x: number, y: number, anchor: string, tone: string): SvgNode {
  const span = (content: string, attributes: Record<string, string | number>) => ({
    ...text(content, attributes),
    tag: 'tspan',
  });
  return node(
    'text',
    { key: 'name', class: `symbol ${tone}`, x: round(x), y: round(y), 'text-anchor': anchor },
    span('W', {}),
    span(index, { class: 'formula-sub', dy: 4 }),
  );
}

/** The frame around the rows' ends where a component will be: so that all of them are expected. */
export function slots(
  { kind, selection, about, at }: ProjectionView,
  { product }: Layout,
): SvgNode | undefined {
  const shown = at.matrix * (1 - at.away);
  if (shown <= 0) return undefined;
  const { vectorX, vectorAcross, matrixY, rowPitch, rows } = product;
  return node(
    'g',
    { key: 'slots', opacity: round(shown) },
    ...Array.from({ length: rows }, (_, row) =>
      node('rect', {
        key: `slot${row}`,
        class: 'slot',
        'data-cell': cellId(kind, selection.head, about.token, row),
        x: round(vectorX),
        y: round(matrixY + row * rowPitch + 1),
        width: vectorAcross,
        height: round(rowPitch - 2),
        rx: 2,
      }),
    ),
  );
}
