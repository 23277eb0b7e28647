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

  leave(): void {
    while (this.shown) this.root.lastChild!.remove();
  }
}
