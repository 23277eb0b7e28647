/** Numbers that look random and are the same from the same seed: Marsaglia, "Xorshift RNGs" (2003), 32 bits. */
export class Random {
  #state: number;

  /** `seed`: a whole number from 0 to 2^32 - 1. */
  constructor(seed: number) {
    // Neighbouring seeds begin far apart, and never at 0, where the generator would stay.
    this.#state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0 || 1;
    for (let round = 0; round < 16; round += 1) this.next();
  }

  /** A whole number from 1 to 2^32 - 1. */
  next(): number {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (this.#state = x >>> 0);
  }

  /** A whole number from 0 to `count` - 1. */
  below(count: number): number {
    return this.next() % count;
  }

  /** Fills with numbers evenly spread from -limit to limit. */
  fill(values: Float32Array, limit: number): void {
    const step = (2 * limit) / 2 ** 32;
    for (let index = 0; index < values.length; index += 1) values[index] = this.next() * step - limit;
  }
}

/** The limit with which evenly spread numbers have a standard deviation. */
export function limitOf(deviation: number): number {
  return Math.sqrt(3) * deviation;
}
