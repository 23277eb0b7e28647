import { shortNumber } from '../../text/format.js';
import { boldWidth } from '../../text/text-width.js';
import { lastSeen } from '../../figure/parts/visible.js';
import { clamp01, mix, within } from '../../scene/math.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { columnCentre } from './layout.js';
import { eased, type Meeting, meetingAt } from './steps.js';
import { fullProduct, hasProducts, type MatchView, productsOf } from './view.js';

/** The products of the query and the key that it is at, as bars; they fall together into the dot, and the first are written down. */
export function productsPart(view: MatchView): (SvgNode | undefined)[] {
  const { at, selection, grid, trace } = view;
  const here = meetingAt(at, lastSeen(trace, selection.token));
  if (!here || grid >= 1 || !hasProducts(trace)) return [];
  return [
    here.from !== undefined && here.travelled < 1
      ? bars(view, here.from, { grown: Infinity, opacity: faint * (1 - here.travelled) })
      : undefined,
    here.products > 0
      ? bars(view, here.j, {
          grown: doneOf(view, here),
          opacity: mix(1, faint, clamp01(here.fallen * 3)) * (1 - grid),
        })
      : undefined,
    here.fallen > 0 && here.fallen < 1 ? falling(view, here) : undefined,
    ...sumLine(view, here),
  ];
}

/** What stays of the bars that have fallen. */
const faint = 0.55;

/** How many products are there, with the part of the one that comes. */
function doneOf(view: MatchView, { products }: Meeting): number {
  return products * view.trace.shape('key')[2]!;
}

interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** To the right of the column's middle where a product is positive, to the left where it is negative; all to one scale. */
function barOf(view: MatchView, j: number, c: number, product: number, grown: number): Bar {
  const { layout } = view;
  const { pitch, half, y } = layout.bars;
  const width = Math.max((Math.abs(product) / fullProduct(view)) * half, 1) * grown;
  const zero = columnCentre(layout, j);
  return { x: product < 0 ? zero - width : zero, y: y + c * pitch, width, height: pitch * 0.7 };
}

function drawBar(key: string, product: number, { x, y, width, height }: Bar, name = 'product-bar'): SvgNode {
  return node('rect', {
    ...{ key, class: `${name} ${product < 0 ? 'negative' : 'positive'}`, rx: 1 },
    ...{ x: round(x), y: round(y), width: round(width), height: round(height) },
  });
}

function bars(
  view: MatchView,
  j: number,
  { grown, opacity }: { readonly grown: number; readonly opacity: number },
): SvgNode {
  const products = productsOf(view, j);
  const { layout } = view;
  const { y, pitch } = layout.bars;
  const zero = round(columnCentre(layout, j));
  return node(
    'g',
    { key: `bars${j}`, 'data-key': j, opacity: opacity < 1 ? round(opacity) : undefined },
    node('path', {
      key: 'zero',
      class: 'rule',
      d: `M ${zero} ${round(y - 2)} v ${round(products.length * pitch)}`,
    }),
    ...products.map((product, c) => {
      const part = within(grown, c, c + 0.7);
      return part > 0 && drawBar(`bar${c}`, product, barOf(view, j, c, product, part));
    }),
  );
}

/** All at once, faster and faster, and smaller: they become the dot. */
function falling(view: MatchView, { j, fallen }: Meeting): SvgNode {
  const { layout } = view;
  const down = fallen * fallen;
  const to = { x: columnCentre(layout, j), y: layout.row.y };
  return node(
    'g',
    { key: 'falling' },
    ...productsOf(view, j).map((product, c) => {
      const bar = barOf(view, j, c, product, 1);
      const width = mix(bar.width, 4, down);
      const middle = mix(bar.x + bar.width / 2, to.x, down);
      const y = mix(bar.y, to.y - bar.height / 2, down);
      return drawBar(`drop${c}`, product, { ...bar, x: middle - width / 2, y, width }, 'drop');
    }),
  );
}

