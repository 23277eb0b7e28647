import { shortNumber } from '../../text/format.js';
import { node, round, type SvgNode } from '../../scene/node.js';
import { mix } from '../../scene/math.js';
import type { Figure, FigureContext, Picture } from '../../figure/figure.js';
import { passFacts } from '../../figure/parts/facts.js';
import type { PassView } from '../../figure/parts/pass.js';
import { rowPart } from '../../figure/parts/row-part.js';
import { sizesOf } from '../../figure/parts/sizes.js';
import { updatePart } from '../../figure/parts/update-part.js';
import { drawScenes } from '../../figure/scenes.js';
import { highlightOf } from '../../figure/view.js';
import { columnsPart } from './columns-part.js';
import { type Layout, layoutFor, type Part } from './layout.js';
import { pathShare, planePart } from './plane-part.js';
import { rowStages, type StepId, timeline, updateStages, valueProgress } from './steps.js';

/** Chapter 7: values, faded by their weights and added, move the word; and so for every word. */
export const value: Figure = {
  id: 'value',
  timeline,
  keyStep: 'plane',
  run: 'sentence',
  draw,
  facts: (context) => ({
    ...passFacts(context.runs.sentence, context.selection.head, context.selection.token),
    share: shortNumber(pathShare(context) * 100),
    d_value: context.runs.sentence.shape('value')[2]!,
  }),
  startCell: ({ selection: { head, token } }, step) => ({
    run: 'sentence',
    ...startCells(head, token)[step as StepId],
  }),
};

function draw({ runs, analysis, selection, say }: FigureContext, time: number, room: number): Picture {
  const trace = runs.sentence;
  const layout = layoutFor(room, sizesOf(trace, say));
  const at = valueProgress(time);
  const view: PassView = {
    trace,
    run: 'sentence',
    selection,
    at: rowStages(at),
    highlight: highlightOf(selection, 'sentence'),
    say,
  };
  const parts: Record<Part, () => (SvgNode | undefined)[]> = {
    row: () => [
      node('g', { key: 'stage', transform: rowPlace(layout, at.lift) }, ...rowPart(view, layout.row)),
    ],
    update: () => updatePart({ ...view, at: updateStages(at) }, layout.update),
    columns: () => columnsPart(view, layout.columns, at.columns),
    plane: () => planePart(view, analysis, at.plane, layout.plane),
  };
  return drawScenes(timeline, time, layout, parts);
}

/** Alone, the row stands in the middle and large; it makes room when there is more to see. */
function rowPlace({ kind, width, row }: Layout, moved: number): string | undefined {
  if (kind === 'narrow') return undefined;
  const size = mix(1.3, 1, moved);
  const x = mix((width - 1.3 * (row.x + row.width)) / 2, 0, moved);
  return `translate(${round(x)} 0) scale(${round(size)})`;
}

function startCells(head: number, token: number) {
  return {
    value: { tensor: 'value', indices: [head, token, 0] },
    weigh: { tensor: 'weight', indices: [head, token, 0] },
    add: { tensor: 'head_output', indices: [head, token, 0] },
    lift: { tensor: 'head_delta', indices: [head, token, 0] },
    heads: { tensor: 'delta', indices: [token, 0] },
    move: { tensor: 'output', indices: [token, 0] },
    columns: { tensor: 'output', indices: [token, 0] },
    plane: { tensor: 'output', indices: [token, 0] },
    predict: { tensor: 'output', indices: [token, 0] },
  } as const;
}
