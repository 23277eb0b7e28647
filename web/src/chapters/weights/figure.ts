import { shortNumber } from '../../text/format.js';
import type { Parameters } from '../../text/messages.js';
import { node, round, type SvgNode } from '../../scene/node.js';
import { mix } from '../../scene/math.js';
import { progress } from '../../scene/timeline.js';
import { attendedWords, type Trace } from '../../compute/trace.js';
import type { Figure, FigureContext, Picture } from '../../figure/figure.js';
import { passFacts } from '../../figure/parts/facts.js';
import { gridPlace } from '../../figure/parts/grid-layout.js';
import { gridPart } from '../../figure/parts/grid-part.js';
import type { PassView } from '../../figure/parts/pass.js';
import { rowPart } from '../../figure/parts/row-part.js';
import { sizesOf } from '../../figure/parts/sizes.js';
import { drawScenes } from '../../figure/scenes.js';
import { highlightOf } from '../../figure/view.js';
import { type Layout, layoutFor, type Part } from './layout.js';
import { weightsClaims } from './claims.js';
import { lessonsPart } from './lessons.js';
import { followedRow, gridRow, type StepId, timeline } from './steps.js';

/** Chapter 6: one row of scores to weights, in the run with the reader's switches; then all rows. */
export const weights: Figure = {
  id: 'weights',
  timeline,
  keyStep: 'divide',
  run: 'switched',
  draw,
  facts: ({ runs, selection: { head, token } }) => facts(runs.switched, head, token),
  claims: weightsClaims,
  startCell: ({ selection: { head, token } }, step) => ({
    run: 'switched',
    ...startCells(head, token)[step as StepId],
  }),
};

function draw({ runs, selection, say }: FigureContext, time: number, room: number): Picture {
  const trace = runs.switched;
  const layout = layoutFor(room, sizesOf(trace, say));
  const at = progress(timeline, time);
  const [ahead, others] = [gridRow(at, true), gridRow(at, false)];
  const view: PassView = {
    trace,
    run: 'switched',
    selection,
    at: ahead,
    atCell: (i) => (i === selection.token ? ahead : others),
    highlight: highlightOf(selection, 'switched'),
    say,
  };
  const parts: Record<Part, () => (SvgNode | undefined)[]> = {
    grid: () => [
      node(
        'g',
        { key: 'stage', transform: `translate(${gridShift(layout, at.row)} 0)` },
        ...gridPart(view, layout.grid),
      ),
    ],
    row: () => rowPart({ ...view, at: followedRow(at) }, layout.row, origin(layout, selection, at.row)),
    lessons: () => lessonsPart(view, layout.lessons, at.lessons),
  };
  return drawScenes(timeline, time, layout, parts);
}

/** Alone, the grid stands in the middle; it makes room for the row. */
function gridShift({ kind, width, grid }: Layout, moved: number): number {
  return kind === 'narrow' ? 0 : round(mix((width - grid.right) / 2, 0, moved));
}

/** Beside the grid the row is pulled out of it; where the table is a scene of its own there is no grid to come from. */
function origin(layout: Layout, { token, transposed }: FigureContext['selection'], moved: number) {
  if (layout.kind === 'narrow') return undefined;
  return (j: number) => {
    const { x, y } = gridPlace(layout.grid, token, j, transposed);
    return { x: x + 14 + gridShift(layout, moved), y };
  };
}

function facts(trace: Trace, head: number, token: number): Parameters {
  const row = Array.from(trace.row('weight', head, token));
  const leak = Math.max(0, ...row.slice(token + 1));
  return {
    ...passFacts(trace, head, token),
    weight_sum: shortNumber(trace.at('weight_sum', head, token)),
    temperature: shortNumber(trace.options.temperature),
    hidden: trace.n_tokens - token - 1,
    lessons: trace.n_tokens - 1,
    resting: trace.words.filter((_, i) => i > 0 && attendedWords(trace, head, i)[0]!.j === 0).length,
    leak: shortNumber(leak),
    leak_word: trace.words[row.lastIndexOf(leak)] ?? '',
  };
}

function startCells(head: number, token: number) {
  const start = [head, token, 0];
  return {
    scores: { tensor: 'score', indices: start },
    row: { tensor: 'score', indices: start },
    scale: { tensor: 'scaled', indices: start },
    mask: { tensor: 'masked', indices: start },
    max: { tensor: 'shifted', indices: start },
    exp: { tensor: 'exp', indices: start },
    total: { tensor: 'row_sum', indices: [head, token] },
    divide: { tensor: 'weight', indices: start },
    all: { tensor: 'weight', indices: start },
    lessons: { tensor: 'weight', indices: start },
  } as const;
}