/** The first key's sum as numbers, then that of the best: a term with each bar, and what they come to. */
function sumLine(view: MatchView, here: Meeting): (SvgNode | undefined)[] {
  const { layout, at, say, best } = view;
  // As the query has come to the key that fits best the sum is its own.
  const isBest = at.row > 0 && here.j >= best;
  const met = isBest && here.j === best && best > 0 ? here : { ...here, products: 1, summed: 1 };
  const shown = (isBest ? 1 : 1 - eased(at.row, [0, 0.06])) - eased(at.grid, [0, 0.1]);
  if (shown <= 0) return [];
  const first = at.row === 0 ? here : { ...met, j: isBest ? best : 0 };
  const opacity = shown < 1 ? round(shown) : undefined;
  return [
    node('g', { key: `terms${first.j}`, opacity }, ...sumTerms(view, first, isBest)),
    layout.sum.lines === 1
      ? text(say('match.signs'), {
          ...{ key: 'signs', class: 'quiet', 'text-anchor': 'middle' },
          ...{ x: round(layout.width / 2), y: round(layout.sum.y + layout.sum.pitch) },
          style: 'font-size: 13px',
          opacity: round(shown * clamp01(doneOf(view, first))),
        })
      : undefined,
  ];
}

function sumTerms(view: MatchView, here: Meeting, isBest: boolean): (SvgNode | false)[] {
  const { layout, trace, selection, say } = view;
  const { lines, pitch, y } = layout.sum;
  const products = productsOf(view, here.j);
  const across = Math.ceil(products.length / lines);
  const wide = Math.min(layout.letters * 4.7, (layout.width - 8) / (across + 1));
  // So many terms have no room.
  if (wide < layout.letters * 3.6) return [];
  const spare = layout.width - wide * (across + 1);
  // Whose sum it is: over what it comes to, or before its terms, where there is room.
  const widthOf = (name: string) => boldWidth(name, layout.letters) + 6;
  const word = trace.words[here.j]!;
  const best = isBest ? say('match.best', { word }) : word;
  const name = widthOf(best) <= (lines > 1 ? wide + 18 : spare) ? best : word;
  const named = widthOf(name);
  const left = lines > 1 ? spare / 2 : Math.min(Math.max(spare / 2, named), spare);
  const term = (key: string, content: string, sign: string, index: number, line: number, shown: number) => {
    const place = { x: left + (index + 0.5) * wide, y: y + line * pitch };
    return shown > 0 && sumTerm(key, content, sign, place, layout.letters, shown);
  };
  const done = doneOf(view, here);
  const score = trace.at('score', selection.head, selection.token, here.j);
  return [
    ...products.map((product, c) => {
      return term(
        `term${c}`,
        termOf(product, c),
        product < 0 ? 'negative' : 'positive',
        c % across,
        Math.floor(c / across),
        clamp01(done - c),
      );
    }),
    named <= (lines > 1 ? wide + 18 : left) &&
      text(name, {
        ...{ key: 'whose', class: 'panel-title', 'text-anchor': lines > 1 ? 'middle' : 'end' },
        ...{ x: round(lines > 1 ? left + (across + 0.5) * wide : left), y: round(y) },
        style: `font-size: ${layout.letters}px`,
        opacity: round(clamp01(done)),
      }),
    term('sum', `= ${shortNumber(score)}`, '', across, lines - 1, here.summed),
  ];
}

function sumTerm(
  key: string,
  content: string,
  sign: string,
  { x, y }: { readonly x: number; readonly y: number },
  letters: number,
  shown: number,
): SvgNode {
  return text(content, {
    ...{ key, class: sign ? 'number sum-term' : 'number strong sum-result', 'text-anchor': 'middle' },
    ...{ x: round(x), y: round(y) },
    style: `font-size: ${letters}px; fill: ${signColour(sign)}`,
    opacity: shown < 1 ? round(shown) : undefined,
  });
}

/** A sign has its colour, dark or light enough to be read. */
function signColour(sign: string): string {
  return sign ? `color-mix(in oklab, var(--ax-${sign}) 70%, var(--ax-ink))` : 'inherit';
}

/** With its sign between it and the one before. */
function termOf(product: number, c: number): string {
  const size = shortNumber(Math.abs(product));
  if (c === 0) return shortNumber(product);
  return `${product < 0 ? '\u2212' : '+'} ${size}`;
}
