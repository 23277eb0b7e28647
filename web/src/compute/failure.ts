import { AttentionError } from '../../../wasm/attention.js';
import type { MessageKey, Say } from '../text/messages.js';

/** The codes of failures that are not the core's. */
export const failures = { unknown: 0, outOfMemory: 2, lost: -1, noWorker: -2, unloaded: -3 } as const;

/** What failures are called in a language that the core does not speak: the codes are attention::StatusCode's. */
const reasons: Readonly<Record<number, MessageKey>> = {
  1: 'reason.1',
  2: 'reason.2',
  3: 'reason.3',
  4: 'reason.4',
  5: 'reason.5',
  6: 'reason.6',
  7: 'reason.7',
  [failures.lost]: 'reason.lost',
  [failures.noWorker]: 'reason.worker',
  [failures.unloaded]: 'reason.unloaded',
};

/**
 * Why something failed, in the reader's language: the core's own sentence where that is English, otherwise what its
 * code stands for. What a browser says of itself is shown as it is.
 */
export function reasonText(error: Error, say: Say): string {
  const known = error instanceof AttentionError ? reasons[error.code] : undefined;
  if (known === undefined || (say.language === 'en' && error.message)) return error.message;
  return say(known);
}
