/** A piece of prose: plain, or a term that names an object of the figure. */
export interface Piece {
  readonly text: string;
  /** The tensor that the term names. */
  readonly object?: string;
}

/** Splits prose at its terms, which are written `[text](object)`. */
export function pieces(prose: string): Piece[] {
  const found: Piece[] = [];
  let end = 0;
  for (const match of prose.matchAll(/\[([^\]]+)\]\((\w+)\)/g)) {
    if (match.index > end) found.push({ text: prose.slice(end, match.index) });
    found.push({ text: match[1]!, object: match[2]! });
    end = match.index + match[0].length;
  }
  if (end < prose.length) found.push({ text: prose.slice(end) });
  return found;
}
