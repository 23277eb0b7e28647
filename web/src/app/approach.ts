import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How far outside the window an element begins to work, in pixels. */
const near = 800;

/** Tells once that an element has come near the window, or at once where it is not to wait for that. */
export class Approach implements ReactiveController {
  #observer: IntersectionObserver | undefined;
  #near = false;

  constructor(
    private readonly host: ReactiveControllerHost & Element,
    private readonly waits: () => boolean,
    private readonly onNear: () => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    if (this.#near) return;
    if (!this.waits()) return this.#come();
    this.#observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) this.#come();
      },
      { rootMargin: `${near}px` },
    );
    this.#observer.observe(this.host);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
  }

  #come(): void {
    this.#observer?.disconnect();
    this.#near = true;
    this.onNear();
  }
}
