/**
 * The address of the page, kept up with what is shown without an entry in the history for each moment.
 *
 * WebKit refuses more than 100 changes in 10 s, and dragging along a figure's steps makes more: after one change the
 * next waits, and only the last of those that wait is written.
 */
export class Address {
  readonly #pause: number;
  #waiting: string | undefined;
  #written: string | undefined;
  /** The fragment that the page knows of. */
  #known = location.hash;
  #timer: number | undefined;

  /** `pause`: least time between two changes, in milliseconds. */
  constructor(pause = 110) {
    this.#pause = pause;
  }

  /** Puts a fragment, "#..." , into the address: now, or once the pause after the last change is over. */
  write(fragment: string): void {
    if (this.#timer !== undefined) {
      this.#waiting = fragment;
      return;
    }
    if (fragment === location.hash) return;
    if (location.hash === this.#known) {
      history.replaceState(history.state, '', fragment);
      this.#written = location.hash;
    } else {
      // The reader has gone elsewhere, and the page will be told in a moment: then this is out of date.
      this.#waiting = fragment;
      this.#written = undefined;
    }
    this.#known = location.hash;
    this.#timer = window.setTimeout(this.#next, this.#pause);
  }

  /** Forgets what waits: the reader has gone to another address, and what is written from now on is about that. */
  drop(): void {
    this.#waiting = undefined;
    this.#written = undefined;
    this.#known = location.hash;
  }

  /** Writes what waits, since nothing may come after. */
  flush(): void {
    window.clearTimeout(this.#timer);
    this.#next();
  }

  #next = (): void => {
    const fragment = this.#waiting;
    this.#waiting = undefined;
    this.#timer = undefined;
    // The reader has gone elsewhere, and the page has not been told yet: what waits is out of date.
    const moved = this.#written !== undefined && this.#written !== location.hash;
    if (fragment !== undefined && !moved) this.write(fragment);
  };
}
