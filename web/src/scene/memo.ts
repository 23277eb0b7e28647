// The only memory of what is drawn. A figure stays a pure function: what is remembered of an object depends on the object
// alone, and goes with it.

const known = new WeakMap<object, Map<string, unknown>>();

/** What `work` makes of `holder`, worked out when it is first asked for. `key` names what, among all that is made of it. */
export function memo<T>(holder: object, key: string, work: () => T): T {
  let results = known.get(holder);
  if (!results) known.set(holder, (results = new Map()));
  if (!results.has(key)) results.set(key, work());
  return results.get(key) as T;
}

/** How many rooms a page has for the same thing: in chapters and stills of several widths. */
const few = 6;

/**
 * The same for what depends on the room: of the sizes that it is made `from` the last few are kept, however many widths a page
 * goes through. Sizes come one after another, so nothing is gained by keeping those used last rather than those made last.
 */
export function memoFew<T>(holder: object, key: string, from: readonly unknown[], work: () => T): T {
  const sizes = memo(holder, key, () => new Map<string, T>());
  const size = from.join('/');
  if (!sizes.has(size)) {
    if (sizes.size === few) sizes.delete(sizes.keys().next().value!);
    sizes.set(size, work());
  }
  return sizes.get(size)!;
}

interface Latest {
  readonly from: readonly unknown[];
  readonly made: unknown;
}

/** The same for what moves: only the latest is kept, and made anew when what it is made `from` differs. */
export function memoLatest<T>(holder: object, key: string, from: readonly unknown[], work: () => T): T {
  const slot = memo<{ latest: Latest | undefined }>(holder, key, () => ({ latest: undefined }));
  const { latest } = slot;
  if (latest?.from.length === from.length && latest.from.every((value, index) => value === from[index]))
    return latest.made as T;
  const made = work();
  slot.latest = { from, made };
  return made;
}
