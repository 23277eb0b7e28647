import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Removal } from '../compute/runs.js';
import { strongestHead, type Trace } from '../compute/trace.js';
import { between } from '../scene/math.js';
import { Computation, type Ready, type ShownSelection, type State } from './computation.js';

interface Host extends ReactiveControllerHost, EventTarget {
  readonly state: State;
  readonly head: number | undefined;
  readonly token: number;
  readonly transposed: boolean;
  readonly rank: number | undefined;
  readonly removed: Removal | undefined;
}

/**
 * What is shown of what has been chosen: a head and a token that there are, whatever the attributes say. The host emits
 * `selection` with { sentence, head, token }, from 1, whenever one of them has changed.
 */
export class SelectionController implements ReactiveController {
  /** What the last event has told. */
  #told: string | undefined;

  constructor(
    private readonly host: Host,
    private readonly computation: Computation,
  ) {
    host.addController(this);
  }

  /** From 0. */
  token({ n_tokens }: Trace): number {
    return between(0, this.host.token - 1, n_tokens - 1);
  }

  /** From 0. Until one is chosen, the head that moves the followed word most. */
  head(trace: Trace): number {
    const { head } = this.host;
    return head ? between(0, head - 1, trace.n_heads - 1) : strongestHead(trace, this.token(trace));
  }

  shown(ready: Ready): ShownSelection {
    const { transposed, rank, removed } = this.host;
    const trace = ready.runs.sentence;
    const token = this.token(trace);
    return {
      head: this.head(trace),
      token,
      transposed,
      rank,
      removed: this.computation.removal(ready, removed, token),
    };
  }

  hostUpdated(): void {
    const { state } = this.host;
    if (state.kind !== 'ready') return;
    const trace = state.runs.sentence;
    const detail = {
      sentence: trace.words.join(' '),
      head: this.head(trace) + 1,
      token: this.token(trace) + 1,
    };
    const told = JSON.stringify(detail);
    if (told === this.#told) return;
    this.#told = told;
    this.host.dispatchEvent(new CustomEvent('selection', { detail, bubbles: true, composed: true }));
  }
}
