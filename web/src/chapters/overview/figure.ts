import type { Figure, FigureContext, Picture } from '../../figure/figure.js';
import { drawScenes } from '../../figure/scenes.js';
import { highlightOf } from '../../figure/view.js';
import { passFacts } from '../../figure/parts/facts.js';
import { gridPart } from '../../figure/parts/grid-part.js';
import type { PassView } from '../../figure/parts/pass.js';
import { rowPart } from '../../figure/parts/row-part.js';
import { sizesOf } from '../../figure/parts/sizes.js';
import { updatePart } from '../../figure/parts/update-part.js';
import { layoutFor } from './layout.js';
import { stagesAt, timeline } from './steps.js';

/** Chapter 0: words to next word in one loop. */
export const overview: Figure = {
  id: 'overview',
  timeline,
  loops: true,
  keyStep: 'predict',
  run: 'sentence',
  draw,
  facts: ({ runs, selection }) => passFacts(runs.sentence, selection.head, selection.token),
  startCell: ({ selection: { head, token } }, step) => ({
    run: 'sentence',
    ...startCells(head, token)[step as keyof ReturnType<typeof startCells>],
  }),
};

function draw(context: FigureContext, time: number, room: number): Picture {
  const { runs, selection, say } = context;
  const trace = runs.sentence;
  const layout = layoutFor(room, sizesOf(trace, say));
  const highlight = highlightOf(selection, 'sentence');
  const view: PassView = { trace, run: 'sentence', selection, at: stagesAt(time), highlight, say };
  return drawScenes(timeline, time, layout, {
    grid: () => gridPart(view, layout.grid),
    row: () => rowPart(view, layout.row),
    update: () => updatePart(view, layout.update),
  });
}

function startCells(head: number, token: number) {
  return {
    words: { tensor: 'embedding', indices: [token, 0] },
    vectors: { tensor: 'embedding', indices: [token, 0] },
    ask: { tensor: 'query', indices: [head, token, 0] },
    answer: { tensor: 'key', indices: [head, token, 0] },
    match: { tensor: 'score', indices: [head, token, 0] },
    weigh: { tensor: 'weight', indices: [head, token, 0] },
    gather: { tensor: 'head_output', indices: [head, token, 0] },
    move: { tensor: 'delta', indices: [token, 0] },
    predict: { tensor: 'output', indices: [token, 0] },
  } as const;
}
