import { letteredText } from '../../figure/objects/lettered.js';
import { matrix, matrixShape } from '../../figure/objects/matrix.js';
import { matrixScale, residualScale } from '../../figure/parts/pass.js';
import { vector } from '../../figure/objects/vector.js';
import { during, staggered, within } from '../../scene/math.js';
import { memo } from '../../scene/memo.js';
import { round, type SvgNode, text } from '../../scene/node.js';
import type { Place } from './pushes.js';
import { phases } from './steps.js';
import { stripLength, type ValueView } from './view.js';

/** Whether values come out of a table: those that an author has given do not. */
export const hasTable = ({ trace }: ValueView): boolean => trace.has('w_v');

/** Where a strip comes out of the table, each of its cells beside its row: the middle. */
export function tableEnd(view: ValueView): Place {
  const { strip, table, width } = view.layout;
  return [width - strip.across / 2 - 4, table.y + stripLength(view) / 2];
}

/** The table that makes values, until they are made. */
export function tablePart(view: ValueView): (SvgNode | undefined)[] {
  const { at, layout, trace, selection, highlight } = view;
  const opacity = 1 - within(during(at.weigh, phases.weigh.values), 0.85, 1);
  if (opacity <= 0 || !hasTable(view)) return [];
  const { strip, table, width } = layout;
  const { columns } = matrixShape(trace, 'w_v');
  const [x, y] = [width - strip.across - 22 - table.width, table.y];
  const draw = () =>
    matrix(trace, {
      ...{ tensor: 'w_v', indices: [selection.head], x, y, highlight },
      cell: { along: table.width / columns, across: strip.along },
      scale: matrixScale(trace, 'w_v', selection.head),
    })!;
  // It stands still, and has many cells.
  const place = `value-table:${selection.head}:${layout.kind}:${width}`;
  const drawn = highlight.nothing ? memo(trace, place, draw) : draw();
  const name = letteredText('W_V', {
    ...{ key: 'table-name', class: 'side-label value', 'text-anchor': 'end' },
    ...{ x: round(x - 12), y: round(y + stripLength(view) / 2) },
    opacity: opacity < 1 ? round(opacity) : undefined,
  });
  return [
    { ...drawn, attributes: { ...drawn.attributes, opacity: round(opacity) } },
    name,
    ...inputOf(view, x, opacity),
  ];
}

/** Over the table what goes into it: E of the word whose value comes out. */
function inputOf(view: ValueView, x: number, opacity: number): (SvgNode | undefined)[] {
  const { at, layout, trace, highlight, columns } = view;
  const { table, kind } = layout;
  const values = during(at.weigh, phases.weigh.values);
  const begun = columns.filter((_, index) => staggered(values, index, columns.length, 0.55) > 0);
  const j = begun.findLast((column) => column !== undefined);
  if (j === undefined) return [];
  const across = kind === 'narrow' ? 7 : 11;
  const y = table.y - 6;
  return [
    vector(trace, {
      ...{
        tensor: 'embedding',
        indices: [j],
        role: 'input-',
        scale: residualScale(trace),
        highlight,
        opacity,
      },
      cell: { along: table.width / trace.shape('embedding')[1]!, across },
      pose: { x, y, turn: -90 },
    }),
    text(`E: ${trace.words[j]!}`, {
      ...{ key: 'input-name', class: 'side-label embedding', 'text-anchor': 'end' },
      ...{ x: round(x - 12), y: round(y - across / 2) },
      opacity: opacity < 1 ? round(opacity) : undefined,
    }),
  ];
}
