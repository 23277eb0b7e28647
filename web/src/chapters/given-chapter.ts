import { html } from 'lit';
import type { Figure } from '../figure/figure.js';
import { memo } from '../scene/memo.js';
import { sequence, stepIndex } from '../scene/timeline.js';
import type { Trace } from '../compute/trace.js';
import type { NumberedChapter } from './chapter.js';

/** A chapter as it shows numbers that an author has given: the steps that there are numbers for, or a sentence that says so. */
export function givenChapter(chapter: NumberedChapter, trace: Trace): NumberedChapter {
  const steps = chapter.given?.(trace) ?? [];
  return memo(chapter, `given:${steps.join()}`, () => {
    const { id, number, figure, cards } = chapter;
    if (!figure || steps.length === 0)
      return { id, number, body: ({ context }) => html`<p class="note">${context.say('data.none')}</p>` };
    const told = (cards ?? []).filter(({ step }) => steps.includes(step));
    return {
      ...{ id, number, figure: partOf(figure, steps) },
      cards: told.map(({ step }) => ({ step })),
    };
  });
}

/** A figure of which only some steps are shown, each as it is in the whole. */
function partOf(figure: Figure, steps: readonly string[]): Figure {
  const { timeline, keyStep } = figure;
  const kept = timeline.steps.filter(({ id }) => steps.includes(id));
  if (kept.length === timeline.steps.length) return figure;
  const part = sequence(kept);
  const wholeTime = (time: number) => {
    const index = stepIndex(part, time);
    return kept[index]!.start + time - part.steps[index]!.start;
  };
  return {
    ...figure,
    timeline: part,
    keyStep: steps.includes(keyStep) ? keyStep : kept.at(-1)!.id,
    draw: (context, time, room) => figure.draw(context, wholeTime(time), room),
  };
}
