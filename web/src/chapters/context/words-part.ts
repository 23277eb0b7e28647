import { cellId } from '../../figure/cell.js';
import type { Box } from '../../figure/objects/space-labels.js';
import { highlightOf } from '../../figure/view.js';
import { clamp01 } from '../../scene/math.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { textWidth } from '../../text/text-width.js';
import { clearance } from './labels.js';
import { onPaper, type SpaceView } from './view.js';

/** What stands in a place, as far as it is seen. */
export interface Standing {
  readonly box: Box;
  readonly shown: number;
}

/** A name comes in over so many pixels of room. */
const coming = 7;

/** Words that may come next, faint: each has a name where there is room for it, or when it is asked. */
export function wordsPart(view: SpaceView, labels: readonly Standing[]): SvgNode {
  const { space, layout, camera, of, context } = view;
  const shown = of[0]!.at.start;
  const highlight = highlightOf(context.selection, of[0]!.run as 'mole-animal');
  const lines = of.flatMap(({ arrows }) =>
    arrows.map(({ from, to }) => [onPaper(from), onPaper(to)] as const),
  );
  const starts = of.map(({ before: { x, y } }) => ({ x: x - 7, y: y - 7, width: 14, height: 14 }));
  const { faint } = layout.letters;
  const places = space.words.map(({ word, at }) => {
    const { x, y, scale } = camera.see(at);
    const width = textWidth(word, faint);
    return { x, y, scale, box: { x: x + 6, y: y - faint / 2 - 1, width, height: faint + 2 } };
  });
  const marks = space.words.map(({ id, word }, index) => {
    const { x, y, scale, box } = places[index]!;
    const cell = cellId('w_u', id);
    const asked = highlight.has(cell) || highlight.has(cellId('w_u', id, 0));
    const inside = clearance(box, [], []) && isInside(box, layout.space);
    const before = places.slice(0, index).map((place) => place.box);
    const room = clamp01(clearance(box, [...before, ...starts], lines) / coming);
    const named = asked ? 1 : layout.namesWords && inside ? Math.min(room, free(box, labels)) : 0;
    const dotted = free({ x: x - 4, y: y - 4, width: 8, height: 8 }, labels);
    if (shown * Math.max(dotted, named) <= 0) return undefined;
    return node(
      'g',
      {
        key: `${id}`,
        class: 'next-word',
        opacity: shown < 1 ? round(shown) : undefined,
        'data-cell': cell,
        'data-run': of[0]!.run,
      },
      node('circle', { key: 'hit', class: 'hit', cx: round(x), cy: round(y), r: 11 }),
      node('circle', {
        key: 'dot',
        class: 'quiet',
        cx: round(x),
        cy: round(y),
        r: round(3 * scale),
        opacity: round(0.75 * dotted),
      }),
      named > 0 &&
        text(word, {
          key: 'name',
          class: 'space-label',
          x: round(box.x),
          y: round(y),
          style: `--tone: var(--ax-quiet); font-size: ${faint}px${asked ? '; font-weight: 700' : ''}`,
          opacity: named < 1 ? round(named) : undefined,
        }),
    );
  });
  return node('g', { key: 'next-words' }, marks);
}

function isInside(box: Box, frame: Box): boolean {
  return (
    box.x > frame.x &&
    box.y > frame.y &&
    box.x + box.width < frame.x + frame.width &&
    box.y + box.height < frame.y + frame.height
  );
}

/** How free of labels a box is, 0 to 1. */
function free(box: Box, labels: readonly Standing[]): number {
  return Math.min(
    1,
    ...labels.map((label) => 1 - label.shown * (1 - clamp01(clearance(box, [label.box], []) / coming))),
  );
}
