import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How far down the window a reader reads, in percent: on phones the figure stands above. */
export const readingLine = 55;

/** A card that is read; `initially` it stood there already when it came into the page. */
export interface ReadCard {
  readonly step: string;
  readonly initially: boolean;
}

/** Tells which card of an element's is read: the last one whose beginning has come to the line. */
export class ReadingLine implements ReactiveController {
  #observer: IntersectionObserver | undefined;
  /** In the order of the page: whether it has come to the line. */
  #cards = new Map<Element, boolean>();
  #read: string | undefined;
  #initially = true;

  constructor(
    private readonly host: ReactiveControllerHost & { readonly renderRoot: ParentNode },
    private readonly onRead: (card: ReadCard) => void,
  ) {
    host.addController(this);
  }

  hostUpdated(): void {
    const cards = [...this.host.renderRoot.querySelectorAll('.card[data-step]')];
    if (cards.length === this.#cards.size && cards.every((card) => this.#cards.has(card))) return;
    this.#observer?.disconnect();
    this.#cards = new Map(cards.map((card) => [card, false]));
    this.#initially = true;
    this.#observer = new IntersectionObserver((entries) => this.#onCross(entries), {
      // In a frame the line is the frame's, too. What has passed it stays above.
      root: document,
      rootMargin: `1000000px 0px -${100 - readingLine}% 0px`,
    });
    for (const card of cards) this.#observer.observe(card);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = undefined;
    this.#cards.clear();
  }

  #onCross(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) this.#cards.set(target, isIntersecting);
    const cards = [...this.#cards];
    // Who has gone back before the first one has gone back to it.
    const card = cards.findLast(([, has]) => has) ?? (this.#read === undefined ? undefined : cards[0]);
    const read = (card?.[0] as HTMLElement | undefined)?.dataset.step;
    const initially = this.#initially;
    this.#initially = false;
    if (read === this.#read) return;
    this.#read = read;
    if (read !== undefined) this.onRead({ step: read, initially });
  }
}
