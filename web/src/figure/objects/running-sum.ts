import { shortNumber } from '../../text/format.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { textWidth } from '../../text/text-width.js';
import { within } from '../../scene/math.js';
import { signedOpacity } from './vector.js';

/** Products that add up: factors, products, and the sums so far, all as the core computed them. */
export interface SummedProducts {
  readonly left: readonly number[];
  readonly right: readonly number[];
  readonly products: readonly number[];
  readonly running: readonly number[];
}

/** Cells that the numbers of a sum stand for. */
interface SumCells {
  readonly left: (term: number) => string;
  readonly right: (term: number) => string;
  readonly sum: string;
}

interface SumLineOptions {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  /** Distance of letters is about 1 for 13 px. */
  readonly size: number;
  /** The live line needs one line of text, or two under each other. */
  readonly twoLines: boolean;
  /** How many terms have been added; the fraction belongs to the one under way. */
  readonly term: number;
  /** The terms are slow enough to be read one by one. */
  readonly calm: boolean;
  /** The colours of the factors: the scale of each one's vector. */
  readonly scales: { readonly left: number; readonly right: number };
  readonly cells: SumCells;
  /** What the row is called, where its terms are not shown; and the sum. */
  readonly title: string;
  readonly label: string;
  readonly opacity: number;
}

/** The term under way, and how far it has come. */
export function termOf(term: number, count: number): { readonly index: number; readonly passed: number } {
  const index = Math.min(Math.floor(term), count - 1);
  return { index, passed: Math.min(term - index, 1) };
}

/** In a term: the window moves on, the product appears, then it is added. */
const phases = { moved: 0.25, multiplied: 0.5, added: 0.85 };

/** What has been added so far, when a term is under way. */
export function sumSoFar({ running }: SummedProducts, index: number, passed: number): number {
  return passed >= phases.added ? running[index]! : (running[index - 1] ?? 0);
}

/** How much of the term under way has been added. */
export function addedPart(passed: number): number {
  return within(passed, phases.multiplied, phases.added);
}

/** Where the window is, in terms: it glides from cell to cell. */
export function windowAt(term: number, count: number): number {
  const { index, passed } = termOf(term, count);
  return Math.max(index - 1 + within(passed, 0, phases.moved), 0);
}

/** The live line: `0.31 x (-1.20) = -0.37   sum so far -0.37`. */
export function sumLine(sum: SummedProducts, options: SumLineOptions): SvgNode | undefined {
  const { key, x, y, size, term, calm, cells, title, label, twoLines, opacity } = options;
  if (opacity <= 0) return undefined;
  const { index, passed } = termOf(term, sum.products.length);
  const sumX = twoLines ? 0 : calm ? 310 : 64;
  const soFar = shortNumber(sumSoFar(sum, index, passed));
  return node(
    'g',
    {
      key,
      class: 'sum-line',
      transform: `translate(${round(x)} ${round(y)})`,
      opacity: opacity < 1 ? round(opacity) : undefined,
    },
    calm
      ? node('g', { key: 'term' }, ...termNodes(sum, options, index, passed))
      : text(title, { key: 'title', class: 'number quiet', x: 0, y: 0 }),
    node(
      'g',
      { key: 'sum', 'data-cell': cells.sum, transform: twoLines ? 'translate(0 24)' : undefined },
      text(label, { class: 'number quiet', x: round(sumX * size), y: 0 }),
      text(soFar, { class: 'number strong', x: round((sumX + 138) * size), y: 0, 'text-anchor': 'end' }),
    ),
  );
}

function termNodes(
  { left, right, products }: SummedProducts,
  { size, scales, cells }: SumLineOptions,
  index: number,
  passed: number,
): SvgNode[] {
  const at = (key: string, content: string, x: number, anchor: string, cell?: string, className = 'number') =>
    text(content, {
      key,
      class: className,
      x: round(x * size),
      y: 0,
      'text-anchor': anchor,
      'data-cell': cell,
      opacity: key === 'product' ? round(within(passed, phases.moved, phases.multiplied)) : undefined,
    });
  const [a, b] = [left[index]!, right[index]!];
  return [
    swatch('left-cell', a, scales.left, 0, size, cells.left(index)),
    at('left', shortNumber(a), 19, 'start', cells.left(index)),
    at('times', '×', 78, 'middle', undefined, 'number quiet'),
    swatch('right-cell', b, scales.right, 94, size, cells.right(index)),
    at('right', bracketed(b), 113, 'start', cells.right(index)),
    at('equals', '=', 180, 'middle', undefined, 'number quiet'),
    at('product', shortNumber(products[index]!), 196, 'start', cells.sum),
  ];
}

/** The cell that a number comes from, small, in front of it. */
function swatch(key: string, value: number, scale: number, x: number, size: number, cell: string): SvgNode {
  return node('rect', {
    key,
    class: value < 0 ? 'cell negative' : 'cell positive',
    'data-cell': cell,
    x: round(x * size),
    y: -6,
    width: 12,
    height: 12,
    rx: 2,
    'fill-opacity': signedOpacity(value, scale),
  });
}

function bracketed(x: number): string {
  const number = shortNumber(x);
  return number.startsWith('\u2212') ? `(${number})` : number;
}

const letterWidth = textWidth('0', 1);

/** The sum as a whole, in one line: its first terms, the last, and what they come to. */
export function completeSum(
  sum: SummedProducts,
  options: {
    readonly key: string;
    readonly x: number;
    readonly y: number;
    readonly title: string;
    readonly value: number;
    /** How wide it may be, in letters: so many of the first terms are written out, up to three. */
    readonly letters: number;
    readonly cell: string;
    readonly opacity: number;
  },
): SvgNode | undefined {
  const { key, x, y, title, value, letters, cell, opacity } = options;
  if (opacity <= 0) return undefined;
  const result = shortNumber(value);
  const terms = [3, 2, 1]
    .map((first) => sumTerms(sum, first))
    .find((shown) => textWidth(title, 1) / letterWidth + shown.length + result.length + 5 <= letters);
  return node(
    'text',
    {
      key,
      class: 'number complete-sum',
      x: round(x),
      y: round(y),
      'data-cell': cell,
      opacity: opacity < 1 ? round(opacity) : undefined,
    },
    title !== '' && span(`${title}\u2002`, 'quiet'),
    span(terms ?? sumTerms(sum, 1)),
    span(' = ', 'quiet'),
    span(result, 'strong'),
  );
}

/** The first terms and the last. */
function sumTerms({ left, right }: SummedProducts, first: number): string {
  const last = left.length - 1;
  const term = (index: number) => {
    const factor = left[index]!;
    return `${index === 0 ? shortNumber(factor) : bracketed(factor)} × ${bracketed(right[index]!)}`;
  };
  const shown = Array.from({ length: Math.min(first, last) }, (_, index) => term(index));
  const dots = last > first ? ['…'] : [];
  return [...shown, ...dots, term(last)].join(' + ');
}

function span(content: string, className?: string): SvgNode {
  return { ...text(content, { class: className }), tag: 'tspan' };
}
