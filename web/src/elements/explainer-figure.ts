import { css, html, LitElement, nothing, type PropertyValues, svg, type TemplateResult } from 'lit';
import { aroundSoFar } from '../around-shelf.js';
import type { EmbedKind } from '../embedding/codes.js';
import type { Figure, FigureContext, Picture } from '../figure/figure.js';
import type { Cell } from '../inspect/cell.js';
import type { MessageKey } from '../messages.js';
import { render as renderScene } from '../scene/render.js';
import { Clock } from '../timeline/clock.js';
import { clampTime, heldTime, stepIndex, type Timeline } from '../timeline/timeline.js';
import type { CellPointer } from './cell-pointer.js';
import { lettered } from './lettered.js';
import { figureStyles } from './figure-styles.js';
import { pictureDefinitions } from './picture-definitions.js';
import { Room } from './room.js';
import type { TransportRequest } from './transport-bar.js';

/** Where a figure has no room. */
const unmeasured: Picture = { kind: 'narrow', width: 0, height: 0, nodes: [] };

const emptyPicture = svg`${pictureDefinitions}<g class="scene"></g>`;

/** A figure: picture, caption, transport and inspector around one time and one context. */
export class ExplainerFigure extends LitElement {
  static override properties = {
    figure: { attribute: false },
    context: { attribute: false },
    linkOf: { attribute: false },
    embedOf: { attribute: false },
    transport: { attribute: false },
    tools: { attribute: false },
    surrounded: { attribute: false },
    time: { state: true },
    playing: { state: true },
    speed: { state: true },
    pointed: { state: true },
    room: { state: true },
    tabled: { state: true },
    unsaved: { state: true },
  };

  declare figure: Figure;
  /** What the page has chosen; what is pointed at is added here. */
  declare context: FigureContext;
  /** The address of the moment that is shown, where there is one. */
  declare linkOf: (() => string) | undefined;
  /** The lines that show the figure in a page of the reader's, where there is a folder to take it from. */
  declare embedOf: ((kind: EmbedKind) => string) | undefined;
  /** Whether there is a bar to play it with. */
  declare transport: boolean;
  /** Whether there is what can be done with it as a whole. */
  declare tools: boolean;
  /** Whether the inspector and the tools are there: until then nothing can be pointed at, and room is kept. */
  declare surrounded: boolean;
  /** Whether it plays when it comes into sight. */
  playsBySight = false;
  declare time: number;
  declare playing: boolean;
  declare speed: number;
  declare pointed: Cell | undefined;
  declare room: number;
  /** Whether the numbers of the step stand under the picture. */
  declare tabled: boolean;
  /** Why a file could not be made. */
  declare unsaved: string | undefined;

  /** There once the inspector is. */
  pointer: CellPointer | undefined;
  /** Where playing ends by itself: the end, or for a single step the moment it is held. */
  #until = Infinity;
  #clock = new Clock((elapsed) => this.#onTick(elapsed));
  #observer: IntersectionObserver | undefined;
  #stillness: MediaQueryList | undefined;
  /** The step that was last told of. */
  #told: string | undefined;
  /** Until the reader takes it in hand a loop plays whenever it is in sight, and no step is told to those who listen. */
  #free = true;
  /** Nothing has been asked of the figure yet. */
  #fresh = true;

  /** Resolves when the figure has been laid out in its room. */
  readonly measured = new Room(this).measured;

  constructor() {
    super();
    this.time = 0;
    this.speed = 1;
    this.playing = false;
    this.room = 0;
    this.tabled = false;
    this.transport = true;
    this.tools = true;
    this.surrounded = true;
  }

