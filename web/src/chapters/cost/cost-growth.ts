import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { AttentionError } from '../../../../wasm/attention.js';
import { drawChart, type Timing } from './chart.js';
import type { GrowthReport } from './growth.js';
import { canvasOfPixels, drawPattern, type Pattern } from './pattern.js';
import { cellReading, type PatternCell, ratioReading, sightReading } from './growth-readings.js';
import { growthStyles } from './growth-styles.js';
import type { CostReport, CostRequest } from './protocol.js';
import workerSource from './worker.js?worker';
import { wholeNumber } from '../../text/format.js';
import type { Say } from '../../text/messages.js';
import { subscriptLetters } from '../../text/subscript-letters.js';
import { Clock } from '../../scene/clock.js';
import { between } from '../../scene/math.js';
import { WorkerThread } from '../../compute/worker-thread.js';
import { costStyles } from './cost-styles.js';
import { pinnedStyles } from '../pinned-styles.js';
import { ElementWidth } from '../../ui/element-width.js';
import { reducedMotion } from '../../ui/reduced-motion.js';
import { failureText } from './failure-text.js';

const tokens = [8, 16, 32, 64, 128, 256, 512, 1024, 2048];
const d_head = 64;
const seed = 1;
/** How long the view takes to hold twice as many tokens, in milliseconds. */
const doubling = 350;

type State = 'idle' | 'running' | 'done' | 'stopped' | { readonly failed: AttentionError };

/** The pattern of ever longer texts, zoomed out of, and the time that each takes. */
export class CostGrowth extends LitElement {
  static override properties = {
    wasm: { attribute: false },
    named: { attribute: false },
    say: { attribute: false },
    state: { state: true },
    timings: { state: true },
    pattern: { state: true },
    sight: { state: true },
    cell: { state: true },
    available: { state: true },
  };

  /** The core's module. */
  declare wasm: Uint8Array<ArrayBuffer>;
  /** The tensor that prose names. */
  declare named: string | undefined;
  declare say: Say;
  declare state: State;
  declare timings: readonly Timing[];
  declare pattern: Pattern | undefined;
  /** The logarithm to base 2 of how many tokens are in sight. */
  declare sight: number;
  declare cell: PatternCell | undefined;
  declare available: number;

