import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type Cell, cellId } from '../figure/cell.js';
import { isComposed } from '../ui/composed.js';
import { beSheet, isNarrowWindow } from './sheet.js';

/** An inspector in the box of its stage. */
interface PlacedInspector extends ReactiveControllerHost, HTMLElement {
  readonly cell: Cell | undefined;
  readonly mark: Element | undefined;
  readonly pinned: boolean;
}

type Box = Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'>;

/** Windows up to this width have a sheet at their foot. */
const phone = 720;
/** How far it keeps from what is pointed at, in pixels. */
const distance = 12;
const places = ['bottom', 'top', 'bottom-end', 'top-end'] as const;

/**
 * Keeps an inspector off what is pointed at, where it covers nothing of others: in a corner of the stage, and on a phone at the
 * foot of the window. There it goes when its figure does, and before another figure comes under it.
 */
export class InspectorPlace implements ReactiveController {
  constructor(
    private readonly host: PlacedInspector,
    private readonly close: () => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('keydown', this.#onKey);
    document.addEventListener('scroll', this.#onScroll, { passive: true, capture: true });
  }

  hostDisconnected(): void {
    document.removeEventListener('keydown', this.#onKey);
    document.removeEventListener('scroll', this.#onScroll, { capture: true });
  }

  hostUpdated(): void {
    const { host } = this;
    const marked = host.cell && host.parentElement && this.#marked(host.cell);
    this.#beSheet(Boolean(marked && host.pinned) && isNarrowWindow(phone));
    if (!marked) return;
    // A sheet that would cover another figure stands over its own.
    if (this.#isSheet && this.#isOverOthers()) this.#beSheet(false);
    this.#place(marked);
  }

  get #isSheet(): boolean {
    return this.host.classList.contains('sheet');
  }

  get #figure(): Element {
    return (this.host.getRootNode() as ShadowRoot).host;
  }

  /** What is pointed at: by the pointer, or by keys, which stop at the first mark of a cell. */
  #marked(cell: Cell): Box {
    const { mark, parentElement } = this.host;
    const id = cellId(cell.tensor, ...cell.indices);
    const marked = mark?.isConnected ? mark : parentElement!.querySelector(`[data-cell="${id}"]`);
    return (marked ?? parentElement!).getBoundingClientRect();
  }

  /** Where it is, if that is off what is pointed at: it does not jump about as a pointer passes. */
  #place(marked: Box): void {
    const { dataset } = this.host;
    const now = dataset.at ?? places[0];
    for (const place of [now, ...places, 'under']) {
      dataset.at = place;
      if (!touch(this.host.getBoundingClientRect(), marked, distance)) return;
    }
  }

  #beSheet(sheet: boolean): void {
    if (sheet !== this.#isSheet) delete this.host.dataset.at;
    beSheet(this.host, sheet);
  }

  #isOverOthers(): boolean {
    const figure = this.#figure;
    const own = this.host.getBoundingClientRect();
    const others = (figure.getRootNode() as ParentNode).querySelectorAll('explainer-figure, .body');
    return [...others].some(
      (other) => other !== figure && !other.contains(figure) && touch(other.getBoundingClientRect(), own, 0),
    );
  }

  #onScroll = (): void => {
    if (!this.#isSheet) return;
    const { top, bottom } = this.#figure.getBoundingClientRect();
    if (bottom <= 0 || top >= innerHeight || this.#isOverOthers()) this.close();
  };

  #onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.host.pinned && !isComposed(event)) this.close();
  };
}

function touch(one: Box, other: Box, distance: number): boolean {
  return (
    one.left < other.right + distance &&
    one.right > other.left - distance &&
    one.top < other.bottom + distance &&
    one.bottom > other.top - distance
  );
}
