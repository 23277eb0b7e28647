import { node, round, type SvgNode, text } from '../../scene/node.js';
import { between } from '../../scene/math.js';
import { textWidth } from '../../text/text-width.js';
import { fittingGloss, glossSize } from './gloss.js';

interface SlantedWordOptions {
  readonly key: string;
  readonly word: string;
  readonly gloss: string | undefined;
  /** The foot of the column's middle. */
  readonly x: number;
  readonly y: number;
  /** Degrees up from lying. */
  readonly slant: number;
  /** Distance of the columns: close ones have no room for a gloss. */
  readonly pitch: number;
  readonly chosen: boolean;
  readonly opacity?: number;
}

/** Below this distance of columns the lines of a word and its gloss would touch the next word's. */
const glossPitch = 23.5;
const longestGloss = 64;
/** What can be pressed is as wide as this, where the next word leaves as much. */
const leastHit = 24;

/** A word over a column that is too narrow for it, and beside it in a line of its own its gloss. */
export function slantedWord(options: SlantedWordOptions): SvgNode {
  const { key, word, gloss, x, y, slant, pitch, chosen, opacity } = options;
  const fitted = gloss !== undefined && pitch >= glossPitch ? fittingGloss(gloss, longestGloss) : undefined;
  // From the line of the word to that of the gloss, across both.
  const lineDistance = between(11.7, pitch * 0.42, 14);
  const angle = (slant * Math.PI) / 180;
  const line = (across: number) =>
    `translate(${round(x + across * Math.sin(angle))} ${round(y + across * Math.cos(angle))}) rotate(${-slant})`;
  return node(
    'g',
    { key, opacity: opacity === undefined || opacity >= 1 ? undefined : round(opacity) },
    hitArea(word, Math.min(leastHit, pitch * Math.sin(angle)), line(0)),
    text(word, {
      key: 'word',
      'text-anchor': 'start',
      transform: line(fitted ? -lineDistance / 2 + 1 : 0),
      class: chosen ? 'chosen' : '',
    }),
    fitted &&
      text(fitted.content, {
        key: 'gloss',
        'text-anchor': 'start',
        transform: line(lineDistance / 2 + 1),
        class: 'gloss',
        style: `font-size: ${round(Math.min(fitted.size, glossSize))}px`,
      }),
  );
}

/** Across the line of a word, which alone is too thin for a finger. */
function hitArea(word: string, across: number, transform: string): SvgNode {
  const along = Math.max(textWidth(word, 13), leastHit);
  return node('rect', {
    key: 'hit',
    class: 'hit',
    y: round(-across / 2),
    width: round(along),
    height: round(across),
    transform,
  });
}
