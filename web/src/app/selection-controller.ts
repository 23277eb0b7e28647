import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { examples } from '../compute/examples.js';
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

/** A number of something, from 1; undefined for what is none, which attributes and frameworks may give. */
const numberOf = (given: number | null | undefined): number | undefined =>
  Number.isInteger(given) ? given! : undefined;

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
    return between(0, (numberOf(this.host.token) ?? examples[0].token) - 1, n_tokens - 1);
  }

  /** From 0. Until one is chosen, the head that moves the followed word most. */
  head(trace: Trace): number {
    const head = numberOf(this.host.head);
    return head ? between(0, head - 1, trace.n_heads - 1) : strongestHead(trace, this.token(trace));
  }

  shown(ready: Ready): ShownSelection {
    const { transposed, removed } = this.host;
    const trace = ready.runs.sentence;
    const token = this.token(trace);
    return {
      head: this.head(trace),
      token,
      transposed,
      rank: numberOf(this.host.rank),
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
