import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { yieldToEventLoop } from '../compute/yield-to-event-loop.js';
import type { Figure, FigureContext, Hands, Picture } from '../figure/figure.js';
import type { Cell } from '../figure/cell.js';
import type { Handled } from '../figure/view.js';
import { cardText } from '../figure/telling.js';
import type { MessageKey } from '../text/messages.js';
import { heldTime, type Timeline } from '../scene/timeline.js';
import { figureStyles } from '../figure/figure-styles.js';
import { markStyles } from '../figure/mark-styles.js';
import { subscriptLetters } from '../text/subscript-letters.js';
import { ElementWidth } from '../ui/element-width.js';
import type { CellPointer } from './cell-pointer.js';
import { explainerFigureStyles } from './explainer-figure-styles.js';
import type { EmbedKind } from './embed-kind.js';
import type { FigureExtras } from './figure-extras.js';
import type { Glide } from './glide.js';
import type { Handling } from './handling.js';
import { Playback } from './playback.js';
import { Stage } from './stage.js';
import { type KeyActions, onStageKey } from './stage-keys.js';
import { stageStyles } from './stage-styles.js';
import type { TransportRequest } from './transport-bar.js';

/** Where a figure has no room. */
const unmeasured: Picture = { kind: 'narrow', width: 0, height: 0, nodes: [] };

/** A figure: picture, caption, transport and inspector around one time and one context. */
export class ExplainerFigure extends LitElement {
  static override properties = {
    figure: { attribute: false },
    context: { attribute: false },
    extras: { attribute: false },
    linkOf: { attribute: false },
    embedOf: { attribute: false },
    transport: { attribute: false },
    tools: { attribute: false },
    captioned: { attribute: false },
    time: { state: true },
    playing: { state: true },
    speed: { state: true },
    pointed: { state: true },
    available: { state: true },
    tabled: { type: Boolean, reflect: true },
    unsaved: { state: true },
  };

  declare figure: Figure;
  /** What the page has chosen; what is pointed at is added here. */
  declare context: FigureContext;
  /** The inspector and the tools: until they are there nothing can be pointed at, and room is kept. */
  declare extras: FigureExtras | undefined;
  /** The address of the moment that is shown, where there is one. */
  declare linkOf: (() => string) | undefined;
  /** The lines that show the figure in a page of the reader's, where there is a folder to take it from. */
  declare embedOf: ((kind: EmbedKind) => string) | undefined;
  /** Whether there is a bar to play it with. */
  declare transport: boolean;
  /** Whether there is what can be done with it as a whole. */
  declare tools: boolean;
  /** Whether what is said of the step stands with it, and not on a card beside it. */
  declare captioned: boolean;
  /** Whether it plays when it comes into sight. */
  playsBySight = false;
  /** Whether it stands in the place of a picture that has been painted, and is there as soon as that is not. */
  replaces = false;
  declare time: number;
  declare playing: boolean;
  declare speed: number;
  declare pointed: Cell | undefined;
  declare available: number;
  /** Whether the numbers of the step stand under the picture. */
  declare tabled: boolean;
  /** Why a file could not be made. */
  declare unsaved: string | undefined;

