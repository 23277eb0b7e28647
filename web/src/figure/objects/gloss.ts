import { fittingSize } from '../../scene/text-width.js';

/** A gloss as it fits in a place. */
export interface FittedGloss {
  readonly content: string;
  readonly size: number;
}

export const glossSize = 10.5;
const smallest = 8.5;
const betweenSenses = '；';

/**
 * As much of a gloss as there is room for: all senses of the word, or the first of them and a sign that there are more,
 * or the first without what explains it. Undefined where not even that can be read.
 */
export function fittingGloss(gloss: string, width: number, largest = glossSize): FittedGloss | undefined {
  const senses = gloss.split(betweenSenses);
  const first = senses[0]!.replace(/（.*?）/, '');
  const shorter = senses
    .map((_, index) => `${senses.slice(0, -1 - index).join(betweenSenses)}…`)
    .slice(0, -1);
  return [gloss, ...shorter, first, first.replace(/的$/, '')]
    .map((content) => ({ content, size: fittingSize(content, width, largest) }))
    .find(({ size }) => size >= smallest);
}
