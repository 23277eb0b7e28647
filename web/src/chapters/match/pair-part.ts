import { shortNumber } from '../../text/format.js';
import { cellId } from '../../figure/cell.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { during, mix, within } from '../../scene/math.js';
import type { Analysis } from '../../../../wasm/analysis.js';
import { token } from '../../figure/objects/token.js';
import { vector } from '../../figure/objects/vector.js';
import { memo } from '../../scene/memo.js';
import { vectorScale } from '../../figure/parts/pass.js';
import { type Pair, phases } from './steps.js';
import type { MatchView } from './view.js';

export interface PairLayout {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly pitch: number;
  /** The chips of the two words end where they would with room for a word alone. */
  readonly chipHeight: number;
  /** The size of letters and numbers. */
  readonly letters: number;
}

/** Where a vector comes from: its pose in the grid. */
export interface Start {
  readonly x: number;
  readonly y: number;
  readonly turn: number;
}

const across = 26;
const keyOffset = 44;

/**
 * One query and one key side by side, component by component: their products, and the sum as it grows to be the score.
 * `shown` is how far the step has come: the vectors arrive, the products appear one after the other, the sum is named.
 */
export function pairPart(
  view: MatchView,
  analysis: Analysis,
  pair: Pair,
  shown: number,
  layout: PairLayout,
  from: { query: Start; key: Start } | undefined,
): (SvgNode | undefined)[] {
  if (shown <= 0) return [];
  const { trace, selection } = view;
  const { head } = selection;
  const d_head = trace.shape('query')[2]!;
  const arrived = during(shown, phases.pair.arrival);
  const { products, running } = memo(trace, `pair:${head}:${pair.i}:${pair.j}`, () =>
    analysis.multiply(trace.row('query', head, pair.i), trace.row('key', head, pair.j)),
  );
  const done = during(shown, phases.pair.products) * d_head;
  return [
    ...names(view, pair, layout, arrived),
    flying(view, 'query', pair.i, { x: layout.x, y: layout.y + 36 }, layout, from?.query, arrived),
    flying(view, 'key', pair.j, { x: layout.x + keyOffset, y: layout.y + 36 }, layout, from?.key, arrived),
    ...products.map((product, c) => line(view, pair, layout, c, product, within(done, c, c + 0.6))),
    total(view, pair, layout, running, done, d_head, during(shown, phases.pair.named)),
  ];
}

function names(
  { trace, say }: MatchView,
  { i, j }: Pair,
  layout: PairLayout,
  shown: number,
): (SvgNode | undefined)[] {
  const width = Math.min(106, layout.width / 2 - 12);
  const chip = (key: string, word: string, x: number, state: string) =>
    token({
      key,
      word,
      gloss: say.gloss(word),
      x,
      y: layout.y + 26 - layout.chipHeight,
      width,
      height: layout.chipHeight,
      letters: layout.letters,
      opacity: shown,
      state,
    });
  return [
    chip('query-word', trace.words[i]!, layout.x, 'asks chosen'),
    shown > 0
      ? text('·', {
          key: 'dot',
          class: 'operator',
          x: round(layout.x + width + 12),
          y: layout.y + 13,
          'text-anchor': 'middle',
        })
      : undefined,
    chip('key-word', trace.words[j]!, layout.x + width + 24, 'answers-key chosen'),
  ];
}

/** A vector of the pair on its way from the grid to its column here; a copy, the other stays in the grid. */
function flying(
  { trace, selection, highlight }: MatchView,
  tensor: 'query' | 'key',
  index: number,
  to: { x: number; y: number },
  layout: PairLayout,
  from: Start | undefined,
  arrived: number,
): SvgNode | undefined {
  const start = from ?? { ...to, turn: 0 };
  return vector(trace, {
    tensor,
    indices: [selection.head, index],
    role: 'pair-',
    cell: { along: layout.pitch, across },
    scale: vectorScale(trace, tensor, selection.head),
    highlight,
    brackets: arrived >= 1,
    opacity: from ? Math.min(arrived * 5, 1) : arrived,
    pose: {
      x: mix(start.x, to.x, arrived),
      y: mix(start.y, to.y, arrived),
      turn: mix(start.turn, 0, arrived),
      size: from ? mix(0.6, 1, arrived) : 1,
    },
  });
}

/** One component: query times key is product. */
function line(
  view: MatchView,
  { i, j }: Pair,
  layout: PairLayout,
  c: number,
  product: number,
  shown: number,
): SvgNode | undefined {
  if (shown <= 0) return undefined;
  const y = round(layout.y + 36 + (c + 0.5) * layout.pitch);
  const sign = (key: string, content: string, x: number) =>
    text(content, { key, class: 'operator', x: round(x), y, 'text-anchor': 'middle' });
  const right = layout.x + layout.width;
  const left = layout.x + keyOffset + across;
  const first = left + (right - left) * 0.25;
  const second = left + (right - left) * 0.64;
  const style = `font-size: ${layout.letters}px`;
  return node(
    'g',
    { key: `line${c}`, opacity: round(shown) },
    sign('times', '×', layout.x + (keyOffset + across) / 2),
    operand(view, 'query', i, c, { x: round(first), y, style }),
    sign('sign', '×', first + 8),
    operand(view, 'key', j, c, { x: round(second), y, style }),
    sign('equals', '=', second + 10),
    text(shortNumber(product), {
      key: 'product',
      class: 'number product',
      x: round(right),
      y,
      'text-anchor': 'end',
      style,
    }),
  );
}

function operand(
  { trace, selection: { head }, highlight }: MatchView,
  tensor: 'query' | 'key',
  index: number,
  c: number,
  place: { x: number; y: number; style: string },
): SvgNode {
  const id = cellId(tensor, head, index, c);
  return text(bracketed(trace.at(tensor, head, index, c), tensor === 'key'), {
    key: tensor,
    class: `number ${tensor}${highlight.has(id) ? ' highlight' : ''}`,
    'data-cell': id,
    'text-anchor': 'end',
    ...place,
  });
}

/** A negative second factor stands in brackets. */
function bracketed(x: number, second: boolean): string {
  return second && x < 0 ? `(${shortNumber(x)})` : shortNumber(x);
}

/** Under a rule the sum so far; at the end it is the score. */
function total(
  { trace, selection, highlight, say }: MatchView,
  { i, j }: Pair,
  layout: PairLayout,
  running: readonly number[],
  done: number,
  d_head: number,
  named: number,
): SvgNode | undefined {
  const added = Math.min(Math.floor(done), d_head);
  if (added === 0) return undefined;
  const finished = added === d_head;
  const id = cellId('score', selection.head, i, j);
  const right = layout.x + layout.width;
  const y = layout.y + 36 + d_head * layout.pitch + 18;
  return node(
    'g',
    {
      key: 'total',
      class: highlight.has(id) ? 'foot highlight' : 'foot',
      'data-cell': finished ? id : undefined,
    },
    node('path', {
      key: 'rule',
      class: 'rule',
      d: `M ${round(layout.x)} ${round(y - 14)} H ${round(right)}`,
    }),
    text(say(named > 0.5 ? 'pair.score' : 'pair.sum'), {
      key: 'name',
      class: 'foot-name',
      x: round(layout.x),
      y: round(y),
      style: `font-size: ${layout.letters}px`,
    }),
    text(shortNumber(finished ? trace.at('score', selection.head, i, j) : running[added - 1]!), {
      key: 'number',
      class: 'number strong',
      x: round(right),
      y: round(y),
      'text-anchor': 'end',
      style: `font-size: ${layout.letters + 1}px`,
    }),
  );
}
