import { cellId } from '../../figure/cell.js';
import { change } from '../../figure/objects/change.js';
import { heading } from '../../figure/parts/heading.js';
import type { PassView } from '../../figure/parts/pass.js';
import type { Trace } from '../../compute/trace.js';
import { memo } from '../../scene/memo.js';
import { staggered } from '../../scene/math.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { fittingSize, textWidth } from '../../text/text-width.js';
import { type NextLayout, numbersWidth } from './layout.js';

/** Between a word and its gloss beside it. */
const gap = 8;

/** The next words whose probability the move changes most: from E, a ring, to E', a dot. */
export function nextPart(view: PassView, layout: NextLayout, gone: number): (SvgNode | undefined)[] {
  const { trace, selection, say } = view;
  const ids = mostChanged(trace, selection.token).slice(0, layout.count);
  return [
    heading({ key: 'next-title', x: layout.x, y: layout.y, content: say('value.next'), shown: 1 }),
    ...ids.map((id, index) => row(view, layout, id, index, staggered(gone, index, ids.length, 0.8))),
  ];
}

/** The ids of all next words, those first whose probabilities from E and from E' differ most. */
function mostChanged(trace: Trace, i: number): readonly number[] {
  return memo(trace, `most-changed:${i}`, () => {
    const [before, after] = [trace.row('probability_before', i), trace.row('probability_after', i)];
    const size = (id: number) => Math.abs(after[id]! - before[id]!);
    return Array.from(before, (_, id) => id).sort((a, b) => size(b) - size(a));
  });
}

function row(view: PassView, layout: NextLayout, id: number, index: number, gone: number): SvgNode {
  const { trace, run, selection, highlight } = view;
  const { x, y, width, pitch, changeX, changeY } = layout;
  const end = (tensor: 'probability_before' | 'probability_after') => {
    const cell = cellId(tensor, selection.token, id);
    return { value: trace.at(tensor, selection.token, id), cell, run, highlight: highlight.has(cell) };
  };
  return node(
    'g',
    { key: `next${id}`, transform: `translate(${round(x)} ${round(y + 14 + index * pitch)})` },
    ...wordOf(view, layout, trace.word(id)),
    change({
      key: 'change',
      x: changeX + 5,
      y: changeY,
      width: width - changeX - numbersWidth - 5,
      height: 28,
      from: end('probability_before'),
      to: end('probability_after'),
      gone,
    }),
  );
}

/** The word over its change with its gloss beside it; or beside its change, as large as it fits. */
function wordOf({ say }: PassView, { width, changeX, letters }: NextLayout, word: string): SvgNode[] {
  const size = fittingSize(word, (changeX || width) - 6, letters);
  const gloss = say.gloss(word);
  const from = textWidth(word, size) + gap;
  return [
    text(word, { key: 'word', class: 'bar-word', x: 0, y: 14, style: `font-size: ${round(size)}px` }),
    ...(gloss === undefined || changeX > 0
      ? []
      : [
          text(gloss, {
            key: 'gloss',
            class: 'gloss',
            x: round(from),
            y: 14,
            style: `font-size: ${round(fittingSize(gloss, width - from, 13))}px`,
          }),
        ]),
  ];
}
