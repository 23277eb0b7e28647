import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { AttentionError } from '../../../../wasm/attention.js';
import type { LayerSizes } from '../../../../wasm/layer.js';
import { type HeadPhase, headPhases, type HeadReport } from './head.js';
import { duration, memory } from './units.js';
import type { CostReport, CostRequest } from './protocol.js';
import workerSource from './worker.js?worker';
import { gpt3 } from '../../compute/published-sizes.js';
import { percent, wholeNumber } from '../../text/format.js';
import type { Say } from '../../text/messages.js';
import { subscriptLetters } from '../../text/subscript-letters.js';
import { WorkerThread } from '../../compute/worker-thread.js';
import { costStyles } from './cost-styles.js';
import { failureText } from './failure-text.js';
import { projectionShare } from './multiplications.js';

const seed = 1;
const heads = gpt3.n_heads * gpt3.n_layers;
/** How much longer than GPT-3’s the texts are of which it is told what takes the multiplying. */
const longer = [1, 4, 24, 96];

type Measured = Extract<HeadReport, { kind: 'head' }>;
type State =
  | { readonly kind: 'idle' | 'stopped' }
  | { readonly kind: 'running'; readonly phase: HeadPhase }
  | { readonly kind: 'failed'; readonly error: AttentionError };

/** One head in the size of GPT-3's, run here; and what all of them would take. */
export class CostHead extends LitElement {
  static override properties = {
    wasm: { attribute: false },
    say: { attribute: false },
    tokens: { type: Number },
    state: { state: true },
    measured: { state: true },
  };

  /** The core's module. */
  declare wasm: Uint8Array<ArrayBuffer>;
  declare say: Say;
  /** How many tokens the head reads at once. */
  declare tokens: number;
  declare state: State;
  /** The last run that came to its end. */
  declare measured: Measured | undefined;

  #thread: WorkerThread<CostRequest, CostReport> | undefined;

  constructor() {
    super();
    this.tokens = 8;
    this.state = { kind: 'idle' };
  }

