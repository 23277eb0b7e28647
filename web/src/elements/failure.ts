import type { AttentionError } from '../../../wasm/attention.js';
import type { Say } from '../messages.js';

/** attention::StatusCode::too_large, and what a thread reports when the browser has no memory left. */
const tooLarge = 2;

/** What the reader is told when a run has failed. */
export function failureText({ code, message }: AttentionError, say: Say): string {
  return say(code === tooLarge ? 'cost.memory' : 'cost.failed', { sentence: message });
}
