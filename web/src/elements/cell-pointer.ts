import type { Cell } from '../inspect/cell.js';
import { cellAt } from '../inspect/cell-at.js';
import { neighbour } from '../inspect/walk.js';
import type { ExplainerFigure } from './explainer-figure.js';

/** What is pointed at in a figure: by the mouse while it is there, by a press or a walk until it is let go. */
export class CellPointer {
  /** A cell that was pressed stays in the inspector when the pointer leaves it. */
  #pinned = false;

  constructor(private readonly figure: ExplainerFigure) {}

  move(event: PointerEvent): void {
    if (event.pointerType === 'mouse' && !this.#pinned) this.figure.pointed = this.#cellAt(event);
  }

  leave(): void {
    if (!this.#pinned) this.figure.pointed = undefined;
  }

  press(event: MouseEvent): void {
    this.#pin(this.#cellAt(event));
  }

  /** Enter starts a walk from cell to cell with the arrow keys, Escape ends it. Whether the key was for it. */
  walk(key: string): boolean {
    const { figure, context, pointed, stepId } = this.figure;
    if (key === 'Enter' && !this.#pinned) this.#pin(figure.startCell(context, stepId));
    else if (key === 'Escape' && this.#pinned) this.#pin(undefined);
    else if (this.#pinned && pointed && key.startsWith('Arrow'))
      this.#pin(neighbour(context.runs[pointed.run], pointed, key));
    else return false;
    return true;
  }

  #cellAt({ target }: Event): Cell | undefined {
    return cellAt(target as Element, this.figure.figure.run);
  }

  #pin(cell: Cell | undefined): void {
    if (cell) this.figure.pause();
    this.#pinned = cell !== undefined;
    this.figure.pointed = cell;
  }
}
