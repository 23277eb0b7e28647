import { yieldToEventLoop } from './yield-to-event-loop.js';

/** Resolves when the browser has nothing else to do; where it does not tell, when it has done what was waiting. */
export function idle(): Promise<void> {
  if (typeof requestIdleCallback !== 'function') return yieldToEventLoop();
  return new Promise((done) => requestIdleCallback(() => done()));
}

/** Resolves when what has been drawn has been painted; where nothing is, at once. */
export async function painted(): Promise<void> {
  if (!document.hidden) await new Promise(requestAnimationFrame);
  await yieldToEventLoop();
}
