import type { ReactiveController, ReactiveControllerHost } from 'lit';

interface SightOptions {
  /** How much of the element has to be seen; without it a pixel is enough. */
  readonly threshold?: number;
  /** In a tab that is hidden nothing is in sight. */
  readonly needsTab?: boolean;
}

/** Whether an element is in sight: nothing goes on out of sight that was not asked for. */
export class Sight implements ReactiveController {
  #observer: IntersectionObserver | undefined;
  #intersects = false;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly onChange: (seen: boolean) => void,
    private readonly options: SightOptions = {},
  ) {
    host.addController(this);
  }

  get seen(): boolean {
    return this.#intersects && !(this.options.needsTab && document.hidden);
  }

  hostConnected(): void {
    const { threshold = 0, needsTab } = this.options;
    this.#observer = new IntersectionObserver(
      (entries) => {
        // Of what has changed since it was last told the latest is so.
        this.#intersects = entries.at(-1)!.isIntersecting;
        this.#tell();
      },
      { threshold },
    );
    this.#observer.observe(this.host);
    if (needsTab) document.addEventListener('visibilitychange', this.#tell);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    document.removeEventListener('visibilitychange', this.#tell);
  }

  #tell = (): void => this.onChange(this.seen);
}