  #thread: WorkerThread<CostRequest, CostReport> | undefined;
  /** The view follows what is run until the reader moves it. */
  #follows = true;
  #clock = new Clock((elapsed) => this.#onTick(elapsed));
  #stillness = reducedMotion();
  #darkness = matchMedia('(prefers-color-scheme: dark)');
  #themed: MutationObserver | undefined;
  #repaint = (): void => this.requestUpdate();
  /** Whether the picture is in sight: the element itself may have no box. */
  #watch = new IntersectionObserver(
    (entries) => entries.at(-1)!.isIntersecting && this.state === 'idle' && this.start(),
  );

  constructor() {
    super();
    this.state = 'idle';
    this.timings = [];
    this.sight = Math.log2(tokens[0]!);
    this.available = 0;
    new ElementWidth(this, '.times');
  }

  static override styles = [costStyles, pinnedStyles, growthStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    // A canvas keeps the colours that it was drawn with.
    const themed = new MutationObserver(this.#repaint);
    const root = this.getRootNode();
    if (root instanceof ShadowRoot) themed.observe(root.host, { attributeFilter: ['theme'] });
    this.#darkness.addEventListener('change', this.#repaint);
    this.#themed = themed;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
    this.#clock.stop();
    this.#darkness.removeEventListener('change', this.#repaint);
    this.#themed?.disconnect();
    this.#watch.disconnect();
  }

  /** Runs and times every length anew. */
  start(): void {
    this.stop();
    this.timings = [];
    this.pattern = undefined;
    this.#follows = true;
    this.sight = Math.log2(tokens[0]!);
    this.state = 'running';
    const listener = {
      report: (report: CostReport) => this.#onReport(report as GrowthReport),
      failed: (failed: AttentionError) => (this.state = { failed }),
    };
    try {
      this.#thread = new WorkerThread(workerSource, listener);
      this.#thread.ask({ kind: 'growth', bytes: this.wasm, tokens, d_head, seed });
    } catch (error) {
      this.state = { failed: error as AttentionError };
    }
  }

  /** Ends a run that is under way; what has been measured stays. */
  stop(): void {
    this.#thread?.stop();
    this.#thread = undefined;
    if (this.state === 'running') this.state = 'stopped';
  }

  #onReport({ n_tokens, milliseconds, weight, pixels }: GrowthReport): void {
    this.timings = [...this.timings, { n_tokens, milliseconds }];
    this.pattern = { n_tokens, weight, pixels: canvasOfPixels(pixels, n_tokens) };
    if (n_tokens === tokens.at(-1)) {
      this.#thread?.stop();
      this.state = 'done';
    }
    if (!this.#follows) return;
    if (this.#stillness.matches) this.sight = Math.log2(n_tokens);
    else this.#clock.start();
  }

  #onTick(elapsed: number): void {
    const end = Math.log2(this.#longest);
    this.sight = Math.min(this.sight + elapsed / doubling, end);
    if (this.sight === end || !this.#follows) this.#clock.stop();
  }

  get #longest(): number {
    return this.pattern?.n_tokens ?? tokens[0]!;
  }

  get #inSight(): number {
    return Math.round(2 ** this.sight);
  }

  override updated(): void {
    const canvas = this.renderRoot.querySelector('canvas')!;
    this.#watch.observe(canvas);
    this.#draw(canvas);
  }

  #draw(canvas: HTMLCanvasElement): void {
    const { pattern, cell } = this;
    const side = canvas.clientWidth;
    const ratio = Math.min(devicePixelRatio, 2);
    const pixels = Math.round(side * ratio);
    if (canvas.width !== pixels) canvas.width = canvas.height = pixels;
    const style = getComputedStyle(this);
    const colour = (name: string) => style.getPropertyValue(`--ax-${name}`);
    const colours = { weight: colour('query'), hatch: colour('hatch'), focus: colour('focus') };
    const n_tokens = 2 ** this.sight;
    drawPattern(canvas.getContext('2d')!, { pattern, n_tokens, side, ratio, colours, cell });
  }

  override render(): TemplateResult {
    const { say, timings, available: room } = this;
    const now = tokens.find((n) => n === this.#inSight);
    const empty = timings.length > 0 ? '' : 'empty';
    return html`
      <h3>${say('cost.growth')}</h3>
      <div class="parts pinned ${empty}">
        <p class="axes" aria-hidden="true">
          <span class="query">${say('cost.axis.query')}</span>
          <span class="key">${say('cost.axis.key')}</span>
        </p>
        ${this.#picture()}
        <div class="times">${room > 0 ? drawChart({ timings, tokens, now, room, say }) : nothing}</div>
      </div>
      <div class="parts rest ${empty}">
        <div>
          ${this.#zoom()}
          <p class="reading quiet" role="status">${this.#reading()}</p>
        </div>
        <div>
          <p class="ratio quiet">${subscriptLetters(ratioReading(timings, d_head, say))}</p>
          ${this.#controls()}
        </div>
      </div>
    `;
  }

  #picture(): TemplateResult {
    const { say } = this;
    return html`
      <div class="pattern">
        <canvas
          class=${this.named === 'weight' ? 'highlight' : ''}
          tabindex="0"
          role="img"
          aria-label=${say('cost.pattern', { tokens: wholeNumber(this.#inSight) })}
          @pointermove=${this.#onPointer}
          @pointerdown=${this.#onPointer}
          @pointerleave=${() => (this.cell = undefined)}
          @blur=${() => (this.cell = undefined)}
          @keydown=${this.#onKey}
        ></canvas>
      </div>
    `;
  }

  #zoom(): TemplateResult {
    const { say } = this;
    const text = say('cost.sight.short', { tokens: wholeNumber(this.#inSight) });
    return html`
      <label class="zoom">
        ${say('cost.zoom')}
        <input
          type="range"
          min=${Math.log2(tokens[0]!)}
          max=${Math.log2(this.#longest)}
          step="0.01"
          .value=${String(this.sight)}
          ?disabled=${!this.pattern}
          aria-valuetext=${text}
          @input=${this.#onZoom}
        />
        <output>${wholeNumber(this.#inSight)}</output>
      </label>
    `;
  }

  #reading(): string {
    const { say, cell, pattern } = this;
    if (!pattern) return '';
    return cell ? cellReading(pattern, cell, say) : sightReading(this.#inSight, say);
  }

  #controls(): TemplateResult {
    const { say, state, timings } = this;
    if (state === 'running') {
      const next = tokens[timings.length] ?? tokens.at(-1)!;
      return html`
        <div class="line">
          <button @click=${() => this.stop()}>${say('cost.stop')}</button>
          <p class="quiet">${say('cost.running', { tokens: wholeNumber(next) })}</p>
        </div>
        <progress max=${tokens.length} value=${timings.length} aria-label=${say('cost.growth')}></progress>
      `;
    }
    const label = say(state === 'idle' ? 'cost.start' : 'cost.again');
    return html`
      <div class="line">
        <button @click=${() => this.start()}>${label}</button>
        ${state === 'stopped' ? html`<p class="quiet">${say('cost.stopped')}</p>` : nothing}
      </div>
      ${typeof state === 'object' ? html`<p class="failed" role="alert">${failureText(state.failed, say)}</p>` : nothing}
    `;
  }

  #onZoom = (event: Event): void => {
    this.#follows = false;
    this.cell = undefined;
    this.sight = (event.target as HTMLInputElement).valueAsNumber;
  };

  #onPointer = (event: PointerEvent): void => {
    const { left, top, width, height } = (event.target as Element).getBoundingClientRect();
    const n = 2 ** this.sight;
    const index = (offset: number, length: number) => Math.floor((offset / length) * n);
    this.#pointAt(index(event.clientY - top, height), index(event.clientX - left, width));
  };

  #onKey = (event: KeyboardEvent): void => {
    const steps: Record<string, [number, number]> = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const { query, key } = this.cell ?? {
      query: step[0] < 0 ? 1 : -step[0],
      key: step[1] < 0 ? 1 : -step[1],
    };
    this.#pointAt(query + step[0], key + step[1]);
  };

  #pointAt(query: number, key: number): void {
    if (!this.pattern) return;
    const last = Math.min(Math.ceil(2 ** this.sight), this.pattern.n_tokens) - 1;
    this.cell = { query: between(0, query, last), key: between(0, key, last) };
  }
}
