import type { Cell } from '../figure/cell.js';
import { cellAt } from './inspect/cell-at.js';
import { neighbour } from './inspect/walk.js';
import type { RunName } from '../compute/runs.js';
import type { Trace } from '../compute/trace.js';

/** A figure in which cells can be pointed at. */
interface PointedFigure {
  pointed: Cell | undefined;
}

/** What the figure shows at the moment. */
interface PointedCells {
  /** Where a walk begins. */
  start(): Cell | undefined;
  /** The run of cells that do not say theirs. */
  run(): RunName;
  traceOf(cell: Cell): Trace;
  /** Stops what moves, so that what is pointed at stays. */
  pause(): void;
}

/** What is pointed at in a figure: by the mouse while it is there, by a press or a walk until it is let go. */
export class CellPointer {
  /** A cell that was pressed stays in the inspector when the pointer leaves it. */
  #pinned = false;
  #walks = false;
  #mark: Element | undefined;

  constructor(
    private readonly figure: PointedFigure,
    private readonly cells: PointedCells,
  ) {}

  get pinned(): boolean {
    return this.#pinned;
  }

  /** The cell that a walk has come to. */
  get walked(): Cell | undefined {
    return this.#walks ? this.figure.pointed : undefined;
  }

  /** The mark that the pointer is at, where it is at one. */
  get mark(): Element | undefined {
    return this.#mark;
  }

  move(event: PointerEvent): void {
    if (event.pointerType === 'mouse' && !this.#pinned) this.figure.pointed = this.#cellAt(event);
  }

  leave(): void {
    if (!this.#pinned) this.figure.pointed = undefined;
  }

  press(event: MouseEvent): void {
    const cell = this.#cellAt(event);
    const mark = this.#mark;
    this.pin(cell);
    this.#mark = mark;
  }

  /** Enter starts a walk from cell to cell with the arrow keys, Escape ends it. Whether the key was for it. */
  walk(key: string): boolean {
    const { pointed } = this.figure;
    if (key === 'Enter' && !this.#pinned) this.pin(this.cells.start());
    else if (key === 'Escape' && this.#pinned) this.pin(undefined);
    else if (this.#pinned && pointed && key.startsWith('Arrow'))
      this.pin(neighbour(this.cells.traceOf(pointed), pointed, key));
    else return false;
    this.#walks = this.#pinned;
    return true;
  }

  pin(cell: Cell | undefined): void {
    if (cell) this.cells.pause();
    this.#pinned = cell !== undefined;
    this.#walks = false;
    this.#mark = undefined;
    this.figure.pointed = cell;
  }

  #cellAt({ target }: Event): Cell | undefined {
    this.#mark = target as Element;
    return cellAt(this.#mark, this.cells.run());
  }
}
