import { shortNumber } from '../../text/format.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { fittingSize } from '../../text/text-width.js';
import type { Candidate } from '../../compute/trace.js';
import type { Highlight } from '../view.js';
import { between } from '../../scene/math.js';
import { fittingGloss, glossSize } from './gloss.js';

interface BarsOptions {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly pitch: number;
  /** Room for the words; without it what is usual for the width. */
  readonly wordWidth?: number;
  /** What a word means, in a language that is not its own: small under it. */
  readonly gloss: (word: string) => string | undefined;
  /** How far the bars have grown, 0 to 1. */
  readonly grown: number;
  readonly cellOf: (candidate: Candidate) => string;
  readonly highlight: Highlight;
}

const thickest = 12;
/** Closer bars have no room for a gloss under the word. */
const twoLines = 26;

/** Words and their probabilities as short bars, most probable first; a full bar is 1. */
export function bars(candidates: readonly Candidate[], options: BarsOptions): SvgNode | undefined {
  const { key, x, y, width, pitch, grown, wordWidth = Math.min(84, width * 0.4) } = options;
  if (grown <= 0) return undefined;
  const barWidth = width - wordWidth - 40;
  const thickness = Math.min(pitch * 0.56, thickest);
  const rows = candidates.map((candidate, index) => {
    const cell = options.cellOf(candidate);
    const middle = pitch / 2;
    return node(
      'g',
      {
        key: String(candidate.id),
        class: options.highlight.has(cell) ? 'bar highlight' : 'bar',
        'data-cell': cell,
        transform: `translate(0 ${round(index * pitch)})`,
      },
      node('rect', { class: 'hit', width: round(width), height: round(pitch) }),
      ...barWord(candidate.word, options.gloss(candidate.word), wordWidth, pitch),
      node('rect', {
        class: 'bar-length',
        x: round(wordWidth),
        y: round(middle - thickness / 2),
        width: round(Math.max(barWidth * candidate.probability * grown, 1)),
        height: round(thickness),
        rx: 2,
      }),
      text(shortNumber(candidate.probability), {
        class: 'number',
        x: round(wordWidth + Math.max(barWidth * candidate.probability * grown, 1) + 6),
        y: middle,
      }),
    );
  });
  return node(
    'g',
    { key, class: key, opacity: round(grown), transform: `translate(${round(x)} ${round(y)})` },
    ...rows,
  );
}

function barWord(word: string, gloss: string | undefined, width: number, pitch: number): SvgNode[] {
  const fitted =
    gloss === undefined || pitch < twoLines
      ? undefined
      : fittingGloss(gloss, width - 6, between(10.5, pitch * 0.37, glossSize));
  if (!fitted) return [text(word, { key: 'word', class: 'bar-word', x: 0, y: pitch / 2 })];
  return [
    text(word, {
      key: 'word',
      class: 'bar-word',
      x: 0,
      y: round(pitch * 0.24),
      style: `font-size: ${round(fittingSize(word, width - 6, Math.min(13, pitch * 0.5)))}px`,
    }),
    text(fitted.content, {
      key: 'gloss',
      class: 'gloss',
      x: 0,
      y: round(pitch * 0.73),
      style: `font-size: ${round(fitted.size)}px`,
    }),
  ];
}
