import { explain } from '../../inspect/explain.js';
import { cellId } from '../../inspect/cell.js';
import type { Say } from '../../messages.js';
import { node, round, type SvgNode } from '../../scene/node.js';
import { clamp01, easeInOut, progress, stepIndex } from '../../timeline/timeline.js';
import type { Trace } from '../../trace.js';
import type { Selection } from '../view.js';
import { gridPart } from './grid-part.js';
import { type Layout, type Part, sceneOf } from './layout.js';
import type { PassView } from './pass-view.js';
import { rowPart } from './row-part.js';
import { timeline } from './steps.js';
import { updatePart } from './update-part.js';

/** One frame of the whole pass: words to next word. A pure function of its arguments. */
export function wholePass(
  trace: Trace,
  selection: Selection,
  time: number,
  layout: Layout,
  say: Say,
): SvgNode[] {
  const view: PassView = {
    trace,
    selection,
    at: progress(timeline, time),
    lit: litCells(trace, selection),
    say,
  };
  return (['grid', 'row', 'update'] as const).map((part) => {
    const opacity = partOpacity(layout, part, time);
    return node(
      'g',
      { key: part, class: `part ${part}`, opacity: opacity < 1 ? round(opacity) : undefined },
      opacity > 0 && drawPart(view, layout, part),
    );
  });
}

function drawPart(view: PassView, layout: Layout, part: Part): (SvgNode | undefined)[] {
  if (part === 'grid') return gridPart(view, layout.grid);
  return part === 'row' ? rowPart(view, layout.row) : updatePart(view, layout.update);
}

const crossing = 320;

/** Where only some parts fit at a time, the next ones come in as their first step begins. */
function partOpacity(layout: Layout, part: Part, time: number): number {
  const index = stepIndex(timeline, time);
  const scene = sceneOf(layout, index);
  const here = layout.scenes[scene]!;
  const start = timeline.steps.find(({ id }) => id === here.from)!.start;
  const entered = scene === 0 ? 1 : easeInOut(clamp01((time - start) / crossing));
  if (here.parts.includes(part)) return entered;
  return layout.scenes[scene - 1]?.parts.includes(part) ? 1 - entered : 0;
}

const nothingLit: ReadonlySet<string> = new Set();

function litCells(trace: Trace, { pointed }: Selection): ReadonlySet<string> {
  if (!pointed) return nothingLit;
  const explanation = explain(trace, pointed);
  return new Set([cellId(pointed.tensor, ...pointed.indices), ...(explanation?.sources ?? [])]);
}
