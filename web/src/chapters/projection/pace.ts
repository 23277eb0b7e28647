/** The first terms of a sum can be read, each later one is quicker than the one before. */
const slow = 5;
const quicker = 0.84;
const quickest = 0.12;

/** How many of `count` terms have been added when `passed` (0 to 1) of the time has. */
export function termAt(passed: number, count: number): number {
  const ends = endsOf(count);
  if (passed >= 1) return count;
  const index = ends.findIndex((end) => passed < end);
  const start = ends[index - 1] ?? 0;
  return index + (passed - start) / (ends[index]! - start);
}

/** When each term ends, as a part of the whole time. */
function endsOf(count: number): readonly number[] {
  let end = 0;
  const unscaled = Array.from({ length: count }, (_, index) => (end += duration(index)));
  return unscaled.map((at) => at / end);
}

function duration(index: number): number {
  return Math.max(quicker ** Math.max(index - slow + 1, 0), quickest);
}
