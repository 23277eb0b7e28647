import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Clock } from '../scene/clock.js';
import { easeInOut, mix } from '../scene/math.js';
import { clampTime, heldTime, stepIndex, type Timeline } from '../scene/timeline.js';
import { reducedMotion } from '../ui/reduced-motion.js';
import { Sight } from './sight.js';
import type { TransportRequest } from './transport-bar.js';

/** A figure that is played. Its properties are the reactive ones of an element. */
interface PlayedFigure extends ReactiveControllerHost {
  time: number;
  playing: boolean;
  speed: number;
  readonly timeline: Timeline;
  /** Begins again at the end. */
  readonly loops: boolean;
  /** Plays when it comes into sight. */
  readonly playsBySight: boolean;
}

/** How long a way through time takes that is not played, in milliseconds. */
const glideDuration = 700;

/** Drives the time of a figure: plays to a moment, goes from step to step, and stops out of sight. */
export class Playback implements ReactiveController {
  /** Where playing ends by itself: the end, or for a single step the moment it is held. */
  #until = Infinity;
  #clock = new Clock((elapsed) => this.#onTick(elapsed));
  /** Until the reader takes it in hand a loop plays whenever it is in sight. */
  #free = true;
  /** A card has led it to where it is. */
  #led = false;
  /** Nothing has been asked for yet: the figure stands at the step that tells most by itself. */
  #rests = true;
  /** Where it has come to is nobody's doing: it has been left, or passed by. */
  left = false;
  /** A way through time that is shorter than what lies on it. */
  #glide: { readonly from: number; readonly to: number; elapsed: number } | undefined;
  readonly #sight: Sight;
  /** With reduced motion the same steps are still frames. */
  #stillness = reducedMotion();

  constructor(private readonly host: PlayedFigure & HTMLElement) {
    host.addController(this);
    this.#sight = new Sight(host, (seen) => (seen ? this.goOn() : this.leave()), { threshold: 0.3 });
  }

  /** Whether nothing has been asked of it yet. */
  get rests(): boolean {
    return this.#rests;
  }

  /** Whether no step is told to those who listen: nobody has asked for it, or they are at its card. */
  get silent(): boolean {
    return this.#free || this.#led;
  }

  get step(): number {
    return stepIndex(this.host.timeline, this.host.time);
  }

  /** With reduced motion each step is shown as it is when its motion has ended. */
  get shownTime(): number {
    return this.#stillness.matches ? heldTime(this.host.timeline, this.step) : this.host.time;
  }

  /** Shows a moment, and holds there. */
  seek(time: number): void {
    this.pause();
    this.#rests = false;
    this.left = false;
    this.host.time = clampTime(this.host.timeline, time);
  }

  /** Shows a step at the moment where its motion has ended. */
  goTo(step: number): void {
    this.seek(heldTime(this.host.timeline, step));
  }

