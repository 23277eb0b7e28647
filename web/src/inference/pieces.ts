import type { TransformerDescription } from '../models/description.js';
import { isMatrix, layerParameters, parameterShapes } from '../models/parameters.js';

/** Tokens that the core takes at once: with more in a piece nothing is gained. */
const most = 120;
/**
 * Products that are done without a look at what else there is to do: 50 ms at 20 billion a second, so that who cancels is answered
 * within 100 ms where it is half as fast. Pieces are told by the size of a model, and not by a clock: the same text gives the
 * same numbers, to the last bit, each time.
 */
const products = 1e9;

/** Rows that need so many products each, as many as are done at once. Kernels take eight rows together. */
function rowsAtOnce(each: number, limit: number): number {
  const rows = Math.min(limit, Math.max(1, Math.floor(products / each)));
  return rows < 8 ? rows : rows - (rows % 8);
}

/** How many tokens go through all layers of a model before others get their turn. */
export function tokensAtOnce(description: TransformerDescription): number {
  const layer = [...parameterShapes(description)].filter(
    ([name]) => isMatrix(name) && (layerParameters as readonly string[]).includes(name),
  );
  const each = layer.reduce((sum, [, { columns, depth }]) => sum + columns * depth, 0);
  return rowsAtOnce(each * description.n_layers, most);
}

/** How many rows of logits are read out before others get their turn. */
export const logitsAtOnce = ({ n_vocabulary, d_model }: TransformerDescription, limit: number): number =>
  rowsAtOnce(n_vocabulary * d_model, limit);
