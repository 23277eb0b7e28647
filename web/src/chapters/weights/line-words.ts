import { token } from '../../figure/objects/token.js';
import type { SvgNode } from '../../scene/node.js';
import { fittingSize } from '../../text/text-width.js';
import { type LinesLayout, lineY } from './layout.js';
import { isMasked, type WeightsView } from './view.js';

/** The size at which every one of some words has room. */
export function commonSize(words: readonly string[], width: number, largest: number): number {
  return Math.min(...words.map((word) => fittingSize(word, width, largest)));
}

/** A chip at the left of each line; `faded`: how far what the mask takes out has stepped back. */
export function lineWords(
  { trace, selection, say }: WeightsView,
  layout: LinesLayout,
  shown: (j: number) => number,
  look: { readonly faded?: number; readonly state?: string; readonly glossed?: boolean } = {},
): (SvgNode | undefined)[] {
  const { faded = 0, state = 'answers', glossed = true } = look;
  const width = layout.chipWidth - 4;
  const letters = commonSize(trace.words, width - 8, Math.min(layout.letters, layout.chipHeight * 0.7));
  return trace.words.map((word, j) => {
    const hidden = isMasked(trace, selection.token, j) === 'before';
    return token({
      key: `word${j}`,
      word,
      gloss: glossed ? say.gloss(word) : undefined,
      x: 0,
      y: lineY(layout, j) - layout.chipHeight / 2,
      width,
      height: layout.chipHeight,
      letters,
      opacity: shown(j) * (hidden ? 1 - 0.6 * faded : 1),
      state: j === selection.token ? `${state} chosen` : state,
      token: j,
    });
  });
}
