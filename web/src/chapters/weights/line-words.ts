import { token } from '../../figure/objects/token.js';
import { staggered } from '../../scene/math.js';
import { node, round, type SvgNode } from '../../scene/node.js';
import { fittingSize } from '../../text/text-width.js';
import { type LinesLayout, lineY } from './layout.js';
import type { Line } from './lines.js';
import { isMasked, type WeightsView } from './view.js';

/** The size at which every one of some words has room. */
export function commonSize(words: readonly string[], width: number, largest: number): number {
  return Math.min(...words.map((word) => fittingSize(word, width, largest)));
}

/** A chip at the left of each line; `faded`: how far what the mask takes out has stepped back. */
export function lineWords(
  { trace, selection, say, lines }: WeightsView,
  layout: LinesLayout,
  shown: (index: number) => number,
  look: { readonly faded?: number } = {},
): (SvgNode | undefined)[] {
  const { faded = 0 } = look;
  const width = layout.chipWidth - 4;
  const nameOf = ({ words: [first, ...more], later }: Line) =>
    more.length === 0
      ? trace.words[first!]!
      : say(later ? 'weights.later' : 'words.others', { count: more.length + 1 });
  const letters = commonSize(lines.map(nameOf), width - 8, Math.min(layout.letters, layout.chipHeight * 0.9));
  return lines.flatMap((line, index) => {
    const single = line.words.length === 1 ? line.words[0] : undefined;
    const isHidden = isMasked(trace, selection.token, line.words[0]!) === 'before';
    const [y, struck] = [lineY(layout, index), isHidden ? staggered(faded, index, lines.length, 0.7) : 0];
    const chip = token({
      key: `word${line.key}`,
      word: nameOf(line),
      gloss: single === undefined ? undefined : say.gloss(trace.words[single]!),
      ...{ x: 2, y: y - layout.chipHeight / 2, width, height: layout.chipHeight, letters },
      opacity: shown(index) * (isHidden ? 0.7 - 0.3 * faded : 1),
      state: single === selection.token ? 'answers chosen' : 'answers',
      ...(single === undefined ? {} : { token: single }),
    });
    if (struck <= 0) return [chip];
    const d = `M 8 ${round(y)} h ${round((width - 12) * struck)}`;
    return [chip, node('path', { key: `strike${line.key}`, class: 'strike', d })];
  });
}
