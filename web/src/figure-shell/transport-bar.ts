import { css, html, LitElement, type TemplateResult } from 'lit';
import type { Say } from '../text/messages.js';
import { between } from '../scene/math.js';
import { heldTime, type Step, stepIndex, type Timeline } from '../scene/timeline.js';
import { icon } from '../ui/icons.js';
import { trackStyles } from './track-styles.js';

/** What the reader asks of the figure. */
export type TransportRequest =
  { kind: 'toggle' | 'back' | 'on' } | { kind: 'seek'; time: number } | { kind: 'speed'; speed: number };

export const speeds = [0.5, 1, 2] as const;
const partsOfStep = 1000;

/** Play, step, scrub, speed. Shows the time that it is given and asks for another with a `transport` event. */
export class TransportBar extends LitElement {
  static override properties = {
    timeline: { attribute: false },
    names: { attribute: false },
    time: { attribute: false },
    playing: { type: Boolean },
    speed: { type: Number },
    say: { attribute: false },
  };

  declare timeline: Timeline;
  /** A name for each step. */
  declare names: readonly string[];
  declare time: number;
  declare playing: boolean;
  declare speed: number;
  declare say: Say;

  static override styles = [
    trackStyles,
    css`
      :host {
        /* Its own container: WebKit does not look for one outside the shadow root. */
        container: bar / inline-size;
        display: flex;
        font: 500 calc(12 * var(--ax-px)) / 1.2 var(--ax-sans);
        color: var(--ax-quiet);
      }
      button {
        flex: none;
        width: 44px;
        height: 44px;
        display: grid;
        place-items: center;
        padding: 0;
        border: 0;
        border-radius: 10px;
        background: none;
        color: inherit;
        font: inherit;
        font-variant-numeric: tabular-nums;
        cursor: pointer;
      }
      button:hover {
        background: var(--ax-chip);
      }
      .play {
        color: var(--ax-ink);
      }
      svg {
        width: 20px;
        height: 20px;
      }
      :is(button, input):focus-visible {
        outline: 2px solid var(--ax-focus);
        outline-offset: -2px;
      }
      .track {
        min-width: 0;
        margin: 0 6px;
        --ax-line-at: 22px;
      }
      .segments,
      .names {
        position: absolute;
        inset: calc(var(--ax-line-at) - 2px) 0 auto;
        display: flex;
        gap: 3px;
      }
      .segment {
        flex: 1;
        height: 4px;
        border-radius: 2px;
        background: var(--ax-line);
        overflow: hidden;
      }
      .segment i {
        display: block;
        height: 100%;
        background: var(--ax-query);
        transform-origin: 0 50%;
      }
      input {
        inset: 0;
        width: 100%;
      }
      .names {
        top: 24px;
        display: none;
        pointer-events: none;
      }
      .names span {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        text-align: center;
        text-overflow: ellipsis;
        font-weight: 400;
        white-space: nowrap;
      }
      .names .now {
        color: var(--ax-ink);
        font-weight: 650;
      }
      /* Where there is room for one name, it is that of the step; the card or the caption has it where there is none. */
      @container bar (min-width: 30em) {
        .track {
          --ax-line-at: 14px;
        }
        .names {
          display: flex;
        }
        .names span:not(.now) {
          display: none;
        }
      }
      @container bar (min-width: 50em) {
        .names span:not(.now) {
          display: block;
        }
      }
    `,
  ];

  /** One in the first paint has no timeline: what it looks like is there already. */
  protected override shouldUpdate(): boolean {
    return this.timeline !== undefined;
  }

  override render(): TemplateResult {
    const { steps } = this.timeline;
    const now = stepIndex(this.timeline, this.time);
    const { say } = this;
    return html`
      <button @click=${() => this.#ask({ kind: 'back' })} aria-label=${say('transport.back')}>
        ${icon('back')}
      </button>
      <button
        class="play"
        @click=${() => this.#ask({ kind: 'toggle' })}
        aria-label=${say(this.playing ? 'transport.pause' : 'transport.play')}
      >
        ${icon(this.playing ? 'pause' : 'play')}
      </button>
      <button @click=${() => this.#ask({ kind: 'on' })} aria-label=${say('transport.on')}>
        ${icon('on')}
      </button>
      <div class="track">
        <div class="segments" aria-hidden="true">
          ${steps.map((step) => html`<div class="segment"><i .style=${`transform: scaleX(${partDone(step, this.time)})`}></i></div>`)}
        </div>
        <input
          type="range"
          min="0"
          max=${steps.length * partsOfStep}
          .value=${String(this.#toPosition())}
          aria-label=${say('transport.scrub')}
          aria-valuetext=${say('transport.position', { index: now + 1, count: steps.length, name: this.names[now]! })}
          @input=${this.#onInput}
          @keydown=${this.#onKey}
        />
        <div class="names" aria-hidden="true">
          ${this.names.map((name, index) => html`<span class=${index === now ? 'now' : ''}>${name}</span>`)}
        </div>
      </div>
      <button
        class="speed"
        @click=${this.#nextSpeed}
        aria-label=${say('transport.speed', { speed: this.speed })}
      >
        ${this.speed}×
      </button>
    `;
  }

  // Every step gets the same length of the track, however long it takes.
  #toPosition(): number {
    const index = stepIndex(this.timeline, this.time);
    return Math.round((index + partDone(this.timeline.steps[index]!, this.time)) * partsOfStep);
  }

  #toTime(position: number): number {
    const { steps } = this.timeline;
    const index = Math.min(Math.floor(position / partsOfStep), steps.length - 1);
    const { start, duration, wait } = steps[index]!;
    return start + (position / partsOfStep - index) * (duration + wait);
  }

  #onInput = (event: Event): void => {
    this.#ask({ kind: 'seek', time: this.#toTime((event.target as HTMLInputElement).valueAsNumber) });
  };

  /** A key goes from step to step: from one place of the slider to the next would be too little to see. */
  #onKey = (event: KeyboardEvent): void => {
    const on = ['ArrowRight', 'ArrowUp', 'PageUp'].includes(event.key);
    if (!on && !['ArrowLeft', 'ArrowDown', 'PageDown'].includes(event.key)) return;
    event.preventDefault();
    const { steps } = this.timeline;
    const step = between(0, stepIndex(this.timeline, this.time) + (on ? 1 : -1), steps.length - 1);
    this.#ask({ kind: 'seek', time: heldTime(this.timeline, step) });
  };

  #nextSpeed = (): void => {
    const next = speeds[(speeds.indexOf(this.speed as 1) + 1) % speeds.length]!;
    this.#ask({ kind: 'speed', speed: next });
  };

  #ask(detail: TransportRequest): void {
    this.dispatchEvent(new CustomEvent<TransportRequest>('transport', { detail }));
  }
}

function partDone({ start, duration, wait }: Step, time: number): number {
  return Math.min(Math.max((time - start) / (duration + wait), 0), 1);
}
