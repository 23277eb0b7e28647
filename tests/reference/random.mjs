// The generator of random.hpp: the same numbers from the same seed.
export class Random {
  #state;

  constructor(seed) {
    this.#state = (Math.imul(seed + 1, 2654435769) | 1) >>> 0;
    for (let round = 0; round < 8; round++) this.next();
  }

  next() {
    this.#state = (this.#state ^ (this.#state << 13)) >>> 0;
    this.#state = (this.#state ^ (this.#state >>> 17)) >>> 0;
    this.#state = (this.#state ^ (this.#state << 5)) >>> 0;
    return this.#state;
  }

  /** A whole number from `first` to `last`, both included. */
  between(first, last) {
    return first + (this.next() % (last - first + 1));
  }

  /** A float32 in [-scale, scale). */
  symmetric(scale) {
    const steps = 2 ** 23;
    return Math.fround(((this.next() >>> 8) - steps) * (scale / steps));
  }
}
