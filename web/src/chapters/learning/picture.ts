import { bars } from '../../figure/objects/bars.js';
import { heading } from '../../figure/parts/heading.js';
import type { Picture } from '../../figure/figure.js';
import { cellId } from '../../figure/cell.js';
import type { SvgNode } from '../../scene/node.js';
import { lossChart } from './chart.js';
import { learningLayout, type LearningLayout } from './layout.js';
import { patternPart } from './pattern.js';
import type { LearningView, ModelView } from './view.js';

/**
 * One snapshot of a run: the losses up to it and beyond, and what its model makes of the sentence. Without a run, what the model
 * makes of it, in all of the room. Pure.
 */
export function learningPicture(view: LearningView | ModelView, room: number): Picture {
  const layout = learningLayout(room, view.trace.n_tokens, view.trace.n_heads, view.say.glossed);
  const { kind, width, height } = layout;
  const chart = 'history' in view ? lossChart(view, layout) : undefined;
  const pattern = patternPart(view, layout);
  return {
    kind,
    width,
    height,
    nodes: [chart, ...pattern, ...readout(view, chart ? layout : alone(layout))],
  };
}

/** Next words also where the curves would be. */
function alone(layout: LearningLayout): LearningLayout {
  const { readout } = layout;
  return { ...layout, readout: { ...readout, x: 0, width: readout.x + readout.width } };
}

function readout(
  { trace, token, highlight, say }: ModelView,
  { kind, readout: place }: LearningLayout,
): (SvgNode | undefined)[] {
  const { x, y, width, pitch, wordWidth, count } = place;
  const title = kind === 'narrow' ? 'learning.next.short' : 'learning.next';
  return [
    heading({
      key: 'readout-title',
      x,
      y,
      content: say(title, { token: trace.words[token]! }),
      shown: 1,
    }),
    bars(trace.candidates('probability_after', token, count), {
      key: 'after',
      x,
      y: y + 14,
      width,
      pitch,
      wordWidth,
      grown: 1,
      gloss: say.gloss,
      cellOf: ({ id }) => cellId('probability_after', token, id),
      highlight,
    }),
  ];
}
