import { html, type TemplateResult } from 'lit';
import { letters } from './rich-text.js';

/** A text with the letters of matrices set as such: W_Q with its Q lowered. */
export function subscriptLetters(text: string): (string | TemplateResult)[] {
  return letters(text).flatMap((piece) =>
    piece.lowered ? html`<sub>${piece.text}</sub>` : broken(piece.text),
  );
}

/** Between a Chinese character and a quotation a line may break; not every engine knows. */
function broken(text: string): (string | TemplateResult)[] {
  const parts = text.split(/([\u3400-\u9fff])(?=“)/);
  return parts.flatMap((part, index) => (index % 2 ? [part, html`<wbr />`] : part));
}
