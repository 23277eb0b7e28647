import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Keeps `room` of an element at its width. It is measured before the element is first drawn, so as not to draw it for no
 * room and once more for the room that there is.
 */
export class ElementWidth implements ReactiveController {
  #observer: ResizeObserver | undefined;
  #onMeasured: () => void = () => {};
  /** Resolves once the element has been laid out. */
  readonly measured = new Promise<void>((resolve) => (this.#onMeasured = resolve));

  constructor(private readonly host: ReactiveControllerHost & HTMLElement & { available: number }) {
    host.addController(this);
  }

  hostConnected(): void {
    const { host } = this;
    this.#observer = new ResizeObserver(([entry]) => {
      host.available = Math.round(entry!.contentRect.width);
      this.#onMeasured();
    });
    this.#observer.observe(host);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
  }

  hostUpdate(): void {
    const { host } = this;
    if (host.available === 0) host.available = Math.round(host.getBoundingClientRect().width);
  }
}
