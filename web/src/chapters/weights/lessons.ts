import { shortNumber } from '../../text/format.js';
import { cellId } from '../../figure/cell.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { staggered } from '../../scene/math.js';
import { heading } from '../../figure/parts/heading.js';
import type { PassView } from '../../figure/parts/pass.js';
import type { LessonsLayout } from './layout.js';

/**
 * Beside each row the word that really comes next, and how probable the model makes it from what the row has gathered:
 * one sentence is a lesson for every position but the last.
 */
export function lessonsPart(view: PassView, layout: LessonsLayout, shown: number): (SvgNode | undefined)[] {
  const { trace, say } = view;
  return [
    heading({
      key: 'lessons-title',
      x: layout.x,
      y: layout.titleY,
      content: say('lessons.title'),
      shown,
    }),
    ...trace.words.map((_, i) => lesson(view, layout, i, staggered(shown, i, trace.n_tokens))),
  ];
}

function lesson(view: PassView, layout: LessonsLayout, i: number, shown: number): SvgNode | undefined {
  const { trace, selection, highlight } = view;
  if (shown <= 0) return undefined;
  const line = lessonWords(view, layout, i);
  const place = {
    key: String(i),
    class: `lesson${i === selection.token ? ' followed' : ''}`,
    transform: `translate(0 ${round(layout.y + (i + 0.5) * layout.pitch)})`,
    opacity: round(shown),
  };
  if (i + 1 === trace.n_tokens) return node('g', place, line);
  const next = trace.at('token', i + 1);
  const id = cellId('probability_after', i, next);
  return node(
    'g',
    { ...place, class: `${place.class} bar after${highlight.has(id) ? ' highlight' : ''}`, 'data-cell': id },
    node('rect', {
      key: 'hit',
      class: 'hit',
      x: round(layout.x),
      y: round(-layout.pitch / 2),
      width: round(layout.width),
      height: round(layout.pitch),
    }),
    line,
    ...bar(layout, trace.at('probability_after', i, next), shown),
  );
}

function lessonWords(view: PassView, layout: LessonsLayout, i: number): (SvgNode | false)[] {
  const { trace, say } = view;
  const next = trace.words[i + 1];
  const words = say(next === undefined ? 'lessons.open' : 'lessons.next', {
    word: trace.words[i]!,
    next: next ?? '',
  });
  const gloss = glossOf(view, i);
  return [
    text(words, { key: 'words', class: 'lesson-words', x: round(layout.x), y: gloss === undefined ? 0 : -6 }),
    gloss !== undefined && text(gloss, { key: 'gloss', class: 'gloss', x: round(layout.x), y: 8 }),
  ];
}

function bar(layout: LessonsLayout, probability: number, shown: number): SvgNode[] {
  const x = layout.x + layout.width * 0.62;
  const full = layout.width * 0.38 - 40;
  const length = Math.max(full * probability * shown, 1);
  return [
    node('rect', {
      key: 'bar',
      class: 'bar-length',
      x: round(x),
      y: -6,
      width: round(length),
      height: 12,
      rx: 2,
    }),
    text(shortNumber(probability), { key: 'number', class: 'number', x: round(x + length + 6), y: 0 }),
  ];
}

/** The same line in glosses, each with its first sense only. */
function glossOf({ trace, say }: PassView, i: number): string | undefined {
  const first = (word: string | undefined) =>
    word === undefined ? undefined : say.gloss(word)?.split('；')[0];
  const [gloss, next] = [first(trace.words[i]), first(trace.words[i + 1])];
  if (gloss === undefined || next === undefined) return gloss;
  return say('lessons.next', { word: gloss, next });
}
