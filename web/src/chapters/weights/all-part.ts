import { shortNumber } from '../../text/format.js';
import { cellId } from '../../figure/cell.js';
import { heading } from '../../figure/parts/heading.js';
import { during, staggered } from '../../scene/math.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { fittingSize, textWidth } from '../../text/text-width.js';
import { type AllLayout, lineY } from './layout.js';
import { lineWords } from './line-words.js';
import { rests } from '../../figure/parts/resting.js';
import { barHeight } from './scores-part.js';
import { phases } from './steps.js';
import { type Share, sharesOf } from './strip-part.js';
import type { WeightsView } from './view.js';

/** How strongly a row stands out in which the head merely rests. */
const pale = 0.3;

/** Every word's whole as it shares it out, and how probable that makes the word which really comes next. */
export function allPart(view: WeightsView, layout: AllLayout): (SvgNode | undefined)[] {
  const { trace, selection, at, say } = view;
  const shared = during(at.all, phases.all.shared);
  const come = (i: number) => staggered(shared, i, trace.n_tokens, 0.7);
  return [
    heading({
      key: 'all-title',
      x: layout.stripX,
      y: layout.titleY,
      content: say('weights.all', { head: selection.head + 1 }),
      shown: 1,
    }),
    heading({
      key: 'next-title',
      x: layout.barX === undefined ? layout.width : layout.nextX,
      y: layout.titleY,
      anchor: layout.barX === undefined ? 'end' : 'start',
      content: say('weights.next'),
      shown: during(at.all, phases.all.next),
    }),
    node(
      'g',
      { key: 'words' },
      ...lineWords(view, layout, () => 1, { state: 'asks', glossed: layout.barX !== undefined }),
    ),
    ...trace.words.map((_, i) => wholeOf(view, layout, i, come(i))),
    ...trace.words.map((_, i) => next(view, layout, i)),
  ];
}

function wholeOf(view: WeightsView, layout: AllLayout, i: number, shown: number): SvgNode | undefined {
  if (shown <= 0) return undefined;
  const { trace, selection } = view;
  const height = Math.min(layout.pitch - 4, 30);
  const shares = sharesOf(trace.row('weight', selection.head, i));
  const box = {
    x: layout.stripX,
    y: lineY(layout, i) - height / 2,
    width: layout.stripWidth * shown,
    height,
  };
  return node(
    'g',
    { key: `row${i}` },
    node('rect', {
      key: 'slot',
      class: i === selection.token ? 'slot followed' : 'slot',
      x: round(box.x),
      y: round(box.y),
      width: round(layout.stripWidth),
      height: round(height),
      rx: 4,
    }),
    node('g', { key: 'shares' }, ...shares.map((share) => part(view, layout, i, box, share))),
  );
}

function part(
  { trace, selection, highlight }: WeightsView,
  { letters }: AllLayout,
  i: number,
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  { j, weight, before }: Share,
): SvgNode | undefined {
  if (weight <= 0) return undefined;
  const id = cellId('weight', selection.head, i, j);
  const word = trace.words[j]!;
  const width = weight * box.width;
  const resting = rests(trace, selection.head, i);
  return node(
    'g',
    { key: String(j), class: `share${highlight.has(id) ? ' highlight' : ''}`, 'data-cell': id },
    node('rect', {
      key: 'part',
      class: 'share-part',
      x: round(box.x + before * box.width + 0.75),
      y: round(box.y),
      width: round(Math.max(width - 1.5, 0.5)),
      height: round(box.height),
      rx: 3,
      opacity: resting ? pale : undefined,
    }),
    textWidth(word, letters) <= width - 6 && box.height >= letters
      ? text(word, {
          key: 'label',
          class: resting ? 'share-label resting' : 'share-label',
          x: round(box.x + (before + weight / 2) * box.width),
          y: round(box.y + box.height / 2),
          'text-anchor': 'middle',
          style: `font-size: ${letters}px`,
        })
      : undefined,
  );
}

/** The word that comes next, and its probability from what has been gathered; after the last word nothing is known. */
function next(view: WeightsView, layout: AllLayout, i: number): SvgNode | undefined {
  const { trace, selection, at, highlight, say } = view;
  const shown = staggered(during(at.all, phases.all.next), i, trace.n_tokens);
  const word = trace.words[i + 1];
  if (shown <= 0) return undefined;
  const place = {
    key: `next${i}`,
    transform: `translate(0 ${round(lineY(layout, i))})`,
    opacity: shown < 1 ? round(shown) : undefined,
  };
  const state = `lesson${i === selection.token ? ' chosen' : ''}`;
  if (word === undefined) return node('g', { ...place, class: state }, lessonWord(layout, '→ ?'));
  const id = cellId('probability_after', i, trace.at('token', i + 1));
  const probability = trace.at('probability_after', i, trace.at('token', i + 1));
  const gloss = layout.barX === undefined ? undefined : say.gloss(word);
  return node(
    'g',
    { ...place, class: `${state} bar after${highlight.has(id) ? ' highlight' : ''}`, 'data-cell': id },
    node('rect', {
      key: 'hit',
      class: 'hit',
      x: round(layout.nextX),
      y: round(-layout.pitch / 2),
      width: round(layout.width - layout.nextX),
      height: round(layout.pitch),
    }),
    ...(gloss === undefined || layout.pitch < 28
      ? [lessonWord(layout, `→ ${word}`)]
      : [
          lessonWord(layout, `→ ${word}`, -6),
          text(gloss, {
            key: 'gloss',
            class: 'gloss',
            x: round(layout.nextX + 16),
            y: 8,
            style: `font-size: ${round(fittingSize(gloss, layout.nextWidth - 16, 11))}px`,
          }),
        ]),
    ...probabilityBar(layout, probability, shown),
  );
}

function lessonWord({ nextX, nextWidth, letters }: AllLayout, words: string, y = 0): SvgNode {
  const size = fittingSize(words, nextWidth, letters);
  return text(words, {
    key: 'words',
    class: 'lesson-words',
    x: round(nextX),
    y,
    style: `font-size: ${round(size)}px`,
  });
}

function probabilityBar(layout: AllLayout, probability: number, shown: number): SvgNode[] {
  const { barX, numberX, pitch } = layout;
  const full = barX === undefined ? 0 : numberX - 40 - barX;
  return [
    ...(barX === undefined
      ? []
      : [
          node('rect', {
            key: 'bar',
            class: 'bar-length',
            x: round(barX),
            y: round(-barHeight(pitch) / 2),
            width: round(Math.max(full * probability * shown, 1)),
            height: round(barHeight(pitch)),
            rx: 2,
          }),
        ]),
    text(shortNumber(probability), {
      key: 'number',
      class: 'number',
      x: round(numberX),
      y: 0,
      'text-anchor': 'end',
    }),
  ];
}
