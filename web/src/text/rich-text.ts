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

/** Prose as it is said where nothing can be pointed at. */
export function plain(prose: string): string {
  return pieces(prose)
    .map(({ text }) => text)
    .join('');
}

/** Splits a text at the names of matrices and sizes, which are written `W_Q`, `Value_up`, `d_model`. */
export function letters(text: string): Piece[] {
  const names = /(W|Value|d)_([A-Z]|up|down|model|[kv])/g;
  return split(text, names, ([, name, index]) => [{ text: name! }, { text: index!, lowered: true }]);
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

/** A piece with the punctuation around it that may not be torn from it at the end of a line. */
export interface BoundPiece extends Piece {
  readonly before: string;
  readonly after: string;
}

const opening = /[“‘（《【(]+$/;
const closing = /^[”’），。、：；！？》】,.:;!?)…]+/;

/** Gives each term what directly touches it of the text on either side. */
export function boundPieces(prose: string): BoundPiece[] {
  const found = pieces(prose);
  return found.map((piece, index) => {
    const touching = (pattern: RegExp, other: Piece | undefined) =>
      other && other.object === undefined ? (pattern.exec(other.text)?.[0] ?? '') : '';
    if (piece.object !== undefined) {
      const [before, after] = [touching(opening, found[index - 1]), touching(closing, found[index + 1])];
      return { ...piece, before, after };
    }
    const start = found[index - 1]?.object === undefined ? '' : touching(closing, piece);
    const rest = piece.text.slice(start.length);
    const end = found[index + 1]?.object === undefined ? '' : (opening.exec(rest)?.[0] ?? '');
    return { text: rest.slice(0, rest.length - end.length), before: '', after: '' };
  });
}
