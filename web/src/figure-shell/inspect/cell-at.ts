import { tensors } from '../../../../wasm/attention.js';
import type { RunName } from '../../compute/runs.js';
import type { Cell } from '../../figure/cell.js';

/** The cell that a text such as `score:1:3:2` names; undefined when it names no tensor. */
export function parseCell(run: RunName, id: string): Cell | undefined {
  const [name, ...indices] = id.split(':');
  const known = tensors.find((tensor) => tensor.name === name);
  return known && { run, tensor: known.name, indices: indices.map(Number) };
}

/** The cell that an element of a figure stands for: `data-cell` on it or around it, `data-run` around that. */
export function cellAt(element: Element, run: RunName): Cell | undefined {
  const id = element.closest('[data-cell]')?.getAttribute('data-cell');
  const named = element.closest('[data-run]')?.getAttribute('data-run') as RunName | null | undefined;
  return id ? parseCell(named ?? run, id) : undefined;
}
