import type { TensorName } from '../../../wasm/attention.js';
import { subscript } from '../format.js';
import type { Trace } from '../trace.js';
import { type Cell, cellId } from './cell.js';

/** Where a number comes from: a formula, the numbers that went into it, and the cells that they are. */
export interface Explanation {
  readonly symbol: string;
  readonly formula: string;
  /** Products that add up to the value, or summands (`right` is then undefined). */
  readonly terms: readonly Term[];
  /** One-step formulas instead have their operands, in the order in which the formula reads them. */
  readonly operands: readonly Operand[];
  readonly value: number;
  /** Ids of the cells and rows that it is made of. */
  readonly sources: readonly string[];
}

export interface Term {
  readonly left: number;
  readonly right?: number;
}

export type Operand = number | string;

type Explain = (trace: Trace, indices: readonly number[]) => Omit<Explanation, 'value'>;

const noTerms = { terms: [] as Term[] };
const noOperands = { operands: [] as Operand[] };

function products(left: ArrayLike<number>, right: ArrayLike<number>): Term[] {
  return Array.from(left, (value, index) => ({ left: value, right: right[index]! }));
}

/** q, k and v are the same story with another matrix: component c is row c of W times the embedding. */
function projection(letter: string, matrix: TensorName): Explain {
  return (trace, [h = 0, i = 0, c = 0]) => ({
    symbol: `${letter}${subscript(i + 1)}[${c + 1}]`,
    formula: `W_${letter.toUpperCase()}[${c + 1}] · E${subscript(i + 1)}`,
    terms: products(trace.row(matrix, h, c), trace.row('embedding', i)),
    ...noOperands,
    sources: [cellId('embedding', i), cellId(matrix, h, c)],
  });
}

/** A stage of softmax: one entry of the row, and what is done to it. */
function entry(name: string, formula: string, sources: readonly TensorName[], operands: OperandsOf): Explain {
  return (trace, [h = 0, i = 0, j = 0]) => ({
    symbol: `${name}[${i + 1},${j + 1}]`,
    formula,
    ...noTerms,
    operands: operands(trace, h, i, j),
    sources: sources.map((tensor) => cellId(tensor, h, i, ...(trace.shape(tensor).length === 3 ? [j] : []))),
  });
}

type OperandsOf = (trace: Trace, h: number, i: number, j: number) => Operand[];

function sumOfEntries(trace: Trace, tensor: TensorName, h: number, i: number): Term[] {
  return Array.from(trace.row(tensor, h, i), (left) => ({ left }));
}

function probability(stage: 'before' | 'after'): Explain {
  return (trace, [i = 0, w = 0]) => ({
    symbol: `P(${trace.word(w)})`,
    formula: 'softmax(logits)',
    ...noTerms,
    operands: ['softmax', trace.at(`logits_${stage}`, i, w)],
    sources: [cellId(stage === 'before' ? 'embedding' : 'output', i)],
  });
}

