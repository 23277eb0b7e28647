import { css, html, LitElement, type PropertyValues, svg, type TemplateResult } from 'lit';
import { caption } from '../figure/whole-pass/caption.js';
import { type Layout, layoutFor } from '../figure/whole-pass/layout.js';
import { timeline } from '../figure/whole-pass/steps.js';
import { wholePass } from '../figure/whole-pass/whole-pass.js';
import type { Selection } from '../figure/view.js';
import { type Cell, parseCell } from '../inspect/cell.js';
import { neighbour, startCell } from '../inspect/walk.js';
import type { Say } from '../messages.js';
import { render as renderScene } from '../scene/render.js';
import { Clock } from '../timeline/clock.js';
import { clampTime, heldTime, stepIndex, type Timeline } from '../timeline/timeline.js';
import type { Trace } from '../trace.js';
import { figureStyles } from './figure-styles.js';
import type { TransportRequest } from './transport-bar.js';

/** The whole pass as a figure: picture, caption, transport and inspector around one time and one selection. */
export class WholePassFigure extends LitElement {
  static override properties = {
    trace: { attribute: false },
    head: { type: Number },
    token: { type: Number },
    say: { attribute: false },
    time: { state: true },
    playing: { state: true },
    speed: { state: true },
    pointed: { state: true },
    room: { state: true },
  };

  declare trace: Trace;
  declare head: number;
  declare token: number;
  declare say: Say;
  declare time: number;
  declare playing: boolean;
  declare speed: number;
  declare pointed: Cell | undefined;
  declare room: number;

  /** A cell that was pressed stays in the inspector when the pointer leaves it. */
  #pinned = false;
  /** Where playing ends by itself: the end, or for a single step the moment it is held. */
  #until = timeline.length;
  #clock = new Clock((elapsed) => this.#onTick(elapsed));
  #observers: { disconnect(): void }[] = [];
  #stillness = matchMedia('(prefers-reduced-motion: reduce)');
  #started = false;
  /** Nothing has been asked of the figure yet. */
  #fresh = true;

  constructor() {
    super();
    this.time = 0;
    this.speed = 1;
    this.playing = false;
    this.room = 0;
  }

