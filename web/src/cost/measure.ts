/** How long something took, measured again and again. */
export interface Measured {
  /** Of one run: the median of the batches; of slow runs, of which there are only two, the faster. */
  readonly milliseconds: number;
  /** The first run, before the engine has made fast code of it. */
  readonly first: number;
  readonly runs: number;
}

/** A batch is long enough for the coarsest clock of a browser, which ticks once a millisecond. */
const batchMilliseconds = 25;
const batches = 5;
/** What takes longer than this is run only once more. */
const patience = 1000;

/** Times `run`, which is the same each time. */
export function measure(run: () => void, now: () => number = () => performance.now()): Measured {
  const timed = (count: number) => {
    const begin = now();
    for (let index = 0; index < count; index += 1) run();
    return now() - begin;
  };
  const first = timed(1);
  let count = 1;
  let elapsed = first > patience ? timed(1) : 0;
  let runs = first > patience ? 2 : 1;
  while (elapsed < batchMilliseconds && first <= patience) {
    elapsed = timed(count);
    runs += count;
    if (elapsed < batchMilliseconds) count *= elapsed < 2 ? 8 : 2;
  }
  if (first > patience) return { milliseconds: Math.min(first, elapsed), first, runs };
  const times = [elapsed, ...Array.from({ length: batches - 1 }, () => timed(count))].sort((a, b) => a - b);
  runs += count * (batches - 1);
  return { milliseconds: times[batches >> 1]! / count, first, runs };
}
