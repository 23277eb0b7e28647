import { shortNumber, subscript } from '../../text/format.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { during, mix, staggered } from '../../scene/math.js';
import type { FigureContext } from '../../figure/figure.js';
import { madeVector, vector } from '../../figure/objects/vector.js';
import { heading } from '../../figure/parts/heading.js';
import { type Meaning, type Meanings, meaningsOf, moles } from '../../figure/parts/meanings.js';
import { highlightOf } from '../../figure/view.js';
import type { Layout, SumLayout } from './layout.js';
import { wordNumbers } from './numbers.js';
import { phases, type WordProgress } from './steps.js';

/** The meanings that come of the row, each as thick as its share, and the one strip that they make, over the row itself. */
export function sumPart(context: FigureContext, { sum }: Layout, at: WordProgress): (SvgNode | undefined)[] {
  const meanings = meaningsOf(context, moles);
  const shares = sharesOf(context, sum);
  const title = { x: sum.x, y: sum.titleY, content: context.say('word.nearest') };
  return [
    heading({ key: 'title', ...title, shown: during(at.sum, phases.sum.goal) }),
    ...meanings.of.map((meaning, index) => summand(context, meanings, meaning, sum, index, shares, at)),
    ...foot(context, meanings, sum, at),
  ];
}

interface Share {
  readonly coefficient: number;
  /** How thick its strip becomes, in thicknesses of a whole one. */
  readonly thickness: number;
  /** The middle of its place among what is put together. */
  readonly y: number;
}

/** More than so many thicknesses would stand in the way of other rows. */
const most = 1.3;

function sharesOf(context: FigureContext, { footY, cell }: SumLayout): Share[] {
  const { coefficients } = wordNumbers(context).combination;
  const sizes = coefficients.map(Math.abs);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const fit = Math.min(1, most / total);
  let y = footY - (total * fit * cell.across) / 2;
  return coefficients.map((coefficient, index) => {
    const thickness = sizes[index]! * fit;
    const middle = y + (thickness * cell.across) / 2;
    y += thickness * cell.across;
    return { coefficient, thickness, y: middle };
  });
}

function summand(
  context: FigureContext,
  { scale }: Meanings,
  { name, trace, token }: Meaning,
  layout: SumLayout,
  index: number,
  shares: readonly Share[],
  at: WordProgress,
): SvgNode | undefined {
  const shown = staggered(during(at.sum, phases.sum.spread), index, 3);
  if (shown <= 0) return undefined;
  const { stripX, cell } = layout;
  const y = layout.y + index * layout.pitch;
  const { coefficient, thickness, y: end } = shares[index]!;
  const weighed = during(at.sum, phases.sum.weighed);
  const dropped = during(at.sum, phases.sum.dropped);
  const merged = during(at.sum, phases.sum.merged);
  const strip = (role: string, middle: number, opacity = 1) =>
    opacity > 0 &&
    node(
      'g',
      {
        key: `${role}strip`,
        transform: `translate(0 ${round(middle)}) scale(1 ${round(mix(1, thickness, weighed))})`,
      },
      vector(trace, {
        ...{ tensor: 'output', indices: [token], cell, scale, role, opacity },
        highlight: highlightOf(context.selection, name),
        pose: { x: stripX, y: cell.across / 2, turn: -90 },
      }),
    );
  return node(
    'g',
    { key: `sum-${name}`, 'data-run': name, opacity: shown < 1 ? round(shown) : undefined },
    ...named(context, layout, { index, token, y, weighed, coefficient }),
    strip('', y),
    dropped > 0 && strip('dropped ', mix(y, end, dropped), 1 - merged),
  );
}

interface Named {
  readonly index: number;
  readonly token: number;
  readonly y: number;
  readonly weighed: number;
  readonly coefficient: number;
}

/** Beside its drawing: which meaning a strip is, and how much of it is taken. */
function named({ say }: FigureContext, layout: SumLayout, one: Named): (SvgNode | undefined)[] {
  const { index, token, y, weighed, coefficient } = one;
  const { nameX, lineHeight } = layout;
  const share = `${signed(coefficient, index > 0)} ×`;
  return [
    label(say(`word.meant.${moles[index]!}`), 'chosen', nameX, y - lineHeight / 2, 1),
    label(`E′${subscript(token + 1)}`, 'output', nameX, y + lineHeight / 2, 1),
    label(share, 'coefficient', layout.stripX - 10, y + lineHeight / 2, weighed, 'end'),
  ];
}

/** A coefficient as a summand: behind another one, its sign stands apart. */
function signed(x: number, behind: boolean): string {
  return behind ? `${x < 0 ? '−' : '+'} ${shortNumber(Math.abs(x))}` : shortNumber(x);
}

function label(content: string, state: string, x: number, y: number, shown: number, anchor = 'start') {
  if (shown <= 0) return undefined;
  return text(content, {
    key: state,
    class: `strip-label ${state}`,
    x: round(x),
    y: round(y),
    'text-anchor': anchor,
    opacity: shown < 1 ? round(shown) : undefined,
  });
}

/** What is put together, under it the row that it should be, and what that has more, or less. */
function foot(
  context: FigureContext,
  { of, scale }: Meanings,
  layout: SumLayout,
  at: WordProgress,
): (SvgNode | undefined)[] {
  const { say } = context;
  const { combination, rest, facts } = wordNumbers(context);
  const [{ name }] = of as [Meaning];
  const { x, width, stripX, cell, footY, rowY, restY, lineHeight, thin } = layout;
  const [goal, merged, compared] = (['goal', 'merged', 'compared'] as const).map((phase) =>
    during(at.sum, phases.sum[phase]),
  ) as [number, number, number];
  const strip = (key: string, values: readonly number[], y: number, across: number, opacity: number) =>
    madeVector(values, {
      ...{ key, scale, opacity, cell: { along: cell.along, across } },
      pose: { x: stripX, y: y + across / 2, turn: -90 },
    });
  return [
    goal > 0
      ? node('path', {
          key: 'rule',
          class: 'rule',
          d: `M ${round(x)} ${round(footY - cell.across * 0.5 - layout.ruled)} h ${round(width)}`,
          opacity: goal < 1 ? round(goal) : undefined,
        })
      : undefined,
    label(say('word.sum'), 'fitted', x, footY, during(at.sum, phases.sum.dropped)),
    strip('fitted-cells', combination.fitted, footY, cell.across, merged),
    node('g', { key: 'goal', 'data-run': name }, ...target(context, of[0]!, scale, layout, rowY, goal)),
    label(say('word.rest'), 'rest', x, restY - lineHeight / 2, compared),
    label(say('word.residual', facts), 'residual', x, restY + lineHeight / 2, compared),
    strip('rest-cells', rest, restY, thin, compared),
  ];
}

/** The row of the table, for the eye to compare the sum with. */
function target(
  { say, selection }: FigureContext,
  { name, trace, token }: Meaning,
  scale: number,
  { x, stripX, cell }: SumLayout,
  y: number,
  opacity: number,
): (SvgNode | undefined)[] {
  return [
    label(say('word.plain'), 'chosen', x, y, opacity),
    vector(trace, {
      ...{ tensor: 'token_embedding', indices: [token], cell, scale, opacity },
      highlight: highlightOf(selection, name),
      pose: { x: stripX, y: y + cell.across / 2, turn: -90 },
    }),
  ];
}
