import { AttentionError, StatusCode } from '../../../wasm/attention.js';
import type { MessageKey, Say } from '../text/messages.js';

/** The codes of failures that are not the core's. */
export const failures = {
  unknown: 0,
  outOfMemory: StatusCode.too_large,
  lost: -1,
  noWorker: -2,
  unloaded: -3,
} as const;

/** What failures are called in a language that the core does not speak: the codes are the core's. */
const reasons: Readonly<Record<number, MessageKey>> = {
  [StatusCode.bad_dimension]: 'reason.1',
  [StatusCode.too_large]: 'reason.2',
  [StatusCode.bad_token]: 'reason.3',
  [StatusCode.not_finite]: 'reason.4',
  [StatusCode.not_laid_out]: 'reason.5',
  [StatusCode.bad_tensor]: 'reason.6',
  [StatusCode.bad_option]: 'reason.7',
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
