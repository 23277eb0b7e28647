// Bytes as a string literal of JavaScript, one character from U+0000 to U+00FF for each byte. In UTF-8 that is half as much again
// as the bytes, in base64 a third; but compressed it is what the bytes come to, as base64 hides every repetition.

/** What a script inside HTML or a string literal would not bring through as it is. */
const escapes = { '\0': '\\x00', '\n': '\\n', '\r': '\\r', '"': '\\"', '\\': '\\\\' };

/** The literal, with its quotes. `web/src/compute/bytes.ts` reads it. */
export function byteString(bytes) {
  const text = Buffer.from(bytes).toString('latin1');
  const escaped = text.replace(/[\0\n\r"\\]/g, (character) => escapes[character]);
  return `"${escapeMarkup(escaped)}"`;
}

/** Script text that stands inside an element `script`: none of what would end it or begin a comment. The same script. */
export function escapeMarkup(script) {
  return script.replace(/<(?=!--|\/?script)/gi, '\\x3C');
}

/**
 * A script in ASCII, the same script, as a page of others may be in any encoding, and a host may name none. All other characters stand
 * in literals.
 */
export const inAscii = (script) =>
  script.replace(/[^\x00-\x7f]/g, (character) => {
    const code = character.charCodeAt(0).toString(16);
    return code.length > 2 ? `\\u${code.padStart(4, '0')}` : `\\x${code}`;
  });
