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