  static override styles = [
    costStyles,
    css`
      :host {
        margin-top: 34px;
        padding-top: 22px;
        border-top: 1px solid var(--ax-line);
      }
      .shares {
        margin-bottom: 18px;
      }
      .shares :is(td, th) {
        padding: 3px 10px 3px 0;
        border: 0;
      }
      .shares td:last-child {
        width: 80%;
      }
      .shares progress {
        height: 14px;
        margin: 0;
      }
      .line {
        align-items: end;
      }
      number-field {
        width: 190px;
      }
      .status {
        min-height: 22px;
        margin: 8px 0 0;
      }
      sub {
        font-size: 0.75em;
        line-height: 0;
      }
      .random {
        margin: 0 0 12px;
      }
      .result {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 20px 28px;
        align-items: start;
        margin-top: 16px;
      }
      table {
        width: 100%;
        border-collapse: collapse;
      }
      :is(th, td) {
        padding: 9px 10px 9px 0;
        border-top: 1px solid var(--ax-line);
        text-align: start;
        vertical-align: top;
        font-weight: 400;
      }
      thead :is(th, td) {
        border: 0;
        font-size: calc(14 * var(--ax-px));
        color: var(--ax-quiet);
      }
      b {
        display: block;
        font-size: calc(20 * var(--ax-px));
        font-weight: 650;
        line-height: 1.2;
      }
      /* A square for each head of the model, a block a row; the one that has been run is marked. */
      .grid {
        position: relative;
        grid-row: span 2;
        width: 288px;
        height: 288px;
        background:
          repeating-linear-gradient(90deg, transparent 0 2px, var(--ax-paper) 2px 3px),
          repeating-linear-gradient(
            color-mix(in oklab, var(--ax-score) 50%, var(--ax-paper)) 0 2px,
            transparent 2px 3px
          );
      }
      .grid::before {
        content: '';
        position: absolute;
        inset: 0 auto auto 0;
        width: 2px;
        height: 2px;
        background: var(--ax-query);
        outline: 3px solid var(--ax-query);
      }
      .besides {
        margin: 0;
        max-width: 62ch;
      }
      @container body (max-width: 619px) {
        .result {
          grid-template-columns: minmax(0, 1fr);
        }
        th[scope='row'] {
          font-size: calc(14 * var(--ax-px));
        }
        b {
          font-size: calc(17 * var(--ax-px));
        }
      }
    `,
  ];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  get #sizes(): LayerSizes {
    const { d_model, d_k, d_v } = gpt3;
    return { n_tokens: this.tokens, d_model, n_heads: 1, d_head: d_k, d_value: d_v, causal: true };
  }

  /** Runs one head anew, in a thread of its own with memory of its own. */
  start(): void {
    this.stop();
    this.state = { kind: 'running', phase: headPhases[0] };
    const listener = {
      report: (report: CostReport) => this.#onReport(report as HeadReport),
      failed: (error: AttentionError) => (this.state = { kind: 'failed', error }),
    };
    try {
      this.#thread = new WorkerThread(workerSource, listener);
      this.#thread.ask({ kind: 'head', bytes: this.wasm, sizes: this.#sizes, seed });
    } catch (error) {
      this.state = { kind: 'failed', error: error as AttentionError };
    }
  }

  /** Ends a run that is under way, and gives its memory back. */
  stop(): void {
    this.#thread?.stop();
    this.#thread = undefined;
    if (this.state.kind === 'running') this.state = { kind: 'stopped' };
  }

  #onReport(report: HeadReport): void {
    if (report.kind === 'phase') {
      this.state = { kind: 'running', phase: report.phase };
      return;
    }
    this.#thread?.stop();
    this.measured = report;
    this.state = { kind: 'idle' };
  }

  override render(): TemplateResult {
    const { say, state } = this;
    const running = state.kind === 'running';
    return html`
      <h3>${say('cost.head')}</h3>
      ${sharesTable(say)}
      <p class="random quiet">${say('cost.head.random', { seed })}</p>
      <div class="line">
        <number-field
          .name=${say('cost.head.tokens')}
          .hint=${say('cost.head.hint')}
          .value=${this.tokens}
          .say=${say}
          @size=${({ detail }: CustomEvent<number>) => (this.tokens = detail)}
        ></number-field>
        ${
          running
            ? html`<button @click=${() => this.stop()}>${say('cost.stop')}</button>`
            : html`<button class="main" @click=${() => this.start()}>${say('cost.head.run')}</button>`
        }
      </div>
      <div role="status">
        ${running ? this.#progress(state.phase) : nothing}
        ${state.kind === 'stopped' ? html`<p class="status quiet">${say('cost.stopped')}</p>` : nothing}
      </div>
      ${state.kind === 'failed' ? html`<p class="failed" role="alert">${failureText(state.error, say)}</p>` : nothing}
      ${this.measured ? this.#result(this.measured) : nothing}
    `;
  }

  #progress(phase: HeadPhase): TemplateResult {
    const { say } = this;
    return html`
      <progress
        max=${headPhases.length}
        value=${headPhases.indexOf(phase)}
        aria-label=${say('cost.head')}
      ></progress>
      <p class="status quiet">${subscriptLetters(say(`cost.phase.${phase}`))}</p>
    `;
  }

  #result(measured: Measured): TemplateResult {
    const { say } = this;
    const { milliseconds, first, runs, making, weightBytes, bytes, sizes } = measured;
    const count = wholeNumber(heads);
    const runsOf = { tokens: wholeNumber(sizes.n_tokens), runs: wholeNumber(runs) };
    return html`
      <div class="result">
        <table>
          <thead>
            <tr>
              <td></td>
              <th scope="col">${say('cost.column.head')}</th>
              <th scope="col">
                ${say('cost.column.all', { layers: gpt3.n_layers, heads: gpt3.n_heads, count })}
              </th>
            </tr>
          </thead>
          <tbody>
            ${row(
              say('cost.row.time'),
              [duration(milliseconds, say), say('cost.head.runs', runsOf)],
              [duration(milliseconds * heads, say), say('cost.all.time')],
            )}
            ${row(
              say('cost.row.weights'),
              [memory(weightBytes, say), say('cost.head.numbers', { count: wholeNumber(weightBytes / 4) })],
              [memory(weightBytes * heads, say), say('cost.all.weights')],
            )}
          </tbody>
        </table>
        <div class="grid" role="img" aria-label=${say('cost.grid', { count })}></div>
        <p class="besides quiet">
          ${say('cost.head.besides', {
            memory: memory(bytes, say),
            making: duration(making, say),
            first: duration(first, say),
          })}
        </p>
      </div>
    `;
  }
}

/** How much of the multiplying is done in the four matrices, as the text grows. */
function sharesTable(say: Say): TemplateResult {
  return html`<table class="shares">
    <thead>
      <tr>
        <th scope="col">${say('cost.head.tokens')}</th>
        <th scope="col" colspan="2">${say('cost.shares')}</th>
      </tr>
    </thead>
    <tbody>
      ${longer.map((times) => {
        const share = projectionShare(gpt3, times * gpt3.n_positions);
        return html`<tr>
          <th scope="row">${wholeNumber(times * gpt3.n_positions)}</th>
          <td>${percent(share)}</td>
          <td><progress aria-hidden="true" value=${share}></progress></td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}

function row(name: string, ...cells: readonly (readonly [figure: string, remark: string])[]): TemplateResult {
  return html`<tr>
    <th scope="row">${name}</th>
    ${cells.map(([figure, remark]) => html`<td><b>${figure}</b><span class="quiet">${remark}</span></td>`)}
  </tr>`;
}
