import type { TransformerDescription } from '../description.js';
import type { ParameterName } from '../parameters.js';

/**
 * A rectangle of a parameter as it stands in a tensor of a file: element (m, k) of the parameter, for m from first_column and k
 * from first_component on, is number offset + (m - first_column) · column_step + (k - first_component) · component_step of the
 * tensor. So a matrix may lie there transposed, as a part of a wider one, or head by head.
 */
export interface Rectangle {
  readonly first_column: number;
  readonly n_columns: number;
  readonly first_component: number;
  readonly n_components: number;
  readonly offset: number;
  readonly column_step: number;
  readonly component_step: number;
}

/** Where one parameter of a model lies in the files of a family. */
export interface Placement {
  readonly parameter: ParameterName;
  /** 0 for those that a model has once. */
  readonly layer: number;
  /** The file's name for the tensor that it is in, without the prefix that some files have. */
  readonly from: string;
  readonly fileShape: readonly number[];
  readonly rectangles: readonly Rectangle[];
}

/** A parameter that its files leave out because it is the same for all: weights of norms that are 1, biases that are 0. */
export interface Constant {
  readonly parameter: ParameterName;
  readonly layer: number;
  readonly size: number;
  readonly constant: 0 | 1;
}

export interface Layout {
  readonly description: TransformerDescription;
  readonly parameters: readonly (Placement | Constant)[];
  /** What names may begin with. */
  readonly prefixes: readonly string[];
  /** Names, without prefix, of what is no parameter: masks, tables of angles, copies of what is tied. */
  readonly skipped: RegExp;
  /** Whether texts are cut as GPT-2 cuts them, so that vocab.json and merges.txt say all of a tokenizer. */
  readonly hasGpt2Words?: boolean;
  /** Whether the vocabulary has exactly the tokens of the tokenizer. */
  readonly isUnpadded?: boolean;
}

/** A rectangle from the first column and component on. */
export const rectangle = (
  n_columns: number,
  n_components: number,
  { offset = 0, column_step = n_components, component_step = 1, first_column = 0, first_component = 0 } = {},
): Rectangle => ({
  ...{ first_column, n_columns, first_component, n_components },
  ...{ offset, column_step, component_step },
});

/** A vector. */
export const vector = (parameter: ParameterName, layer: number, from: string, size: number): Placement => ({
  ...{ parameter, layer, from, fileShape: [size], rectangles: [rectangle(1, size)] },
});

/** A matrix (columns, components), as nn.Linear and nn.Embedding keep it. */
export const linear = (
  parameter: ParameterName,
  layer: number,
  from: string,
  n_columns: number,
  n_components: number,
): Placement => ({
  ...{ parameter, layer, from, fileShape: [n_columns, n_components] },
  rectangles: [rectangle(n_columns, n_components)],
});

/** A matrix that the file keeps as (components, columns). */
export const transposed = (
  parameter: ParameterName,
  layer: number,
  from: string,
  n_columns: number,
  n_components: number,
): Placement => ({
  ...{ parameter, layer, from, fileShape: [n_components, n_columns] },
  rectangles: [rectangle(n_columns, n_components, { column_step: 1, component_step: n_columns })],
});

export type NormName = 'attention_norm' | 'mlp_norm' | 'final_norm';

/** A layer norm that has weight and bias in the file, or leaves out the latter. */
export function layerNorm(
  name: NormName,
  layer: number,
  from: string,
  size: number,
  biased = true,
): (Placement | Constant)[] {
  return [
    vector(`${name}_weight`, layer, `${from}.weight`, size),
    biased
      ? vector(`${name}_bias`, layer, `${from}.bias`, size)
      : { parameter: `${name}_bias`, layer, size, constant: 0 },
  ];
}

/** What is made for every layer. */
export const perLayer = <T>(count: number, make: (layer: number) => readonly T[]): T[] =>
  Array.from({ length: count }, (_, layer) => make(layer)).flat();

/**
 * What lies in a tensor head by head. Its rectangles are made when they are asked for: a configuration can ask for a million heads
 * before it is found to belong to another file.
 */
export function byHeads(
  place: Omit<Placement, 'rectangles'>,
  count: number,
  make: (head: number) => Rectangle,
): Placement {
  let made: readonly Rectangle[] | undefined;
  return {
    ...place,
    get rectangles() {
      return (made ??= Array.from({ length: count }, (_, head) => make(head)));
    },
  };
}
