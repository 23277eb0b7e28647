import { shortNumber } from '../../text/format.js';
import { cellId } from '../../figure/cell.js';
import { heading } from '../../figure/parts/heading.js';
import { during, staggered } from '../../scene/math.js';
import { token } from '../../figure/objects/token.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { fittingSize, textWidth } from '../../text/text-width.js';
import { type AllLayout, lineY } from './layout.js';
import { commonSize } from './line-words.js';
import { rests } from '../../figure/parts/resting.js';
import { barHeight } from './scores-part.js';
import { phases } from './steps.js';
import { type Share, sharesOf } from './strip-part.js';
import type { WeightsView } from './view.js';

/** How strongly a row stands out in which the head merely rests, and a part that is too short for its word. */
const pale = 0.3;
const quiet = 0.5;

/** Every word's whole as it shares it out, and how probable that makes the word which really comes next. */
export function allPart(view: WeightsView, layout: AllLayout): (SvgNode | undefined)[] {
  const { trace, at, say } = view;
  const shared = during(at.all, phases.all.shared);
  const come = (i: number) => staggered(shared, i, trace.n_tokens, 0.7);
  return [
    heading({
      key: 'all-title',
      x: layout.stripX,
      y: layout.titleY,
      content: say('weights.all'),
      shown: 1,
    }),
    trace.given ? undefined : nextTitle(view, layout),
    node('g', { key: 'words' }, ...rowWords(view, layout)),
    ...trace.words.map((_, i) => wholeOf(view, layout, i, come(i))),
    // What comes next says the model, not an author's numbers.
    ...(trace.given ? [] : trace.words.map((_, i) => next(view, layout, i))),
  ];
}

function nextTitle({ at, say }: WeightsView, layout: AllLayout): SvgNode | undefined {
  return heading({
    key: 'next-title',
    x: layout.barX === undefined ? layout.numberX + (layout.columns - 1) * (layout.width + 16) : layout.nextX,
    y: layout.titleY,
    anchor: layout.barX === undefined ? 'end' : 'start',
    content: say('weights.next'),
    shown: during(at.all, phases.all.next),
  });
}

/** Where a row is: rows that are too many for one column are in two. */
function rowPlace(layout: AllLayout, i: number): { x: number; y: number } {
  const column = Math.floor(i / layout.rows);
  return { x: column * (layout.width + 16), y: lineY(layout, i % layout.rows) };
}

/** Whose row it is. */
function rowWords({ trace, selection, say }: WeightsView, layout: AllLayout): (SvgNode | undefined)[] {
  const { chipHeight: height, letters: largest } = layout;
  const width = layout.chipWidth - 4;
  const letters = commonSize(
    trace.words,
    width - (layout.columns > 1 ? 4 : 8),
    Math.min(largest, height * (layout.columns > 1 ? 1 : 0.85)),
  );
  return trace.words.map((word, i) => {
    const { x, y } = rowPlace(layout, i);
    const gloss = layout.barX === undefined ? undefined : say.gloss(word);
    const state = i === selection.token ? 'asks chosen' : 'asks';
    return token({
      key: `word${i}`,
      word,
      gloss,
      x: x + 2,
      y: y - height / 2,
      width,
      height,
      letters,
      state,
      token: i,
    });
  });
}

function wholeOf(view: WeightsView, layout: AllLayout, i: number, shown: number): SvgNode | undefined {
  if (shown <= 0) return undefined;
  const { trace, selection } = view;
  const place = rowPlace(layout, i);
  const height = Math.min(layout.pitch - (layout.columns > 1 ? 2 : 4), 30);
  const shares = sharesOf(trace.row('weight', selection.head, i));
  const box = {
    x: place.x + layout.stripX,
    y: place.y - height / 2,
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
  { trace, selection, highlight, tone, say }: WeightsView,
  { letters, stripWidth }: AllLayout,
  i: number,
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  { j, weight, before }: Share,
): SvgNode | undefined {
  if (weight <= 0) return undefined;
  const id = cellId('weight', selection.head, i, j);
  const width = weight * box.width;
  const fits = (words: string, room = weight * stripWidth) => textWidth(words, letters) <= room - 4;
  const resting = rests(trace, selection.head, i);
  const word = trace.words[j]!;
  const why = say('words.resting', { word });
  const label = resting && j === 0 && fits(why) ? why : fits(word) ? word : undefined;
  const isLabelled = label !== undefined && box.height >= letters;
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
      style: `fill: ${i === selection.token ? tone(j) : 'var(--ax-quiet)'}`,
      opacity: resting ? pale : isLabelled ? undefined : quiet,
    }),
    isLabelled && fits(label, width)
      ? text(label, {
          key: 'label',
          class: resting ? 'share-label resting' : 'share-label',
          x: round(box.x + (before + weight / 2) * box.width),
          y: round(box.y + box.height / 2),
          'text-anchor': 'middle',
          style: `font-size: ${letters}px; font-weight: 400`,
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
    transform: `translate(${round(rowPlace(layout, i).x)} ${round(rowPlace(layout, i).y)})`,
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

/** Not in two columns: there the next row tells it. */
function lessonWord({ nextX, nextWidth, letters }: AllLayout, words: string, y = 0): SvgNode | false {
  if (nextWidth === 0) return false;
  const size = fittingSize(words, nextWidth, letters);
  return text(words, {
    key: 'words',
    class: 'lesson-words',
    x: round(nextX),
    y,
    style: `font-size: ${round(size)}px`,
  });
}

/** Beside the word, or where there is no room for that under it; not in two columns. */
function probabilityBar(layout: AllLayout, probability: number, shown: number): SvgNode[] {
  const { barX, nextX, nextWidth, numberX, pitch } = layout;
  const full = barX === undefined ? numberX - nextX : numberX - 40 - barX;
  const height = barX === undefined ? 3 : barHeight(pitch);
  return [
    ...(nextWidth === 0
      ? []
      : [
          node('rect', {
            key: 'bar',
            class: 'bar-length',
            x: round(barX ?? nextX),
            y: round(barX === undefined ? pitch / 2 - 4 : -height / 2),
            width: round(Math.max(full * probability * shown, 1)),
            height: round(height),
            rx: Math.min(2, height / 2),
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
