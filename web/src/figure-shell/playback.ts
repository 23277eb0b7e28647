import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Clock } from '../scene/clock.js';
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

/** Drives the time of a figure: plays to a moment, goes from step to step, and stops out of sight. */
export class Playback implements ReactiveController {
  /** Where playing ends by itself: the end, or for a single step the moment it is held. */
  #until = Infinity;
  #clock = new Clock((elapsed) => this.#onTick(elapsed));
  #free = true;
  /** With reduced motion the same steps are still frames. */
  #stillness = reducedMotion();

  constructor(private readonly host: PlayedFigure & HTMLElement) {
    host.addController(this);
    new Sight(host, (seen) => this.#onSight(seen), { threshold: 0.3 });
  }

  /** Until the reader takes it in hand a loop plays whenever it is in sight, and no step is told to those who listen. */
  get free(): boolean {
    return this.#free;
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
    if (host.time >= host.timeline.length) host.time = 0;
    this.#until = until;
    host.playing = true;
    this.#clock.start();
  }

  pause(): void {
    this.#free = false;
    this.#stop();
  }

  /** What the bar or the keys ask for. */
  handle(request: TransportRequest): void {
    if (request.kind === 'speed') {
      this.host.speed = request.speed;
      return;
    }
    this.#free = false;
    if (request.kind === 'seek') this.seek(request.time);
    else if (request.kind === 'back') this.#stepBack();
    else if (request.kind === 'on') this.#stepOn();
    else if (this.host.playing) this.pause();
    else this.play();
  }

  hostDisconnected(): void {
    this.#clock.stop();
  }

  #stop(): void {
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
    const time = host.time + elapsed * host.speed;
    if (time < this.#until) host.time = time;
    else if (host.loops && this.#until >= host.timeline.length) host.time = 0;
    else {
      host.time = this.#until;
      this.#stop();
    }
  }

  /** A loop plays whenever it is seen, until the reader takes it in hand; out of sight nothing goes on. */
  #onSight(seen: boolean): void {
    if (!seen) this.#stop();
    else if (this.host.playsBySight && this.#free && !this.#stillness.matches) this.play();
  }
}
