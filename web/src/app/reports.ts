import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { reasonText } from '../compute/failure.js';
import type { Say } from '../text/messages.js';
import type { State } from './computation.js';
import type { Extras } from './explainer-properties.js';

interface Host extends ReactiveControllerHost, EventTarget {
  readonly state: State;
  readonly extras: Extras | undefined;
  readonly refused: string | undefined;
  readonly linked: boolean;
}

/**
 * What scripts of a page are told: `ready` once the first figure is drawn, `error` with { kind, message } when nothing can be
 * shown (`start`) or another sentence than was asked for (`sentence`). Neither bubbles: what listens for errors of a page
 * would take them for its own.
 */
export class Reports implements ReactiveController {
  /** Resolves when the first figure is drawn, rejects where that cannot be. */
  readonly ready: Promise<void>;
  #settle!: { resolve(): void; reject(error: Error): void };
  #isReady = false;
  #told: unknown;

  constructor(
    private readonly host: Host,
    /** Undefined where there are no texts. */
    private readonly say: () => Say | undefined,
  ) {
    this.ready = new Promise((resolve, reject) => (this.#settle = { resolve, reject }));
    // Whoever does not ask is told by the page itself.
    this.ready.catch(() => {});
    host.addController(this);
  }

  /** What is asked for before is done then; at once afterwards, in the order in which it was asked for. */
  whenReady(act: () => void): void {
    if (this.#isReady) act();
    else this.ready.then(act, () => {});
  }

  isReady(): void {
    this.#isReady = true;
    this.#settle.resolve();
    // What a page of ours says of figures that do not come.
    if (this.host.linked) document.querySelector('.late')?.remove();
    this.host.dispatchEvent(new CustomEvent('ready'));
  }

  hostUpdated(): void {
    const { state, extras, refused } = this.host;
    const say = this.say();
    if (state.kind === 'failed') {
      const { key, cause } = state.error;
      const message = say?.(key, { reason: reasonText(cause, say) }) ?? cause.message;
      if (this.#tell(state.error, { kind: 'start', message })) this.#settle.reject(new Error(message));
    } else if (state.kind !== 'ready' || refused === undefined) this.#told = undefined;
    else if (extras && say) this.#tell(refused, extras.refusalOf(say, state.engine, refused));
  }

  /** Once each; whether it has been told now. */
  #tell(what: unknown, detail: { readonly kind: string; readonly message: string }): boolean {
    if (this.#told === what) return false;
    this.#told = what;
    this.host.dispatchEvent(new CustomEvent('error', { detail }));
    return true;
  }
}