  /** What was drawn last. */
  protected picture = unmeasured;
  /** There once the inspector is. */
  pointer: CellPointer | undefined;
  /** Resolves when the figure has been laid out in its room. */
  readonly measured = new ElementWidth(this).measured;
  #playback = new Playback(this);
  protected readonly stage = new Stage(this);
  /** There once what follows the first figure is. */
  #glide: Glide | undefined;
  #handling: Handling | undefined;
  readonly #hands: Hands = {
    change: (handled) => this.#handling?.change(handled),
    turn: (degrees) => this.#handling?.turn(degrees),
    show: (step) => this.hold(step),
  };
  /** The step that was last told of. */
  #toldStep: string | undefined;
  /** Nothing that a reader sees has been asked of the figure. */
  #fresh = true;

  constructor() {
    super();
    this.time = 0;
    this.speed = 1;
    this.playing = false;
    this.available = 0;
    this.tabled = false;
    this.transport = true;
    this.tools = true;
    this.captioned = true;
  }

  static override styles = [figureStyles, markStyles, stageStyles, explainerFigureStyles];

  /** The picture takes the focus: its keys work there. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector('figure')?.focus(options);
  }

  get timeline(): Timeline {
    return this.figure.timeline;
  }

  get loops(): boolean {
    return this.figure.loops === true;
  }

  get step(): number {
    return this.#playback.step;
  }

  /** What the page knows of what was changed by hand. */
  get handled(): Handled {
    const { turn, added, faded, moved } = this.context.selection;
    return { turn, added, faded, moved };
  }

  /** What a pressed pointer does, where it does anything. */
  get drag(): ((event: PointerEvent) => void) | undefined {
    if (this.figure.drag) return (event) => this.extras?.drag(this, event);
    return this.figure.turns ? this.#handling?.drag : undefined;
  }

  /** Drags a grip to a place of the picture. */
  dragTo(place: readonly [x: number, y: number]): void {
    this.#hands.change(this.figure.drag!(this.#handled, this.available, place));
  }

  /** Whether nothing has been asked of it yet. */
  get rests(): boolean {
    return this.#playback.rests;
  }

  /** The name of the step. */
  get stepId(): string {
    return this.timeline.steps[this.step]!.id;
  }

  /** Shows a moment, and holds there. */
  seek(time: number): void {
    this.#playback.seek(time);
  }

  /** Shows a step at the moment where its motion has ended. */
  goTo(step: number): void {
    this.#playback.goTo(step);
  }

  /** The same for its name; where it is there, nothing is interrupted. */
  hold(step: string): void {
    if (this.stepId !== step) this.goTo(this.timeline.steps.findIndex(({ id }) => id === step));
  }

  /** Plays the motion of a step and holds there; still frames go there at once. */
  playTo(step: number): void {
    this.#playback.playTo(step);
  }

  /** Comes to a step as a reader comes to its card; `moves`: in sight. */
  leadTo(step: number, moves = true): void {
    this.pointer?.pin(undefined);
    // Who has gone past it is told nothing of it.
    if (!moves) {
      this.#fresh = true;
      this.requestUpdate();
    }
    this.#playback.leadTo(step, moves);
  }

  /** Plays on, to the end or to `until`. */
  play(until?: number): void {
    this.#playback.play(until);
  }

  pause(): void {
    this.#playback.pause();
  }

  /** Stops, and may go on by itself when it comes into sight again. */
  halt(): void {
    this.#playback.leave();
  }

  /** Goes on where it goes on by itself. */
  goOn(): void {
    this.#playback.goOn();
  }

  chooseToken(token: number): void {
    this.dispatchEvent(new CustomEvent('choose-token', { detail: token }));
  }

  /** The first drawing is long, and so is what comes with the inspector and the tools: tasks of their own, between which the reader is heard. */
  protected override scheduleUpdate(): void | Promise<unknown> {
    const isLong = this.hasUpdated
      ? this.extras && !this.pointer
      : this.figure && (this.closest('[inert]') || (!this.replaces && !this.#isInSight()));
    return isLong ? yieldToEventLoop().then(() => super.scheduleUpdate()) : super.scheduleUpdate();
  }

  /** What stands under it would be seen to jump if it came later than that. */
  #isInSight(): boolean {
    const { top, bottom } = this.getBoundingClientRect();
    return top < innerHeight && bottom >= 0;
  }

  /** One in the first paint has its style sheets; others would only have all of it styled anew. */
  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    return this.shadowRoot ?? super.createRenderRoot();
  }

  /** It has no figure: what it looks like is there already. */
  protected override shouldUpdate(): boolean {
    return this.figure !== undefined;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('context')) {
      this.#glide?.begin(changed.get('context'), this.context);
      this.#handling?.settle();
    }
    if (changed.has('time') && !this.playing) this.#glide?.end();
    // Nothing is empty before it is asked for. A loop begins where its first step is held, as it stands in the first paint.
    if (!this.hasUpdated && this.time === 0) this.time = heldTime(this.timeline, this.#keyStep);
    if (this.extras && !this.pointer) this.#takeExtras(this.extras);
  }

  #takeExtras(extras: FigureExtras): void {
    this.pointer = extras.pointerOf(this);
    this.#glide = extras.glideOf(this);
    this.#handling = extras.handlingOf(this);
    const sheets = extras.styles.map(({ styleSheet }) => styleSheet!);
    (this.renderRoot as ShadowRoot).adoptedStyleSheets.push(...sheets);
  }

  override render(): TemplateResult {
    const { figure, timeline, extras } = this;
    const { say, runs } = this.context;
    const label = say('figure.label', {
      title: say(`chapter.${figure.id}.title` as MessageKey),
      sentence: runs[figure.run].words.join(' '),
      count: timeline.steps.length,
    });
    return html`
      <figure tabindex="0" role="group" aria-label=${label} aria-describedby="keys" @keydown=${this.#onKey}>
        <div class="shown ${figure.handles ? 'handled' : ''} ${figure.turns ? 'turns' : ''}">
          ${this.pictured()} ${extras?.overPicture(this, this.picture)}
        </div>
        ${figure.handles?.(this.#handled, this.stepId, this.#hands)}
        <div class="rail">
          ${this.#transportBar()}
          ${extras?.toolsOf(this) ?? html`<div class="tools-room" ?hidden=${!this.tools}></div>`}
        </div>
        ${this.tabled ? extras?.tableOf(this) : nothing}
        <p class="problem" role="alert" ?hidden=${this.unsaved === undefined}>${this.unsaved}</p>
        <p id="keys" hidden>${say('transport.keys')}</p>
        ${this.#told()}
      </figure>
    `;
  }

  /** What is said of the step: seen where no card says it. */
  #told(): TemplateResult {
    const { step } = this;
    const name = this.#stepNames[step];
    const told = subscriptLetters(this.caption);
    return html`
      <div>
        <p class="spoken" role="status">
          ${this.#playback.silent ? nothing : html`${step + 1}. ${name} ${told}`}
        </p>
        <p class="spoken">${this.figure.drawings?.(this.context).join(' ')}</p>
        <figcaption ?hidden=${!this.captioned}><b>${step + 1}. ${name}</b>${told}</figcaption>
      </div>
    `;
  }

  #transportBar(): TemplateResult {
    return html`
      <transport-bar
        ?hidden=${!this.transport}
        .timeline=${this.timeline}
        .names=${this.#stepNames}
        .time=${this.time}
        .playing=${this.playing}
        .speed=${this.speed}
        .say=${this.context.say}
        @transport=${({ detail }: CustomEvent<TransportRequest>) => this.#playback.handle(detail)}
        @keydown=${(event: Event) => event.stopPropagation()}
      ></transport-bar>
    `;
  }

  get #keyStep(): number {
    return this.timeline.steps.findIndex(({ id }) => id === this.figure.keyStep);
  }

  get #stepNames(): string[] {
    const { say } = this.context;
    return this.timeline.steps.map(({ id }) => say(`step.${this.figure.id}.${id}` as MessageKey));
  }

  /** What is said of the step. */
  get caption(): string {
    return cardText(this.figure, this.context, this.stepId);
  }

  override updated(changed: PropertyValues): void {
    const holds = ['time', 'playing'].some((name) => changed.has(name));
    if (holds && !this.playing && !this.#fresh && !this.#playback.left) {
      this.dispatchEvent(new CustomEvent('held', { detail: this.stepId }));
    }
    if (this.stepId !== this.#toldStep) {
      this.#toldStep = this.stepId;
      this.dispatchEvent(new CustomEvent('step', { detail: this.stepId }));
    }
    if (changed.has('playing')) this.dispatchEvent(new CustomEvent('moves'));
    if (changed.has('pointed')) this.dispatchEvent(new CustomEvent('point', { detail: this.pointed }));
    this.#fresh = false;
  }

  /** The picture in the width that there is. */
  protected pictured(): unknown {
    return this.stage.show((this.picture = this.draw()));
  }

  protected draw(): Picture {
    const { context, pointed, available } = this;
    if (available === 0) return unmeasured;
    const sources = pointed && this.extras?.sourcesOf(context.runs[pointed.run], pointed);
    const selection = { ...this.#handled.selection, pointed, sources };
    const draw = (shown: FigureContext) => this.figure.draw(shown, this.#playback.shownTime, available);
    const wanted = { ...context, selection };
    return this.#glide?.picture(draw, wanted) ?? draw(wanted);
  }

  /** What the page has chosen, with what the reader's hand is changing. */
  get #handled(): FigureContext {
    const { context } = this;
    return { ...context, selection: { ...context.selection, ...this.#handling?.now } };
  }

  #keys: KeyActions = {
    toggle: () => this.#playback.handle({ kind: 'toggle' }),
    on: () => this.#playback.handle({ kind: 'on' }),
    back: () => this.#playback.handle({ kind: 'back' }),
    first: () => this.goTo(0),
    last: () => this.goTo(this.timeline.steps.length - 1),
  };

  #onKey = (event: KeyboardEvent): void =>
    onStageKey(event, (key) => this.pointer?.walk(key) ?? false, this.#keys);
}
