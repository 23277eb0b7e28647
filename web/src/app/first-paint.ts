import type { LitElement } from 'lit';

/**
 * What the page was built with: the element's own templates, rendered into a declarative shadow root. It is shown until
 * there is something live, and then leaves in one go.
 */
export class FirstPaint {
  /** What is live stands before it, the first paint behind it. */
  readonly #mark = document.createComment('');

  constructor(private readonly root: ShadowRoot) {
    root.prepend(this.#mark);
  }

  get shown(): boolean {
    return this.root.lastChild !== this.#mark;
  }

  /** It covers what is live until the first figure is drawn, which comes in a task of its own: nothing is empty meanwhile. */
  async leaveAfter(figure: Pick<LitElement, 'updateComplete'> | null): Promise<void> {
    await figure?.updateComplete.catch(() => {});
    this.leave();
  }

  leave(): void {
    this.root.querySelector('main')?.removeAttribute('inert');
    while (this.shown) this.root.lastChild!.remove();
  }
}
