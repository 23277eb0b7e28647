import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Whether the page is being printed. Its host is drawn again when that begins and when it has ended. */
export class Printing implements ReactiveController {
  #active = false;
  readonly #medium = matchMedia('print');

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  get active(): boolean {
    return this.#active;
  }

  hostConnected(): void {
    window.addEventListener('beforeprint', this.#onBegin);
    window.addEventListener('afterprint', this.#onEnd);
    // Where there are no such events, and where printing is only emulated.
    this.#medium.addEventListener('change', this.#onMedium);
  }

  hostDisconnected(): void {
    window.removeEventListener('beforeprint', this.#onBegin);
    window.removeEventListener('afterprint', this.#onEnd);
    this.#medium.removeEventListener('change', this.#onMedium);
  }

  #onBegin = (): void => this.#change(true);
  #onEnd = (): void => this.#change(false);
  #onMedium = (): void => this.#change(this.#medium.matches);

  #change(active: boolean): void {
    if (active === this.#active) return;
    this.#active = active;
    this.host.requestUpdate();
  }
}
