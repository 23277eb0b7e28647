import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { idle } from '../compute/idle.js';
import { savesData } from '../ui/saves-data.js';

/** How far outside the window an element begins to work, in pixels. */
const near = 800;

/**
 * Tells that an element has come near the window. Before that it tells, when the page is there and has nothing else to do: what may be
 * printed unseen has to be ready, as paper waits for nothing.
 */
export class Approach implements ReactiveController {
  #observer: IntersectionObserver | undefined;

  constructor(
    private readonly host: ReactiveControllerHost & Element,
    private readonly onNear: () => void,
    onIdle: () => void,
  ) {
    host.addController(this);
    if (!savesData()) void pageIdle().then(onIdle);
  }

  hostConnected(): void {
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
    this.host.removeController(this);
    this.onNear();
  }
}

async function pageIdle(): Promise<void> {
  if (document.readyState !== 'complete')
    await new Promise((done) => addEventListener('load', done, { once: true }));
  await idle();
}
