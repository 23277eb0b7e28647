/** Of the size of the letters: what one of a Latin (bold) system font takes on average, and what a Chinese character takes. */
const latin = 0.58;
const han = 1;

/** How wide a text is at a size of its letters, as far as can be told without measuring it. */
export function textWidth(content: string, size: number): number {
  let ems = 0;
  for (const character of content) ems += isHan(character) ? han : latin;
  return ems * size;
}

/** Whether a character, or anything in a text, is Chinese or punctuation as wide as that. */
export function isHan(content: string): boolean {
  return /[\u2014\u201c\u201d\u2026\u3000-\u303f\u3400-\u9fff\uff00-\uff60]/.test(content);
}

/** Of the size, what letters take that are much wider or narrower than others, in the bold letters of a wide system font. */
const boldLetters = { ijl: 0.35, frt: 0.49, mw: 1.04 };
const boldLetter = 0.7;

/** How wide a word is at most where it is bold. */
export function boldWidth(word: string, size: number): number {
  let ems = 0;
  for (const letter of word) {
    const kind = Object.entries(boldLetters).find(([letters]) => letters.includes(letter));
    ems += isHan(letter) ? han : (kind?.[1] ?? boldLetter);
  }
  return ems * size;
}

/** The largest size, up to a limit, at which a text has room. */
export function fittingSize(content: string, width: number, largest: number): number {
  return Math.min(largest, width / textWidth(content, 1));
}