  /** Plays the motion of a step and holds there; still frames go there at once. */
  playTo(step: number): void {
    const { start, duration } = this.host.timeline.steps[step]!;
    this.seek(this.#stillness.matches ? start + duration : start);
    if (!this.#stillness.matches) this.play(start + duration);
  }

  /** Plays on, to the end or to `until`. */
  play(until: number = this.host.timeline.length): void {
    const { host } = this;
    if (host.time >= host.timeline.length || (this.#rests && !host.loops)) host.time = 0;
    this.#rests = false;
    this.left = false;
    this.#glide = undefined;
    this.#until = until;
    host.playing = true;
    this.#clock.start();
  }

  /**
   * Comes to a step as a reader comes to its card: the next one plays, any other is glided to, forwards or backwards; out
   * of sight it is there at once. No step is told to those who listen: they are at the card.
   */
  leadTo(step: number, moves: boolean): void {
    const { host } = this;
    const to = heldTime(host.timeline, step);
    const before = this.#rests ? -1 : this.step;
    const isThere = this.#comesTo(step, to);
    this.#rests = false;
    if (isThere) return;
    this.#led = true;
    this.#halt();
    this.left = !moves;
    if (!moves || this.#stillness.matches) {
      host.time = to;
      return;
    }
    if (step === before + 1 && before >= 0) return this.play(to);
    this.#glide = { from: host.time, to, elapsed: 0 };
    host.playing = true;
    this.#clock.start();
  }

  /** Whether it stands at a step, or is on its way there: on another way it only passes it. */
  #comesTo(step: number, held: number): boolean {
    const { time, playing, timeline } = this.host;
    if (this.#glide) return this.#glide.to === held;
    if (playing && this.#until < timeline.length) return this.#until === held;
    return this.step === step && (time >= held || playing);
  }

  pause(): void {
    this.#takeInHand();
    this.left = false;
    this.#halt();
  }

  /** From now on steps are told: the one that it stands at, too, where nothing else of the figure changes. */
  #takeInHand(): void {
    if (this.silent) this.host.requestUpdate();
    this.#free = this.#led = false;
  }

  /** Stops, since the reader has gone elsewhere: what is on its way to a step is there, what plays on stays where it is. */
  leave(): void {
    const { host } = this;
    if (!host.playing) return;
    const to = this.#glide?.to ?? this.#until;
    if (to < host.timeline.length) host.time = to;
    this.left = true;
    this.#halt();
  }

  /** What the bar or the keys ask for. */
  handle(request: TransportRequest): void {
    if (request.kind === 'speed') {
      this.host.speed = request.speed;
      return;
    }
    this.#takeInHand();
    if (this.#rests && request.kind === 'on') this.playTo(0);
    else if (this.#rests && request.kind === 'back') this.goTo(0);
    else if (request.kind === 'seek') this.seek(request.time);
    else if (request.kind === 'back') this.#stepBack();
    else if (request.kind === 'on') this.#stepOn();
    else if (this.host.playing) this.pause();
    else this.play();
  }

  hostDisconnected(): void {
    this.#clock.stop();
  }

  /** Stops where it is. */
  #halt(): void {
    this.#glide = undefined;
    this.host.playing = false;
    this.#clock.stop();
  }

  /** Back to the held moment of this step, or if there already, of the one before. */
  #stepBack(): void {
    const { step, host } = this;
    this.goTo(host.time > heldTime(host.timeline, step) ? step : step - 1);
  }

  /** Plays the next step's motion and holds there; with a motion under way, ends that first. */
  #stepOn(): void {
    const { host, step } = this;
    const { timeline } = host;
    const held = heldTime(timeline, step);
    // A still frame is shown as its motion ends, wherever in the step it is.
    const moving = host.time < held && !this.#stillness.matches;
    const target = moving ? held : heldTime(timeline, step + 1);
    if (host.time >= target) return;
    if (this.#stillness.matches) return this.seek(target);
    host.time = Math.max(host.time, timeline.steps[stepIndex(timeline, target)]!.start);
    this.play(target);
  }

  #onTick(elapsed: number): void {
    const { host } = this;
    if (this.#glide) return this.#glideOn(this.#glide, elapsed);
    const time = host.time + elapsed * host.speed;
    if (time < this.#until) host.time = time;
    else if (host.loops && this.#until >= host.timeline.length) host.time = 0;
    else {
      host.time = this.#until;
      this.#halt();
    }
  }

  #glideOn(glide: { readonly from: number; readonly to: number; elapsed: number }, elapsed: number): void {
    glide.elapsed += elapsed;
    const progress = Math.min(glide.elapsed / glideDuration, 1);
    this.host.time = mix(glide.from, glide.to, easeInOut(progress));
    if (progress === 1) this.#halt();
  }

  /** A loop plays whenever it is seen, until the reader takes it in hand; out of sight nothing goes on. */
  goOn(): void {
    if (this.#sight.seen && this.host.playsBySight && this.#free && !this.#stillness.matches) this.play();
  }
}
