import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { outside } from '../ui/outside.js';

/**
 * Keeps things from standing still in an element that does not scroll with the window, as in a slide or in a box that a transform
 * has put into the middle: they would float over what they belong to.
 */
export class Standing implements ReactiveController {
  #sizes = new ResizeObserver(() => this.#tell());
  #sight = new IntersectionObserver(() => this.#tell());

  constructor(private readonly host: ReactiveControllerHost & HTMLElement & { renderRoot: ParentNode }) {
    host.addController(this);
  }

  hostConnected(): void {
    this.#sizes.observe(this.host);
    this.#sight.observe(this.host);
  }

  hostDisconnected(): void {
    this.#sizes.disconnect();
    this.#sight.disconnect();
  }

  #tell(): void {
    this.host.renderRoot.querySelector('main')?.toggleAttribute('data-still', !scrollsAlong(this.host));
  }
}

/** Whether what an element stands in is scrolled past: by the window, or by a box that scrolls. */
function scrollsAlong(element: Element): boolean {
  for (let at = outside(element); at; at = outside(at)) {
    const { position, transform, translate, scale, rotate, overflowY } = getComputedStyle(at);
    const moved = [transform, translate, scale, rotate].some((value) => value && value !== 'none');
    if (moved || position === 'fixed' || overflowY === 'hidden') return false;
    if (/auto|scroll/.test(overflowY) && at.scrollHeight > at.clientHeight) return true;
  }
  return true;
}
