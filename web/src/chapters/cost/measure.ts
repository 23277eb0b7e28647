/** How long something took, measured again and again. */
interface Measured {
  /** Of one run, in the fastest batch: the one that was disturbed least. */
  readonly milliseconds: number;
  /** The first run, before the engine has made fast code of it. */
  readonly first: number;
  readonly runs: number;
}

/** Long beside the coarsest clock of a browser, which ticks once a millisecond; short beside a turn of the processor. */
const batchMilliseconds = 12;
const batches = 9;
/** What takes longer than this is run only once more. */
const patience = 1000;

/** Times `run`, which is the same each time. `now` is a clock in milliseconds. */
export function measure(run: () => void, now: () => number = () => performance.now()): Measured {
  let runs = 0;
  const timed = (count: number) => {
    const begin = now();
    for (let index = 0; index < count; index += 1) run();
    runs += count;
    return now() - begin;
  };
  const first = timed(1);
  if (first > patience) return { milliseconds: Math.min(first, timed(1)), first, runs };
  let count = 1;
  let fastest = Infinity;
  for (let batch = 0; batch < batches;) {
    const elapsed = timed(count);
    // Too short for the clock, also when it is only now that nothing else is in the way: more runs in each batch.
    if (elapsed < batchMilliseconds) count *= elapsed < 2 ? 8 : 2;
    else {
      fastest = Math.min(fastest, elapsed / count);
      batch += 1;
    }
  }
  return { milliseconds: fastest, first, runs };
}
