import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Keeps `room` of an element at its width. It is measured before the element is first drawn, so as not to draw it for no
 * room and once more for the room that there is.
 */
export class ElementWidth implements ReactiveController {
  #observer: ResizeObserver | undefined;
  #observed: Element | undefined;
  #onMeasured: () => void = () => {};
  /** Resolves once the element has been laid out. */
  readonly measured = new Promise<void>((resolve) => (this.#onMeasured = resolve));

  /** `inner`: the part of the host whose width it is, where that is not the host's own. */
  constructor(
    private readonly host: ReactiveControllerHost &
      HTMLElement & { available: number; readonly renderRoot: ParentNode },
    private readonly inner?: string,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    const { host } = this;
    this.#observer = new ResizeObserver(([entry]) => {
      const width = Math.round(entry!.contentRect.width);
      const take = (): void => {
        host.available = width;
        this.#onMeasured();
      };
      // What is drawn now has another height in the same round of the observer, of which browsers complain to the page around.
      if (width === host.available) take();
      else requestAnimationFrame(take);
    });
    this.#observe();
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observed = undefined;
  }

  hostUpdate(): void {
    const { host, inner } = this;
    if (host.available === 0 && !inner) host.available = Math.round(host.getBoundingClientRect().width);
  }

  hostUpdated(): void {
    this.#observe();
  }

  #observe(): void {
    const { host, inner } = this;
    const part = inner ? host.renderRoot?.querySelector(inner) : host;
    if (!part || part === this.#observed) return;
    this.#observed = part;
    this.#observer?.observe(part);
  }
}