const explanations: Partial<Record<TensorName, Explain>> = {
  embedding: (trace, [i = 0, c = 0]) => ({
    symbol: `E${subscript(i + 1)}[${c + 1}]`,
    formula: 'word vector + position vector',
    ...noTerms,
    operands: [trace.at('token_embedding', i, c), '+', trace.at('position_embedding', i, c)],
    sources: [],
  }),
  query: projection('q', 'w_q'),
  key: projection('k', 'w_k'),
  value: projection('v', 'w_v'),
  score: (trace, [h = 0, i = 0, j = 0]) => ({
    symbol: `score[${i + 1},${j + 1}]`,
    formula: `q${subscript(i + 1)} · k${subscript(j + 1)}`,
    terms: products(trace.row('query', h, i), trace.row('key', h, j)),
    ...noOperands,
    sources: [cellId('query', h, i), cellId('key', h, j)],
  }),
  scaled: entry('scaled', 'score ÷ √d_k', ['score'], (trace, h, i, j) => [
    trace.at('score', h, i, j),
    '÷',
    `√${trace.shape('query')[2]}`,
  ]),
  masked: entry('masked', 'scaled, or −∞ for a later word', ['scaled'], (trace, h, i, j) => [
    trace.at('scaled', h, i, j),
    j > i ? '→ −∞' : '',
  ]),
  shifted: entry('shifted', 'masked − row maximum', ['masked', 'row_max'], (trace, h, i, j) => [
    trace.at('masked', h, i, j),
    '−',
    trace.at('row_max', h, i),
  ]),
  exp: entry('exp', 'e to the power of shifted', ['shifted'], (trace, h, i, j) => [
    'exp',
    trace.at('shifted', h, i, j),
  ]),
  weight: entry('weight', 'exp ÷ row sum', ['exp', 'row_sum'], (trace, h, i, j) => [
    trace.at('exp', h, i, j),
    '÷',
    trace.at('row_sum', h, i),
  ]),
  row_max: (trace, [h = 0, i = 0]) => ({
    symbol: `max[${i + 1}]`,
    formula: 'largest masked score of the row',
    ...noTerms,
    operands: ['max', ...Array.from(trace.row('masked', h, i))],
    sources: [cellId('masked', h, i)],
  }),
  row_sum: (trace, [h = 0, i = 0]) => ({
    symbol: `sum[${i + 1}]`,
    formula: 'all exponentials of the row, added',
    terms: sumOfEntries(trace, 'exp', h, i),
    ...noOperands,
    sources: [cellId('exp', h, i)],
  }),
  head_output: (trace, [h = 0, i = 0, c = 0]) => ({
    symbol: `out${subscript(i + 1)}[${c + 1}]`,
    formula: 'sum of weight × value',
    terms: products(
      trace.row('weight', h, i),
      trace.words.map((_, j) => trace.at('value', h, j, c)),
    ),
    ...noOperands,
    sources: [cellId('weight', h, i), ...trace.words.map((_, j) => cellId('value', h, j, c))],
  }),
  head_delta: (trace, [h = 0, i = 0, c = 0]) => ({
    symbol: `ΔE${subscript(i + 1)}[${c + 1}] of head ${h + 1}`,
    formula: `W_O[${c + 1}] · out${subscript(i + 1)}`,
    terms: products(trace.row('w_o', h, c), trace.row('head_output', h, i)),
    ...noOperands,
    sources: [cellId('head_output', h, i), cellId('w_o', h, c)],
  }),
  delta: (trace, [i = 0, c = 0]) => ({
    symbol: `ΔE${subscript(i + 1)}[${c + 1}]`,
    formula: 'sum over the heads',
    terms: Array.from({ length: trace.n_heads }, (_, h) => ({ left: trace.at('head_delta', h, i, c) })),
    ...noOperands,
    sources: Array.from({ length: trace.n_heads }, (_, h) => cellId('head_delta', h, i, c)),
  }),
  output: (trace, [i = 0, c = 0]) => ({
    symbol: `E′${subscript(i + 1)}[${c + 1}]`,
    formula: `E${subscript(i + 1)} + ΔE${subscript(i + 1)}`,
    ...noTerms,
    operands: [trace.at('embedding', i, c), '+', trace.at('delta', i, c)],
    sources: [cellId('embedding', i, c), cellId('delta', i, c)],
  }),
  probability_before: probability('before'),
  probability_after: probability('after'),
};

/** Explains one cell; undefined for a tensor that is not made of others (a parameter) or an index out of range. */
export function explain(trace: Trace, cell: Cell): Explanation | undefined {
  const explanation = explanations[cell.tensor];
  const shape = trace.shape(cell.tensor);
  const inside =
    cell.indices.length === shape.length && cell.indices.every((index, axis) => index < shape[axis]!);
  if (!explanation || !inside) return undefined;
  return { ...explanation(trace, cell.indices), value: trace.at(cell.tensor, ...cell.indices) };
}
