import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Hands } from '../figure/figure.js';
import type { Handled } from '../figure/view.js';
import { Clock } from '../scene/clock.js';
import { between } from '../scene/math.js';
import { reducedMotion } from '../ui/reduced-motion.js';

/** A figure that is changed by hand. */
export interface HandledFigure extends ReactiveControllerHost {
  /** What the page knows of it. */
  readonly handled: Handled;
  /** Holds it at a step. */
  hold(step: string): void;
}

/** How long a hand rests before the page is told, in milliseconds: what the page does then is not done at every move. */
const rest = 250;
/** How far a space turns under a pointer, in degrees for a pixel. */
const pace = 0.45;
/** A pointer that has come less far presses, in pixels. */
const slack = 4;
/** How quickly a turn that was asked for by a button is done: in so many milliseconds, two thirds of it. */
const haste = 110;

/** What a reader does to a picture by hand. While the hand moves only this figure is drawn; when it rests, the page knows. */
export class Handling implements ReactiveController, Hands {
  /** What differs from what the page knows. */
  #own: Handled = {};
  #timer: ReturnType<typeof setTimeout> | undefined;
  #from: { readonly x: number; readonly turn: number } | undefined;
  #dragged = false;
  #target = 0;
  #clock = new Clock((elapsed) => this.#onTick(elapsed));
  #stillness = reducedMotion();

  constructor(private readonly host: HandledFigure & HTMLElement) {
    host.addController(this);
    // Who has turned it has not pressed what lies under the pointer.
    host.addEventListener('click', (event) => this.#dragged && event.stopPropagation(), { capture: true });
  }

  /** What the picture is drawn with. */
  get now(): Handled {
    return { ...this.host.handled, ...this.#own };
  }

  /** The page knows now. */
  settle(): void {
    if (this.#timer === undefined) this.#own = {};
  }

  change(handled: Handled): void {
    this.#own = { ...this.#own, ...handled };
    this.host.requestUpdate();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tell(), rest);
  }

  turn(degrees: number): void {
    const { turn = 0 } = this.now;
    this.#target = (this.#clock.running ? this.#target : turn) + degrees;
    if (this.#stillness.matches) this.#turnTo(this.#target);
    else this.#clock.start();
  }

  show(step: string): void {
    this.host.hold(step);
  }

  /** A pressed pointer: across, it turns; downwards, it scrolls the page. */
  drag = (event: PointerEvent): void => {
    if (event.type === 'pointerdown') {
      this.#clock.stop();
      this.#dragged = false;
      this.#from = { x: event.clientX, turn: this.now.turn ?? 0 };
      return;
    }
    if (!this.#from) return;
    const across = event.clientX - this.#from.x;
    if (!this.#dragged && Math.abs(across) < slack) return;
    if (!this.#dragged) (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.#dragged = true;
    this.#turnTo(this.#from.turn + pace * across);
  };

  hostDisconnected(): void {
    this.#clock.stop();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #tell(): void {
    this.#timer = undefined;
    this.host.dispatchEvent(new CustomEvent('handled', { detail: this.now }));
  }

  #turnTo(degrees: number): void {
    this.change({ turn: within180(degrees) });
  }

  #onTick(elapsed: number): void {
    const left = within180(this.#target - (this.now.turn ?? 0));
    const isThere = Math.abs(left) < 0.3;
    if (isThere) this.#clock.stop();
    this.#turnTo(isThere ? this.#target : this.#target - left * between(0, Math.exp(-elapsed / haste), 1));
  }
}

/** The same direction, from −180 to 180 degrees. */
function within180(degrees: number): number {
  return degrees - 360 * Math.round(degrees / 360);
}
