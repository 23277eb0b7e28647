import type { TensorName } from '../../../../wasm/attention.js';
import { subscript } from '../../text/format.js';
import type { Trace } from '../../compute/trace.js';
import { type Cell, cellId } from '../../figure/cell.js';

/**
 * Where a number comes from: its name, the numbers that went into it, and the cells that they are. The formula that
 * says so in words and symbols is a text of the catalogue, `formula.` and the tensor's name.
 */
export interface Explanation {
  readonly symbol: string;
  readonly value: number;
  readonly working: Working;
  /** Ids of the cells and rows that the value is made of. */
  readonly sources: readonly string[];
}

/** Products that add up (or plain summands, `right` undefined), or the operands of one step as a line reads them. */
export type Working = { readonly sum: readonly Term[] } | { readonly line: readonly (number | string)[] };

export interface Term {
  readonly left: number;
  readonly right?: number;
}

type Explain = (trace: Trace, indices: readonly number[]) => Omit<Explanation, 'value'>;

function products(left: ArrayLike<number>, right: ArrayLike<number>): Working {
  return { sum: Array.from(left, (value, index) => ({ left: value, right: right[index]! })) };
}

function component(letter: string, i: number, c: number): string {
  return `${letter}${subscript(i + 1)}[${c + 1}]`;
}

/** q, k and v are the same story with another matrix: component c is row c of W times the embedding. */
function projection(letter: string, matrix: TensorName): Explain {
  return (trace, [h = 0, i = 0, c = 0]) => ({
    symbol: component(letter, i, c),
    working: products(trace.row(matrix, h, c), trace.row('embedding', i)),
    sources: [cellId('embedding', i), cellId(matrix, h, c)],
  });
}

type Line = (trace: Trace, h: number, i: number, j: number) => readonly (number | string)[];

/** A stage of softmax: what is done to one entry of the row. */
function entry(tensor: TensorName, sources: readonly TensorName[], line: Line): Explain {
  return (trace, [h = 0, i = 0, j = 0]) => ({
    symbol: `${tensor}[${i + 1},${j + 1}]`,
    working: { line: line(trace, h, i, j) },
    sources: sources.map((source) =>
      trace.shape(source).length === 3 ? cellId(source, h, i, j) : cellId(source, h, i),
    ),
  });
}

function probability(stage: 'before' | 'after'): Explain {
  return (trace, [i = 0, w = 0]) => ({
    symbol: `P(${trace.word(w)})`,
    working: { line: ['softmax', trace.at(`logits_${stage}`, i, w)] },
    sources: [cellId(stage === 'before' ? 'embedding' : 'output', i)],
  });
}

/** The heads that add to the delta: all that have not been switched off. */
function heardHeads({ n_heads, options }: Trace): number[] {
  return Array.from({ length: n_heads }, (_, h) => h).filter((h) => !options.silentHeads.includes(h));
}

/** What a score is divided by, or multiplied where an author says so. */
function scaling(trace: Trace): (number | string)[] {
  const { given, options } = trace;
  if (given && (given.scale !== undefined || given.from === 'scores')) return ['×', given.scale ?? 1];
  return options.scale ? ['÷', `√${trace.shape('query')[2]}`] : [];
}

/** Found in training: there is nothing that it was computed from on the sentence shown. */
function parameter(letter: string): Explain {
  return (_, indices) => ({
    symbol: `${letter}[${indices
      .slice(-2)
      .map((index) => index + 1)
      .join(',')}]`,
    working: { line: [] },
    sources: [],
  });
}

/** A row of a table of parameters, as it is. */
function looked(letter: string): Explain {
  return (_, [i = 0, c = 0]) => ({ symbol: component(letter, i, c), working: { line: [] }, sources: [] });
}

