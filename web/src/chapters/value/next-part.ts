import { cellId } from '../../figure/cell.js';
import { heading } from '../../figure/parts/heading.js';
import type { Trace } from '../../compute/trace.js';
import { clamp01, during, mix } from '../../scene/math.js';
import { memo } from '../../scene/memo.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { shortNumber } from '../../text/format.js';
import { fittingSize, textWidth } from '../../text/text-width.js';
import { numbersWidth } from './layout.js';
import { expectedAt } from './pushes.js';
import { phases } from './steps.js';
import type { ValueView } from './view.js';

/** Between a word and its gloss beside it. */
const gap = 8;

/** What is expected next where the word is, while it goes; a mark stays where it was at E. */
export function nextPart(view: ValueView): SvgNode | undefined {
  const { trace, analysis, selection, at, layout, pushes, kept, say } = view;
  const { x, count } = layout.next;
  const shown = during(at.lift, phases.lift.next);
  if (shown <= 0) return undefined;
  const now = expectedAt(trace, analysis, pushes, { i: selection.token, kept, part: at.move });
  const words = mostChanged(trace, selection.token).slice(0, count);
  return node(
    'g',
    { key: 'next', opacity: shown < 1 ? round(shown) : undefined },
    heading({ key: 'next-title', x, y: 8, content: say('value.next'), shown: 1 }),
    ...words.map((id, index) => row(view, id, index, now[id]!)),
  );
}

/** The ids of all next words, those first whose probabilities from E and from E' differ most. */
function mostChanged(trace: Trace, i: number): readonly number[] {
  return memo(trace, `most-changed:${i}`, () => {
    const [before, after] = [trace.row('probability_before', i), trace.row('probability_after', i)];
    const size = (id: number) => Math.abs(after[id]! - before[id]!);
    return Array.from(before, (_, id) => id).sort((a, b) => size(b) - size(a));
  });
}

function row(view: ValueView, id: number, index: number, now: number): SvgNode {
  const { trace, selection, layout, highlight } = view;
  const { x, y, width, pitch, barY, barHeight } = layout.next;
  const before = trace.at('probability_before', selection.token, id);
  const cell = cellOf(view, id);
  const room = width - 4;
  const mark = before * room;
  return node(
    'g',
    {
      key: `next${id}`,
      class: `bar after${cell !== undefined && highlight.has(cell) ? ' highlight' : ''}`,
      'data-cell': cell,
      transform: `translate(${round(x)} ${round(y + 14 + index * pitch)})`,
    },
    node('rect', { key: 'hit', class: 'hit', x: 0, y: -6, width: round(width), height: round(pitch) }),
    ...wordOf(view, trace.word(id)),
    node('rect', {
      key: 'bar',
      class: 'bar-length',
      x: 0,
      y: barY,
      width: round(Math.max(now * room, 1)),
      height: barHeight,
      rx: 2,
    }),
    node('path', { key: 'mark', class: 'alone-mark', d: `M ${round(mark)} ${barY - 3} v ${barHeight + 7}` }),
    ...numbers(view, id, now),
  );
}

/** What it was at E, which makes room for what it is on the way. */
function numbers(view: ValueView, id: number, now: number): SvgNode[] {
  const { trace, selection, at, layout } = view;
  const { width, numberY } = layout.next;
  const place = cellId('probability_before', selection.token, id);
  const before = trace.at('probability_before', selection.token, id);
  const aside = clamp01(at.move * 6);
  const arrow = {
    key: 'arrow',
    class: 'operator',
    x: round(width - 45),
    y: numberY,
    'text-anchor': 'middle',
  };
  return [
    number('before', before, mix(width - 2, width - 56, aside), numberY, place),
    ...(aside === 1 ? [text('→', arrow), number('now', now, width - 2, numberY, cellOf(view, id))] : []),
  ];
}

/** What a bar is a number of the run for: for none on the way, and where a word is faded. */
function cellOf({ at, selection, trace, kept }: ValueView, id: number): string | undefined {
  if (at.move === 0) return cellId('probability_before', selection.token, id);
  const isWhole = at.move === 1 && trace.words.every((_, j) => kept(j) === 1);
  return isWhole ? cellId('probability_after', selection.token, id) : undefined;
}

function number(key: string, value: number, right: number, y: number, cell: string | undefined): SvgNode {
  const place = { x: round(right), y, 'text-anchor': 'end' };
  return node(
    'g',
    { key, 'data-cell': cell },
    text(shortNumber(value), { class: key === 'before' ? 'number hidden' : 'number', ...place }),
  );
}

/** The word over its bar with its gloss beside it; or beside its bar, as large as it fits. */
function wordOf({ say, layout }: ValueView, word: string): SvgNode[] {
  const { width, barY, numberY, letters } = layout.next;
  const isBeside = numberY < barY;
  const room = width - (isBeside ? numbersWidth : 0) - 6;
  const size = fittingSize(word, room, letters);
  const gloss = say.gloss(word);
  const from = textWidth(word, size) + gap;
  const y = numberY < barY ? numberY : barY - 10;
  return [
    text(word, { key: 'word', class: 'bar-word', x: 0, y, style: `font-size: ${round(size)}px` }),
    ...(gloss === undefined || !isBeside
      ? []
      : [
          text(gloss, {
            key: 'gloss',
            class: 'gloss',
            x: round(from),
            y,
            style: `font-size: ${round(fittingSize(gloss, room - from, 13))}px`,
          }),
        ]),
  ];
}
