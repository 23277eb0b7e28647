/** A piece of prose: plain, lowered as an index, or a term that names an object of the figure. */
export interface Piece {
  readonly text: string;
  /** Stands lower and smaller: the Q of W_Q. */
  readonly lowered?: boolean;
  /** The tensor that the term names. */
  readonly object?: string;
}

/** Splits prose at its terms, which are written `[text](object)`. */
export function pieces(prose: string): Piece[] {
  return split(prose, /\[([^\]]+)\]\((\w+)\)/g, ([, text, object]) => [{ text: text!, object: object! }]);
}

/** Splits a text at the letters of matrices, which are written `W_Q`. */
export function letters(text: string): Piece[] {
  return split(text, /W_([A-Z])/g, ([, letter]) => [{ text: 'W' }, { text: letter!, lowered: true }]);
}

function split(text: string, pattern: RegExp, found: (match: RegExpMatchArray) => Piece[]): Piece[] {
  const parts: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > end) parts.push({ text: text.slice(end, match.index) });
    parts.push(...found(match));
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}