  static override styles = [
    figureStyles,
    css`
      :host {
        display: block;
        container: figure / inline-size;
        overflow-x: clip;
        overflow-clip-margin: 10px;
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
        min-height: calc(78 * var(--ax-px));
        z-index: 2;
      }
      .reading > [hidden] {
        display: none;
      }
      .spoken {
        position: absolute;
        width: 1px;
        height: 1px;
        margin: 0;
        overflow: hidden;
        clip-path: inset(50%);
        white-space: nowrap;
      }
      figcaption {
        font: 400 calc(17 * var(--ax-px)) / 1.5 var(--ax-sans);
        text-wrap: pretty;
      }
      figcaption b {
        font: 600 calc(19 * var(--ax-px)) / 1.3 var(--ax-serif);
        margin-right: 0.4em;
      }
      sub {
        font-size: 0.7em;
        line-height: 0;
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
      svg.narrow {
        max-height: none;
      }
      :is(transport-bar, figure-tools, .tools-room)[hidden] {
        display: none;
      }
      .tools-room {
        height: 44px;
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
      @container figure (max-width: 500px) {
        .tools-room {
          height: 88px;
        }
      }
      @container figure (max-width: 620px) {
        figcaption {
          font-size: calc(15 * var(--ax-px));
        }
        .reading {
          min-height: calc(132 * var(--ax-px));
          z-index: auto;
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stillness = matchMedia('(prefers-reduced-motion: reduce)');
    const seen = new IntersectionObserver(([entry]) => this.#onSight(entry!.isIntersecting), {
      threshold: 0.3,
    });
    seen.observe(this);
    this.#observer = seen;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#clock.stop();
    this.#observer?.disconnect();
  }

  /** The picture takes the focus: its keys work there. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector('figure')?.focus(options);
  }

  get timeline(): Timeline {
    return this.figure.timeline;
  }

  get step(): number {
    return stepIndex(this.timeline, this.time);
  }

  /** The name of the step. */
  get stepId(): string {
    return this.timeline.steps[this.step]!.id;
  }

  /** Shows a moment, and holds there. */
  seek(time: number): void {
    this.pause();
    this.time = clampTime(this.timeline, time);
  }

  /** Shows a step at the moment where its motion has ended. */
  goTo(step: number): void {
    this.seek(heldTime(this.timeline, step));
  }

  /** Plays the motion of a step and holds there; still frames go there at once. */
  playTo(step: number): void {
    const { start, duration } = this.timeline.steps[step]!;
    this.seek(this.#isStill ? start + duration : start);
    if (!this.#isStill) this.play(start + duration);
  }

  /** Plays on, to the end or to `until`. */
  play(until: number = this.timeline.length): void {
    if (this.time >= this.timeline.length) this.time = 0;
    this.#until = until;
    this.playing = true;
    this.#clock.start();
  }

  pause(): void {
    this.#free = false;
    this.#stop();
  }

  get #isStill(): boolean {
    return this.#stillness?.matches ?? true;
  }

  #stop(): void {
    this.playing = false;
    this.#clock.stop();
  }

  /** One in the first paint has no figure: what it looks like is there already. */
  protected override shouldUpdate(): boolean {
    return this.figure !== undefined;
  }

  /** A loop begins where its first step is held, as it stands in the first paint. */
  override willUpdate(): void {
    if (!this.hasUpdated && this.figure.loops && this.time === 0) this.time = heldTime(this.timeline, 0);
  }

  override render(): TemplateResult {
    const { figure, step, timeline } = this;
    const { say, runs } = this.context;
    const names = timeline.steps.map(({ id }) => say(`step.${figure.id}.${id}` as MessageKey));
    const label = say('figure.label', {
      title: say(`chapter.${figure.id}.title` as MessageKey),
      sentence: runs[figure.run].words.join(' '),
      count: timeline.steps.length,
    });
    const told = this.caption;
    const around = this.surrounded ? aroundSoFar() : undefined;
    if (around) this.pointer ??= around.pointerOf(this);
    return html`
      <figure tabindex="0" role="group" aria-label=${label} aria-describedby="keys" @keydown=${this.#onKey}>
        <div class="reading">
          <figcaption ?hidden=${this.pointed !== undefined}>
            <b>${step + 1}. ${names[step]}</b>${lettered(told)}
          </figcaption>
          <p class="spoken" role="status">
            ${this.#free ? nothing : html`${step + 1}. ${names[step]} ${lettered(told)}`}
          </p>
          ${around?.inspectorOf(this)}
        </div>
        <div class="shown">
          ${this.pictured()}
          <transport-bar
            ?hidden=${!this.transport}
            .timeline=${timeline}
            .names=${names}
            .time=${this.time}
            .playing=${this.playing}
            .speed=${this.speed}
            .say=${say}
            @transport=${this.#onTransport}
            @keydown=${(event: Event) => event.stopPropagation()}
          ></transport-bar>
        </div>
        ${around?.toolsOf(this) ?? html`<div class="tools-room" ?hidden=${!this.tools}></div>`}
        ${this.tabled ? around?.tableOf(this) : nothing}
        <p class="problem" role="alert" ?hidden=${this.unsaved === undefined}>${this.unsaved}</p>
        <p id="keys" hidden>${say('transport.keys')}</p>
      </figure>
    `;
  }

  /** The picture in the room that there is. */
  protected pictured(): unknown {
    return this.stage(this.draw());
  }

  /** The place of a picture. The scene in it is drawn when it stands in the page. */
  protected stage({ kind, width, height }: Picture, inside: unknown = emptyPicture): TemplateResult {
    return html`
      <div class="stage ${width > this.room && kind !== 'wide' ? 'scrolls' : ''}">
        <svg
          class="picture ${kind}"
          .style=${kind === 'wide' ? `--ax-tall: ${height / 660}` : `min-width: ${width}px`}
          viewBox="0 0 ${width} ${height}"
          aria-hidden="true"
          @pointermove=${(event: PointerEvent) => this.pointer?.move(event)}
          @pointerleave=${() => this.pointer?.leave()}
          @click=${this.#onPress}
        >
          ${inside}
        </svg>
      </div>
    `;
  }

  /** What is said of the step. */
  get caption(): string {
    const { figure, context, stepId } = this;
    const caption = figure.captionOf?.(context, stepId) ?? stepId;
    return context.say(`caption.${figure.id}.${caption}` as MessageKey, figure.facts(context));
  }

  override updated(changed: PropertyValues): void {
    // Those that are made later have these styles from the beginning.
    if (changed.get('surrounded') === false)
      (this.renderRoot as ShadowRoot).adoptedStyleSheets.push(
        ...aroundSoFar()!.figureStyles.map(({ styleSheet }) => styleSheet!),
      );
    const scene = this.renderRoot.querySelector('.scene')!;
    renderScene(
      scene,
      this.#picture!.nodes.filter((node) => node !== undefined),
    );
    const holds = ['time', 'playing'].some((name) => changed.has(name));
    if (holds && !this.playing && !this.#fresh) {
      this.dispatchEvent(new CustomEvent('held', { detail: this.stepId }));
    }
    if (this.stepId !== this.#told) {
      this.#told = this.stepId;
      this.dispatchEvent(new CustomEvent('step', { detail: this.stepId }));
    }
    if (changed.has('pointed')) this.dispatchEvent(new CustomEvent('point', { detail: this.pointed }));
    this.#fresh = false;
  }

  #picture: Picture | undefined;

  protected draw(): Picture {
    const { context, pointed, room } = this;
    const selection = { ...context.selection, pointed };
    if (room === 0) return (this.#picture = unmeasured);
    this.#picture = this.figure.draw({ ...context, selection }, this.#shownTime(), room);
    return this.#picture;
  }

  /** With reduced motion the same steps are still frames: each is shown as it is when its motion has ended. */
  #shownTime(): number {
    return this.#isStill ? heldTime(this.timeline, this.step) : this.time;
  }

  #onTick(elapsed: number): void {
    const time = this.time + elapsed * this.speed;
    if (time < this.#until) this.time = time;
    else if (this.figure.loops && this.#until >= this.timeline.length) this.time = 0;
    else {
      this.time = this.#until;
      this.#stop();
    }
  }

  /** A loop plays whenever it is seen, until the reader takes it in hand; out of sight nothing goes on. */
  #onSight(visible: boolean): void {
    if (!visible) this.#stop();
    else if (this.playsBySight && this.#free && !this.#isStill) this.play();
  }

  #onTransport = ({ detail }: CustomEvent<TransportRequest>): void => {
    if (detail.kind !== 'speed') this.#free = false;
    if (detail.kind === 'seek') this.seek(detail.time);
    else if (detail.kind === 'speed') this.speed = detail.speed;
    else if (detail.kind === 'back') this.#stepBack();
    else if (detail.kind === 'on') this.#stepOn();
    else if (this.playing) this.pause();
    else this.play();
  };

  /** Back to the held moment of this step, or if there already, of the one before. */
  #stepBack(): void {
    this.goTo(this.time > heldTime(this.timeline, this.step) ? this.step : this.step - 1);
  }

  /** Plays the next step's motion and holds there; with a motion under way, ends that first. */
  #stepOn(): void {
    const held = heldTime(this.timeline, this.step);
    // A still frame is shown as its motion ends, wherever in the step it is.
    const moving = this.time < held && !this.#isStill;
    const target = moving ? held : heldTime(this.timeline, this.step + 1);
    if (this.time >= target) return;
    if (this.#isStill) return this.seek(target);
    this.time = Math.max(this.time, this.timeline.steps[stepIndex(this.timeline, target)]!.start);
    this.play(target);
  }

  #onKey = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.altKey || event.ctrlKey || event.metaKey) return;
    if (!(this.pointer?.walk(event.key) || this.#transportKey(event.key))) return;
    event.preventDefault();
  };

  #transportKey(key: string): boolean {
    const ask = (kind: 'toggle' | 'on' | 'back') =>
      this.#onTransport(new CustomEvent('transport', { detail: { kind } }));
    if (key === ' ') ask('toggle');
    else if (key === 'ArrowRight') ask('on');
    else if (key === 'ArrowLeft') ask('back');
    else if (key === 'Home') this.goTo(0);
    else if (key === 'End') this.goTo(this.timeline.steps.length - 1);
    else return false;
    return true;
  }

  #onPress = (event: MouseEvent): void => {
    const token = (event.target as Element).closest('[data-token]')?.getAttribute('data-token');
    if (token) this.dispatchEvent(new CustomEvent('choose-token', { detail: Number(token) }));
    else this.pointer?.press(event);
  };
}