  static override styles = [
    figureStyles,
    css`
      :host {
        display: block;
        container: figure / inline-size;
        overflow-x: clip;
      }
      figure {
        margin: 0;
        border-radius: 14px;
      }
      figure:focus-visible {
        outline: 2px solid var(--ax-focus);
        outline-offset: 6px;
      }
      .reading {
        position: relative;
        height: 78px;
        z-index: 2;
      }
      .reading > [hidden] {
        display: none;
      }
      figcaption {
        font: 400 17px/1.5 var(--ax-sans);
        text-wrap: pretty;
      }
      figcaption b {
        font: 600 19px/1.3 var(--ax-serif);
        margin-right: 0.4em;
      }
      cell-inspector {
        position: absolute;
        inset: 0 0 auto;
        min-height: 78px;
        max-height: 60vh;
        overflow-y: auto;
        background: var(--ax-paper);
        pointer-events: none;
      }
      cell-inspector.pinned {
        pointer-events: auto;
      }
      .stage {
        margin: 0 0 8px;
      }
      .stage.scrolls {
        overflow-x: auto;
      }
      svg.picture {
        max-height: calc(var(--ax-tall, 1) * max(440px, 100vh - 340px));
      }
      svg:is(.narrow, .stacked) {
        max-height: none;
      }
      transport-bar {
        padding: 4px 8px;
        border: 1px solid var(--ax-line);
        border-radius: 14px;
        background: var(--ax-raised);
        position: sticky;
        bottom: 8px;
        z-index: 1;
      }
      @container figure (max-width: 620px) {
        figcaption {
          font-size: 15px;
        }
        .reading {
          height: 132px;
          z-index: auto;
        }
        cell-inspector {
          position: fixed;
          inset: auto 8px 84px;
          min-height: 0;
          max-height: 44vh;
          padding: 12px 14px;
          border: 1px solid var(--ax-line);
          border-radius: 14px;
          background: var(--ax-raised);
          box-shadow: 0 6px 24px rgb(0 0 0 / 0.18);
          z-index: 3;
          pointer-events: auto;
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    const resized = new ResizeObserver(([entry]) => (this.room = Math.round(entry!.contentRect.width)));
    resized.observe(this);
    const seen = new IntersectionObserver(([entry]) => this.#onSight(entry!.isIntersecting), {
      threshold: 0.3,
    });
    seen.observe(this);
    this.#observers = [resized, seen];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#clock.stop();
    for (const observer of this.#observers) observer.disconnect();
  }

  /** The steps and how long they take. */
  get timeline(): Timeline {
    return timeline;
  }

  get step(): number {
    return stepIndex(timeline, this.time);
  }

  /** Shows a moment, and holds there. */
  seek(time: number): void {
    this.pause();
    this.time = clampTime(timeline, time);
  }

  /** Shows a step at the moment where its motion has ended. */
  goTo(step: number): void {
    this.seek(heldTime(timeline, step));
  }

  play(until: number = timeline.length): void {
    if (this.time >= timeline.length) this.time = 0;
    this.#until = until;
    this.playing = true;
    this.#clock.start();
  }

  pause(): void {
    this.playing = false;
    this.#clock.stop();
  }

  override render(): TemplateResult {
    const { say, trace, step } = this;
    const names = timeline.steps.map(({ id }) => say(`step.${id}`));
    const label = say('figure.label', { sentence: trace.words.join(' '), count: timeline.steps.length });
    const layout = this.#layout();
    return html`
      <figure tabindex="0" role="group" aria-label=${label} aria-describedby="keys" @keydown=${this.#onKey}>
        <div class="reading">
          <figcaption aria-live=${this.playing ? 'off' : 'polite'} ?hidden=${this.pointed !== undefined}>
            <b>${step + 1}. ${names[step]}</b>${caption(trace, this, timeline.steps[step]!.id, say)}
          </figcaption>
          <cell-inspector
            aria-live="polite"
            ?hidden=${this.pointed === undefined}
            .trace=${trace}
            .cell=${this.pointed}
            .say=${say}
          ></cell-inspector>
        </div>
        <div class="stage ${layout.width > this.room && layout.kind !== 'wide' ? 'scrolls' : ''}">
          <svg
            class="picture ${layout.kind}"
            style=${layout.kind === 'wide' ? `--ax-tall: ${layout.height / 660}` : `min-width: ${layout.width}px`}
            viewBox="0 0 ${layout.width} ${layout.height}"
            aria-hidden="true"
            @pointermove=${this.#onPoint}
            @pointerleave=${this.#onLeave}
            @click=${this.#onPress}
          >
            <defs>${hatchPattern}</defs>
            <g class="scene"></g>
          </svg>
        </div>
        <transport-bar
          .timeline=${timeline}
          .names=${names}
          .time=${this.time}
          .playing=${this.playing}
          .speed=${this.speed}
          .say=${say}
          @transport=${this.#onTransport}
          @keydown=${(event: Event) => event.stopPropagation()}
        ></transport-bar>
        <p id="keys" hidden>${say('transport.keys')}</p>
      </figure>
    `;
  }

  override updated(changed: PropertyValues): void {
    const scene = this.renderRoot.querySelector('.scene')!;
    renderScene(scene, wholePass(this.trace, this.#selection(), this.#shownTime(), this.#layout(), this.say));
    const holds = ['time', 'playing', 'head', 'token', 'trace'].some((name) => changed.has(name));
    if (holds && !this.playing && !this.#fresh) {
      this.dispatchEvent(new CustomEvent('held', { detail: timeline.steps[this.step]!.id }));
    }
    this.#fresh = false;
  }

  #selection(): Selection {
    return { head: this.head, token: this.token, pointed: this.pointed };
  }

  #layout(): Layout {
    const { trace } = this;
    return layoutFor(this.room, {
      n_tokens: trace.n_tokens,
      n_heads: trace.n_heads,
      d_model: trace.shape('embedding')[1]!,
      d_head: trace.shape('query')[2]!,
      d_value: trace.shape('value')[2]!,
    });
  }

  /** With reduced motion the same steps are still frames: each is shown as it is when its motion has ended. */
  #shownTime(): number {
    return this.#stillness.matches ? heldTime(timeline, this.step) : this.time;
  }

  #onTick(elapsed: number): void {
    this.time = Math.min(this.time + elapsed * this.speed, this.#until);
    if (this.time >= this.#until) this.pause();
  }

  /** The first time it is seen it plays by itself, once; out of sight it never goes on. */
  #onSight(visible: boolean): void {
    if (!visible) this.pause();
    else if (!this.#started && !this.#stillness.matches && this.hasAttribute('autoplay')) this.play();
    if (visible) this.#started = true;
  }

  #onTransport = ({ detail }: CustomEvent<TransportRequest>): void => {
    if (detail.kind === 'seek') this.seek(detail.time);
    else if (detail.kind === 'speed') this.speed = detail.speed;
    else if (detail.kind === 'back') this.#stepBack();
    else if (detail.kind === 'on') this.#stepOn();
    else if (this.playing) this.pause();
    else this.play();
  };

  /** Back to the held moment of this step, or if there already, of the one before. */
  #stepBack(): void {
    this.goTo(this.time > heldTime(timeline, this.step) ? this.step : this.step - 1);
  }

  /** Plays the next step's motion and holds there; with a motion under way, ends that first. */
  #stepOn(): void {
    const held = heldTime(timeline, this.step);
    const target = this.time < held ? held : heldTime(timeline, this.step + 1);
    if (this.time >= target) return;
    if (this.#stillness.matches) return this.seek(target);
    this.time = Math.max(this.time, timeline.steps[stepIndex(timeline, target)]!.start);
    this.play(target);
  }

  #onKey = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.altKey || event.ctrlKey || event.metaKey) return;
    if (!(this.#walkKey(event.key) || this.#transportKey(event.key))) return;
    event.preventDefault();
  };

  #transportKey(key: string): boolean {
    if (key === ' ') this.#onTransport(new CustomEvent('transport', { detail: { kind: 'toggle' } }));
    else if (key === 'ArrowRight') this.#stepOn();
    else if (key === 'ArrowLeft') this.#stepBack();
    else if (key === 'Home') this.goTo(0);
    else if (key === 'End') this.goTo(timeline.steps.length - 1);
    else return false;
    return true;
  }

  /** Enter starts a walk from cell to cell with the arrow keys, Escape ends it. */
  #walkKey(key: string): boolean {
    if (key === 'Enter' && !this.#pinned)
      this.#pin(startCell(this.trace, this.#selection(), timeline.steps[this.step]!.id));
    else if (key === 'Escape' && this.#pinned) this.#pin(undefined);
    else if (this.#pinned && this.pointed && key.startsWith('Arrow'))
      this.#pin(neighbour(this.trace, this.pointed, key));
    else return false;
    return true;
  }

  #pin(cell: Cell | undefined): void {
    if (cell) this.pause();
    this.#pinned = cell !== undefined;
    this.pointed = cell;
  }

  #onPoint = (event: PointerEvent): void => {
    if (event.pointerType !== 'mouse' || this.#pinned) return;
    this.pointed = cellAt(event);
  };

  #onLeave = (): void => {
    if (!this.#pinned) this.pointed = undefined;
  };

  #onPress = (event: MouseEvent): void => {
    const token = (event.target as Element).closest('[data-token]')?.getAttribute('data-token');
    if (token) this.dispatchEvent(new CustomEvent('choose-token', { detail: Number(token) }));
    else this.#pin(cellAt(event));
  };
}

function cellAt(event: Event): Cell | undefined {
  const id = (event.target as Element).closest('[data-cell]')?.getAttribute('data-cell');
  return id ? parseCell(id) : undefined;
}

const hatchPattern = svg`
  <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
    <line x1="0" y1="0" x2="0" y2="6" stroke="var(--ax-hatch)" stroke-width="2"></line>
  </pattern>
`;
