import { html } from 'lit';
import type { Figure, FigureContext } from '../figure/figure.js';
import { memo } from '../scene/memo.js';
import { sequence, stepIndex } from '../scene/timeline.js';
import type { MessageKey, Parameters, Say } from '../text/messages.js';
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

/** The words of an author are none of the model's: they have no glosses. */
function withoutGlosses(context: FigureContext): FigureContext {
  const { say } = context;
  const plain = memo(say, 'without glosses', (): Say =>
    Object.assign((key: MessageKey, parameters?: Parameters) => say(key, parameters), {
      ...{ language: say.language, tag: say.tag },
      ...{ gloss: () => undefined, glossed: false },
    }),
  );
  return { ...context, say: plain };
}

/** A figure of which only some steps are shown, each as it is in the whole. */
function partOf(figure: Figure, steps: readonly string[]): Figure {
  const { timeline, keyStep } = figure;
  const kept = timeline.steps.filter(({ id }) => steps.includes(id));
  const part = sequence(kept);
  const wholeTime = (time: number) => {
    const index = stepIndex(part, time);
    return kept[index]!.start + time - part.steps[index]!.start;
  };
  return {
    ...figure,
    timeline: part,
    keyStep: steps.includes(keyStep) ? keyStep : kept.at(-1)!.id,
    ...(figure.drag && {
      drag: (context, room, place) => figure.drag!(withoutGlosses(context), room, place),
    }),
    draw: (context, time, room) => figure.draw(withoutGlosses(context), wholeTime(time), room),
  };
}
