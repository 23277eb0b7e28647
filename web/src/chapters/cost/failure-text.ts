import type { AttentionError } from '../../../../wasm/attention.js';
import { failures, reasonText } from '../../compute/failure.js';
import type { Say } from '../../text/messages.js';

/** What the reader is told when a run has failed. */
export function failureText(error: AttentionError, say: Say): string {
  const sentence = reasonText(error, say);
  if (error.code !== failures.outOfMemory) return say('cost.failed', { sentence });
  // The text says itself that there is no memory: only a language that has the core's sentence adds it.
  return say('cost.memory', { sentence: say.language === 'en' ? `${sentence} ` : '' });
}
