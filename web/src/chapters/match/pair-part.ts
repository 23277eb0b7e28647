import { shortNumber } from '../../text/format.js';
import { cellId } from '../../figure/cell.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { during, mix, within } from '../../scene/math.js';
import type { Analysis } from '../../../../wasm/analysis.js';
import { token } from '../../figure/objects/token.js';
import { vector } from '../../figure/objects/vector.js';
import { memo } from '../../scene/memo.js';
import { vectorScale } from '../../figure/parts/pass.js';
import type { PassView } from '../../figure/parts/pass.js';
import { phases } from './steps.js';

export interface PairLayout {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly pitch: number;
  /** The chips of the two words end where they would with room for a word alone. */
  readonly chipHeight: number;
}

/** Where a vector comes from: its pose in the grid. */
export interface Start {
  readonly x: number;
  readonly y: number;
  readonly turn: number;
}

export interface Pair {
  readonly i: number;
  readonly j: number;
}

const across = 26;
const keyOffset = 44;

/**
 * One query and one key side by side, component by component: their products, and the sum as it grows to be the score.
 * `shown` is how far the step has come: the vectors arrive, the products appear one after the other, the sum is named.
 */
export function pairPart(
  view: PassView,
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
  { trace, say }: PassView,
  { i, j }: Pair,
  layout: PairLayout,
  shown: number,
): (SvgNode | undefined)[] {
  const width = Math.min(92, layout.width / 2 - 12);
  const chip = (key: string, word: string, x: number, state: string) =>
    token({
      key,
      word,
      gloss: say.gloss(word),
      x,
      y: layout.y + 26 - layout.chipHeight,
      width,
      height: layout.chipHeight,
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
  { trace, selection, highlight }: PassView,
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
  view: PassView,
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
  const left = layout.x + keyOffset + across;
  const right = layout.x + layout.width;
  const first = left + (right - layout.x - keyOffset - across) * 0.27;
  const second = left + (right - layout.x - keyOffset - across) * 0.68;
  return node(
    'g',
    { key: `line${c}`, opacity: round(shown) },
    sign('times', '×', layout.x + (keyOffset + across) / 2),
    operand(view, 'query', i, c, first, y),
    sign('sign', '×', first + 8),
    operand(view, 'key', j, c, second, y),
    sign('equals', '=', second + 9),
    text(shortNumber(product), {
      key: 'product',
      class: 'number product',
      x: round(right),
      y,
      'text-anchor': 'end',
    }),
  );
}

function operand(
  { trace, selection: { head }, highlight }: PassView,
  tensor: 'query' | 'key',
  index: number,
  c: number,
  x: number,
  y: number,
): SvgNode {
  const id = cellId(tensor, head, index, c);
  return text(bracketed(trace.at(tensor, head, index, c), tensor === 'key'), {
    key: tensor,
    class: `number ${tensor}${highlight.has(id) ? ' highlight' : ''}`,
    'data-cell': id,
    x: round(x),
    y,
    'text-anchor': 'end',
  });
}

/** A negative second factor stands in brackets. */
function bracketed(x: number, second: boolean): string {
  return second && x < 0 ? `(${shortNumber(x)})` : shortNumber(x);
}

/** Under a rule the sum so far; at the end it is the score. */
function total(
  { trace, selection, highlight, say }: PassView,
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
    }),
    text(shortNumber(finished ? trace.at('score', selection.head, i, j) : running[added - 1]!), {
      key: 'number',
      class: 'number strong',
      x: round(right),
      y: round(y),
      'text-anchor': 'end',
    }),
  );
}
