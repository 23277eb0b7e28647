// Calls of functions in a page, the same for every engine: source text goes in, JSON comes out.

/** How long a page is waited for, in milliseconds: as long only where something is lost. */
export const patience = 120_000;

/** The expression that calls `fn` with `args`, waits for what it returns, and gives that as JSON. */
export function callExpression(fn, args) {
  return `(async () => JSON.stringify(await (${fn})(...${JSON.stringify(args)})))()`;
}

/**
 * The expression that waits until `fn(...args)` is truthy and gives that value (what is not a string or a number
 * becomes `true`), or, after `limit` milliseconds, gives nothing.
 */
export function waitExpression(fn, args, limit) {
  const wait = async (condition, values, milliseconds) => {
    // Not the page's own clock, which may be hurried.
    const end = Date.now() + milliseconds;
    for (;;) {
      const value = await condition(...values);
      if (value) return ['string', 'number'].includes(typeof value) ? value : true;
      if (Date.now() > end) return undefined;
      // A timer and not an animation frame: a page in the background has none.
      await new Promise((done) => setTimeout(done, 16));
    }
  };
  return `(async () => JSON.stringify(await (${wait})(${fn}, ${JSON.stringify(args)}, ${limit})))()`;
}

/** What an expression gave, as a value. */
export function readJson(text) {
  return typeof text === 'string' ? JSON.parse(text) : undefined;
}

/** The error of a wait that ended without its condition. */
export function waitFailed(engine, fn, limit, complaints) {
  const said = complaints.length === 0 ? '' : `\nThe page complained: ${complaints.join('\n')}`;
  return new Error(`${engine}: not true within ${limit / 1000} s: ${String(fn)}${said}`);
}

/** `Shift+Tab` -> { modifiers: ['Shift'], key: 'Tab' }; a plus sign and a space are keys of their own. */
export function parseKey(name) {
  const parts = name.split('+');
  if (parts.includes('')) return { modifiers: [], key: name };
  return { modifiers: parts.slice(0, -1), key: parts.at(-1) };
}
