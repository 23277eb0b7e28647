import { node, round, type SvgNode } from '../../scene/node.js';
import { textWidth } from '../../text/text-width.js';
import { glossSize } from './gloss.js';
import { token } from './token.js';

interface PhraseOptions {
  readonly key: string;
  readonly words: readonly string[];
  /** What a word means, in a language that is not its own. */
  readonly gloss: (word: string) => string | undefined;
  /** The word that is followed, from 0. */
  readonly followed: number;
  readonly x: number;
  readonly y: number;
  /** Room for all chips; they take no more than they need. */
  readonly width: number;
  readonly height: number;
  readonly opacity?: number;
}

const gap = 4;

/** Where each chip of a phrase stands: as wide as its word, narrower where they would not fit. */
function phraseChips(
  words: readonly string[],
  width: number,
  height: number,
  gloss: PhraseOptions['gloss'],
): { readonly x: number; readonly width: number }[] {
  const letters = Math.min(14, height * 0.52);
  const wanted = words.map(
    (word) => Math.max(textWidth(word, letters), textWidth(gloss(word) ?? '', glossSize)) + 15,
  );
  const gaps = gap * (words.length - 1);
  const fit = Math.min(1, (width - gaps) / wanted.reduce((total, chip) => total + chip, 0));
  let x = 0;
  return wanted.map((chip) => {
    const place = { x, width: chip * fit };
    x += place.width + gap;
    return place;
  });
}

/** A phrase as chips in a row, the followed word marked. */
export function phrase(options: PhraseOptions): SvgNode | undefined {
  const { key, words, gloss, followed, x, y, width, height, opacity = 1 } = options;
  if (opacity <= 0) return undefined;
  const chips = phraseChips(words, width, height, gloss);
  return node(
    'g',
    {
      key,
      class: 'phrase',
      transform: `translate(${round(x)} ${round(y)})`,
      opacity: opacity < 1 ? round(opacity) : undefined,
    },
    ...words.map((word, index) =>
      token({
        key: String(index),
        word,
        gloss: gloss(word),
        x: chips[index]!.x,
        y: 0,
        width: chips[index]!.width,
        height,
        state: index === followed ? 'answers chosen' : '',
      }),
    ),
  );
}
