import { html, type TemplateResult } from 'lit';
import { letters } from './rich-text.js';

/** A text with the letters of matrices set as such: W_Q with its Q lowered. */
export function subscriptLetters(text: string): (string | TemplateResult)[] {
  return letters(text).map((piece) => (piece.lowered ? html`<sub>${piece.text}</sub>` : piece.text));
}
