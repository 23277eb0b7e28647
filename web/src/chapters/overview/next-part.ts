import { cellId } from '../../figure/cell.js';
import type { FigureContext } from '../../figure/figure.js';
import type { Highlight } from '../../figure/view.js';
import { mix } from '../../scene/math.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { textWidth } from '../../text/text-width.js';
import { type NextWord, nextWords, partOfWhole } from './facts.js';
import type { Layout } from './layout.js';

/** What may come next: bars from what the word alone lets expect, which stays as a mark, to what it does where it stands. */
export function nextPart(
  context: FigureContext,
  { kind, next: { x, y, width, pitch } }: Layout,
  settled: number,
  highlight: Highlight,
): SvgNode {
  const words = nextWords(context);
  const letters = { narrow: 15, roomy: 21, wide: 25 }[kind];
  const wordWidth = Math.max(...words.map(({ word }) => textWidth(word, letters))) + 10;
  const row = { letters, wordWidth, barWidth: width - wordWidth - letters * 3.2, pitch, settled };
  return node(
    'g',
    { key: 'next', transform: `translate(${round(x)} ${round(y)})` },
    text(context.say(settled > 0 ? 'hero.here' : 'hero.alone'), {
      key: 'title',
      class: 'heading',
      x: 0,
      y: round(-pitch * 0.62),
      style: `font-size: ${Math.max(letters * 0.78, 12.4)}px`,
    }),
    words.map((word, index) => nextRow(context, word, index, row, highlight)),
  );
}

interface Row {
  readonly letters: number;
  readonly wordWidth: number;
  readonly barWidth: number;
  readonly pitch: number;
  readonly settled: number;
}

function nextRow(
  { selection: { token }, say }: FigureContext,
  { id, word, before, probability }: NextWord,
  index: number,
  { letters, wordWidth, barWidth, pitch, settled }: Row,
  highlight: Highlight,
): SvgNode {
  const isAfter = settled > 0;
  // The number is another where the bar is half way.
  const [told, shown] = settled > 0.5 ? (['after', probability] as const) : (['before', before] as const);
  const cell = cellId(`probability_${told}`, token, id);
  const fading = Math.abs(1 - 2 * settled);
  const length = Math.max(barWidth * mix(before, probability, settled), 1);
  const thickness = letters * 0.8;
  return node(
    'g',
    {
      key: String(id),
      class: `${isAfter ? 'after' : 'before'} bar ${highlight.has(cell) ? 'highlight' : ''}`,
      'data-cell': cell,
      transform: `translate(0 ${round((index + 0.5) * pitch)})`,
    },
    node('rect', { class: 'hit', y: round(-pitch / 2), width: round(barWidth + wordWidth), height: pitch }),
    text(word, { class: 'bar-word', x: 0, y: 0, style: `font-size: ${letters}px` }),
    node('rect', {
      ...{ class: 'bar-length', x: round(wordWidth), y: round(-thickness / 2) },
      ...{ width: round(length), height: round(thickness), rx: 2 },
    }),
    settled > 0 &&
      node('path', {
        class: 'alone-mark',
        opacity: round(settled),
        d: `M${round(wordWidth)} ${round(-thickness / 2)}h${round(Math.max(barWidth * before, 1))}v${round(thickness)}H${round(wordWidth)}z`,
      }),
    text(partOfWhole(say, shown), {
      class: 'number',
      // Not on the mark of what the word alone lets expect, which is where the bar began.
      x: round(wordWidth + Math.max(length, barWidth * before) + 8),
      y: 0,
      opacity: fading < 1 ? round(fading) : undefined,
      style: `font-size: ${letters * 0.82}px`,
    }),
  );
}
