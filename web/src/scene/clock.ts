/** Drives a time forwards while playing. The only place with `requestAnimationFrame`. */
export class Clock {
  #frame = 0;
  #last = 0;

  /** `tick` is given the milliseconds since the tick before. */
  constructor(private readonly tick: (elapsed: number) => void) {}

  get running(): boolean {
    return this.#frame !== 0;
  }

  start(): void {
    if (this.running) return;
    this.#last = performance.now();
    this.#frame = requestAnimationFrame(this.#onFrame);
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  #onFrame = (now: number): void => {
    // A tab that slept must not jump to the end: one frame is never longer than a tenth of a second.
    const elapsed = Math.min(Math.max(now - this.#last, 0), 100);
    this.#last = now;
    this.#frame = requestAnimationFrame(this.#onFrame);
    this.tick(elapsed);
  };
}
