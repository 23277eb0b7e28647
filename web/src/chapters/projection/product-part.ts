import { subscript } from '../../text/format.js';
import { cellId } from '../../figure/cell.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { isHan } from '../../text/text-width.js';
import { clamp01, during, mix } from '../../scene/math.js';
import { matrix } from '../../figure/objects/matrix.js';
import { matrixScale } from '../../figure/parts/pass.js';
import { kinds } from './kind.js';
import type { Layout, ProductLayout } from './layout.js';
import type { ProjectionView } from './view.js';
import { phases } from './steps.js';

/** The matrix, its name and its size; when it has done its work it goes out of the way. */
export function matrixPart(view: ProjectionView, { product }: Layout): (SvgNode | undefined)[] {
  const { kind, trace, selection, at, highlight } = view;
  const { head, pointed } = selection;
  const away = product.rest && at.home > 0 ? at.home : 0;
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
      emphasis: (row) => (at.row === undefined || row === at.row ? 1 : mix(quietRows(view), 1, at.home)),
    }),
    ...names(view, product, away),
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

function names(view: ProjectionView, product: ProductLayout, away: number): (SvgNode | undefined)[] {
  const { kind, about, at } = view;
  const own = `${kinds[kind].letter}${subscript(about.token + 1)}`;
  return [
    embeddingName(view, product),
    matrixName(view, product, away),
    name(
      'own-name',
      own,
      product.vectorX + product.vectorAcross / 2,
      product.matrixY - 17,
      'middle',
      kind,
      // Gone before the sentence comes back to where it stands.
      at.matrix * clamp01(1 - 5 * at.home),
    ),
    restName(view, product, away),
  ];
}

function embeddingName(
  { about, trace, at, say }: ProjectionView,
  product: ProductLayout,
): SvgNode | undefined {
  const { x, embeddingY, embeddingAcross, namesBeside } = product;
  const symbol = `E${subscript(about.token + 1)}`;
  // There once the embedding lies, gone before it leaves.
  const shown = clamp01(40 * at.laid - 39);
  if (namesBeside) {
    const y = embeddingY + embeddingAcross / 2;
    return name('embedding-name', symbol, x - 14, y, 'end', 'embedding', shown);
  }
  const words = say('projection.embedding', { name: symbol, word: trace.words[about.token]! });
  return name('embedding-name', words, x, embeddingY - 14, 'start', 'embedding', shown);
}

function matrixName({ kind, at }: ProjectionView, product: ProductLayout, away: number): SvgNode {
  const { x, matrixY, rows, columns, rowPitch, namesBeside } = product;
  const middle = matrixY + (rows * rowPitch) / 2;
  const left = namesBeside ? x - 14 : x;
  const anchor = namesBeside ? 'end' : 'start';
  // Above the matrix it is in the way of the embedding that goes home.
  const leaves = namesBeside ? away : at.home;
  return node(
    'g',
    { key: 'matrix-name', opacity: round(at.matrix * (1 - during(leaves, phases.leaving.name))) },
    indexed(kinds[kind].index, left, namesBeside ? middle - 10 : matrixY - 16, anchor, kind),
    text(`${rows} × ${columns}`, {
      key: 'size',
      class: 'heading',
      x: round(namesBeside ? left : left + 32),
      y: round(namesBeside ? middle + 11 : matrixY - 15),
      'text-anchor': anchor,
    }),
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
  const shown = at.matrix * (1 - at.home);
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