const explanations: Partial<Record<TensorName, Explain>> = {
  w_e: parameter('W_E'),
  w_p: parameter('W_P'),
  w_q: parameter('W_Q'),
  w_k: parameter('W_K'),
  w_v: parameter('W_V'),
  w_o: parameter('W_O'),
  w_u: parameter('W_U'),
  token_embedding: looked('word'),
  position_embedding: looked('position'),
  embedding: (trace, [i = 0, c = 0]) => ({
    symbol: component('E', i, c),
    working: { line: [trace.at('token_embedding', i, c), '+', trace.at('position_embedding', i, c)] },
    sources: [cellId('token_embedding', i, c), cellId('position_embedding', i, c)],
  }),
  query: projection('q', 'w_q'),
  key: projection('k', 'w_k'),
  value: projection('v', 'w_v'),
  score: (trace, [h = 0, i = 0, j = 0]) => ({
    symbol: `score[${i + 1},${j + 1}]`,
    working: products(trace.row('query', h, i), trace.row('key', h, j)),
    sources: [cellId('query', h, i), cellId('key', h, j)],
  }),
  scaled: entry('scaled', ['score'], (trace, h, i, j) => [
    trace.at('score', h, i, j),
    ...scaling(trace),
    ...(trace.options.temperature === 1 ? [] : ['÷', trace.options.temperature]),
  ]),
  masked: entry('masked', ['scaled'], (trace, h, i, j) => [
    trace.at('scaled', h, i, j),
    ...(trace.options.mask === 'causal' && j > i ? ['+', -Infinity] : []),
  ]),
  row_max: (trace, [h = 0, i = 0]) => ({
    symbol: `max[${i + 1}]`,
    working: { line: ['max', ...Array.from(trace.row('masked', h, i))] },
    sources: [cellId('masked', h, i)],
  }),
  shifted: entry('shifted', ['masked', 'row_max'], (trace, h, i, j) => [
    trace.at('masked', h, i, j),
    '−',
    trace.at('row_max', h, i),
  ]),
  exp: entry('exp', ['shifted'], (trace, h, i, j) => ['exp', trace.at('shifted', h, i, j)]),
  row_sum: (trace, [h = 0, i = 0]) => ({
    symbol: `sum[${i + 1}]`,
    working: { sum: Array.from(trace.row('exp', h, i), (left) => ({ left })) },
    sources: [cellId('exp', h, i)],
  }),
  weight: entry('weight', ['exp', 'row_sum'], (trace, h, i, j) => [
    trace.at('exp', h, i, j),
    '÷',
    trace.at('row_sum', h, i),
    ...(trace.options.mask === 'zero-after-softmax' && j > i ? ['→', 0] : []),
  ]),
  weight_sum: (trace, [h = 0, i = 0]) => ({
    symbol: `Σ[${i + 1}]`,
    working: { sum: Array.from(trace.row('weight', h, i), (left) => ({ left })) },
    sources: [cellId('weight', h, i)],
  }),
  head_output: (trace, [h = 0, i = 0, c = 0]) => {
    const values = trace.words.map((_, j) => trace.at('value', h, j, c));
    return {
      symbol: component('out', i, c),
      working: products(trace.row('weight', h, i), values),
      sources: [cellId('weight', h, i), ...values.map((_, j) => cellId('value', h, j, c))],
    };
  },
  head_delta: (trace, [h = 0, i = 0, c = 0]) => ({
    symbol: component('ΔE', i, c),
    working: products(trace.row('w_o', h, c), trace.row('head_output', h, i)),
    sources: [cellId('head_output', h, i), cellId('w_o', h, c)],
  }),
  word_delta: (trace, [i = 0, j = 0, c = 0]) => {
    const heads = heardHeads(trace);
    return {
      symbol: `ΔE${subscript(i + 1)}←${subscript(j + 1)}[${c + 1}]`,
      working: { line: [] },
      sources: heads.flatMap((h) => [cellId('weight', h, i, j), cellId('value', h, j)]),
    };
  },
  delta: (trace, [i = 0, c = 0]) => {
    const heads = heardHeads(trace);
    return {
      symbol: component('ΔE', i, c),
      working: { sum: heads.map((h) => ({ left: trace.at('head_delta', h, i, c) })) },
      sources: heads.map((h) => cellId('head_delta', h, i, c)),
    };
  },
  output: (trace, [i = 0, c = 0]) => ({
    symbol: component('E′', i, c),
    working: { line: [trace.at('embedding', i, c), '+', trace.at('delta', i, c)] },
    sources: [cellId('embedding', i, c), cellId('delta', i, c)],
  }),
  probability_before: probability('before'),
  probability_after: probability('after'),
};

/** Whether a number stands as an author has given it: there is nothing that it was made of. */
export function isAsGiven(trace: Trace, tensor: TensorName): boolean {
  const source = ({ score: 'query', weight: 'exp' } as Partial<Record<TensorName, TensorName>>)[tensor];
  return trace.given !== undefined && (source ? !trace.has(source) : letters[tensor] !== undefined);
}

const letters: Partial<Record<TensorName, string>> = { query: 'q', key: 'k', value: 'v' };

function asGiven(tensor: TensorName): Explain {
  const letter = letters[tensor];
  return letter
    ? (_, [, i = 0, c = 0]) => ({ symbol: component(letter, i, c), working: { line: [] }, sources: [] })
    : (_, [, i = 0, j = 0]) => ({
        symbol: `${tensor}[${i + 1},${j + 1}]`,
        working: { line: [] },
        sources: [],
      });
}

/** Explains one cell; undefined for one that figures do not show, and for an index out of range. */
export function explain(trace: Trace, cell: Cell): Explanation | undefined {
  if (!trace.has(cell.tensor)) return undefined;
  const explanation = isAsGiven(trace, cell.tensor) ? asGiven(cell.tensor) : explanations[cell.tensor];
  const shape = trace.shape(cell.tensor);
  const inside =
    cell.indices.length === shape.length && cell.indices.every((index, axis) => index < shape[axis]!);
  if (!explanation || !inside) return undefined;
  return { ...explanation(trace, cell.indices), value: trace.at(cell.tensor, ...cell.indices) };
}

/** Ids of the cells and rows that a cell is made of. */
export function sourcesOf(trace: Trace, cell: Cell): readonly string[] {
  return explain(trace, cell)?.sources ?? [];
}
