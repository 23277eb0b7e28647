import { shortNumber, subscript } from '../../text/format.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { during, staggered } from '../../scene/math.js';
import type { FigureContext } from '../../figure/figure.js';
import { madeVector, type Pose, vector } from '../../figure/objects/vector.js';
import { type Meaning, type Meanings, meaningsOf, moles } from '../../figure/parts/meanings.js';
import { highlightOf } from '../../figure/view.js';
import type { BlocksLayout, Layout } from './layout.js';
import { wordNumbers } from './numbers.js';
import { phases, type WordProgress } from './steps.js';

/** The meanings that come of the row, and the weighted sum of these that comes nearest to it. */
export function sumPart(context: FigureContext, layout: Layout, at: WordProgress): (SvgNode | undefined)[] {
  const meanings = meaningsOf(context, moles);
  return [
    ...meanings.of.map((meaning, index) => summand(context, meanings, meaning, layout.sum, index, at)),
    foot(context, meanings, layout.sum, at),
  ];
}

function summand(
  context: FigureContext,
  { scale }: Meanings,
  { name, trace, token }: Meaning,
  blocks: BlocksLayout,
  index: number,
  at: WordProgress,
): SvgNode | undefined {
  const shown = staggered(during(at.sum, phases.sum.spread), index, 3);
  if (shown <= 0) return undefined;
  const y = blocks.y + index * blocks.pitch + blocks.rowY;
  const weighed = staggered(during(at.sum, phases.sum.weighed), index, 3);
  const coefficient = signed(wordNumbers(context).combination.coefficients[index]!, index > 0);
  return node(
    'g',
    { key: `sum-${name}`, 'data-run': name, opacity: shown < 1 ? round(shown) : undefined },
    // One after the other: they stand in the same place.
    label(`E′${subscript(token + 1)}`, 'output', blocks, y, 1 - 2 * weighed),
    label(`${coefficient} ×`, 'coefficient', blocks, y, 2 * weighed - 1),
    vector(trace, {
      tensor: 'output',
      indices: [token],
      cell: blocks.cell,
      scale,
      highlight: highlightOf(context.selection, name),
      pose: poseAt(blocks, y),
    }),
  );
}

/** A coefficient as a summand: behind another one, its sign stands apart. */
function signed(x: number, behind: boolean): string {
  return behind ? `${x < 0 ? '−' : '+'} ${shortNumber(Math.abs(x))}` : shortNumber(x);
}

function label(content: string, state: string, { stripX }: BlocksLayout, y: number, shown: number) {
  if (shown <= 0) return undefined;
  return text(content, {
    key: state,
    class: `strip-label ${state}`,
    x: round(stripX - 10),
    y: round(y),
    'text-anchor': 'end',
    opacity: shown < 1 ? round(shown) : undefined,
  });
}

/** The sum, the row that it should be, and how much is left over. */
function foot(context: FigureContext, meanings: Meanings, blocks: BlocksLayout, at: WordProgress) {
  const { say } = context;
  const shown = during(at.sum, phases.sum.added);
  if (shown <= 0) return undefined;
  const { combination, facts } = wordNumbers(context);
  const y = (row: number) => blocks.footY + row * blocks.rowPitch;
  const compared = during(at.sum, phases.sum.compared);
  return node(
    'g',
    { key: 'foot', 'data-run': meanings.of[0]!.name, opacity: shown < 1 ? round(shown) : undefined },
    node('path', {
      key: 'rule',
      class: 'rule',
      d: `M ${round(blocks.x)} ${round(y(-0.65))} h ${round(blocks.width)}`,
    }),
    label(say('word.sum'), 'fitted', blocks, y(0), 1),
    madeVector(combination.fitted, {
      key: 'fitted-cells',
      cell: blocks.cell,
      scale: meanings.scale,
      pose: poseAt(blocks, y(0)),
    }),
    ...target(context, meanings, blocks, y(1), compared),
    compared > 0 &&
      text(say('word.residual', facts), {
        key: 'residual',
        class: 'comparison',
        x: round(blocks.stripX),
        y: round(y(2)),
        opacity: compared < 1 ? round(compared) : undefined,
      }),
  );
}

function poseAt({ stripX, cell }: BlocksLayout, y: number): Pose {
  return { x: stripX, y: y + cell.across / 2, turn: -90 };
}

/** The row of the table, for the eye to compare the sum with. */
function target(
  { say, selection }: FigureContext,
  { of, scale }: Meanings,
  blocks: BlocksLayout,
  y: number,
  opacity: number,
): (SvgNode | undefined)[] {
  const [{ name, trace, token }] = of as [Meaning];
  return [
    label(say('word.row'), 'row', blocks, y, opacity),
    vector(trace, {
      tensor: 'token_embedding',
      indices: [token],
      cell: blocks.cell,
      scale,
      opacity,
      highlight: highlightOf(selection, name),
      pose: poseAt(blocks, y),
    }),
  ];
}
