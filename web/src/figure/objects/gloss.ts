import { fittingSize } from '../../text/text-width.js';

/** A gloss as it fits in a place. */
interface FittedGloss {
  readonly content: string;
  readonly size: number;
}

/** The size of glosses that have room. */
export const glossSize = 11;
/** What is read with ease, and what is still read where nothing larger fits. */
const easy = 10.5;
const smallest = 9;
const betweenSenses = '；';

/**
 * As much of a gloss as there is room for: all senses of the word, or the first of them and a sign that there are more,
 * or the first without what explains it. Fewer senses are better than small letters; undefined where there is room for
 * none.
 */
export function fittingGloss(gloss: string, width: number, largest = glossSize): FittedGloss | undefined {
  const senses = gloss.split(betweenSenses);
  const first = senses[0]!.replace(/（.*?）/, '');
  const shorter = senses
    .map((_, index) => `${senses.slice(0, -1 - index).join(betweenSenses)}…`)
    .slice(0, -1);
  const fitted = [gloss, ...shorter, first, first.replace(/的$/, '')].map((content) => ({
    content,
    size: fittingSize(content, width, largest),
  }));
  return fitted.find(({ size }) => size >= easy) ?? fitted.find(({ size }) => size >= smallest);
}
