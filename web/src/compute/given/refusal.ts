import type { MessageKey, Parameters } from '../../text/messages.js';

/** Why data are not shown: a text of the page, so that it is told in the reader's language. */
export class RefusedData extends Error {
  constructor(
    readonly key: Extract<MessageKey, `data.refused.${string}`>,
    readonly parameters: Parameters = {},
  ) {
    super(key);
  }
}
