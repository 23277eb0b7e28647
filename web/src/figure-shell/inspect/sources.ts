import type { Trace } from '../../compute/trace.js';
import type { Cell } from '../../figure/cell.js';
import type { explain } from './explain.js';

/** What explains cells: it follows the first figure, in which nothing can be pointed at before. */
let explainCell: typeof explain | undefined;

export function provideExplanations(known: typeof explain): void {
  explainCell = known;
}

/** Ids of the cells and rows that a cell is made of. */
export function sourcesOf(trace: Trace, cell: Cell): readonly string[] {
  return explainCell?.(trace, cell)?.sources ?? [];
}
