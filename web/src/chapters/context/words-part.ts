import type { Place3 } from '../../../../wasm/analysis.js';
import { cellId } from '../../figure/cell.js';
import type { Box } from '../../figure/objects/space-labels.js';
import { highlightOf } from '../../figure/view.js';
import { clamp01 } from '../../scene/math.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { textWidth } from '../../text/text-width.js';
import { dropsOf } from './drops.js';
import { clearance } from './labels.js';
import type { NextWord } from './meaning-space.js';
import { onPaper, type SpaceView, type Standing } from './view.js';

/** A name comes in over so many pixels of room; it keeps so many clear of what is there, and of the edge. */
const coming = 3;
const keeps = { clear: 3, edge: 8 };

/** Where the name of a word may stand, the liked place first, and how far it may come in there. */
interface Side {
  readonly box: Box;
  readonly shown: number;
}

interface Dot {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  readonly boxes: readonly Box[];
}

/** Words that may come next, faint: each has a name where there is room for it, or when it is asked. */
export function wordsPart(view: SpaceView, labels: readonly Standing[]): SvgNode {
  const { space, of, context } = view;
  const highlight = highlightOf(context.selection, of[0]!.meaning.name);
  const dots = space.words.map(({ word, at }) => dot(view, word, at));
  const taken: Box[] = of.map(({ before }) => around(before, 7));
  const lines = [
    ...dropsOf(space, view.camera),
    ...of.flatMap(({ arrows }) => arrows.map(({ from, to }) => [onPaper(from), onPaper(to)] as const)),
  ];
  const marks = space.words.map(({ id, word }, index) => {
    const asked = highlight.has(cellId('w_u', id)) || highlight.has(cellId('w_u', id, 0));
    const others = dots.filter((_, other) => other !== index).map((other) => around(other, 4));
    const room = dots[index]!.boxes.map((box) => clearance(box, [...taken, ...others], lines) / coming - 1.5);
    const sides = sidesOf(view, dots[index]!, room, labels, asked);
    // Whether or not it is seen now: what stands second does not jump in when it goes.
    taken.push(...dots[index]!.boxes);
    return wordMark(view, { id, word }, dots[index]!, sides, asked, labels);
  });
  return node('g', { key: 'next-words' }, marks);
}

function dot({ camera, layout }: SpaceView, word: string, at: Place3): Dot {
  const { x, y, scale } = camera.see(at);
  const { faint } = layout.letters;
  const size = { y: y - faint / 2 - 1, width: textWidth(word, faint), height: faint + 2 };
  return {
    x,
    y,
    scale,
    boxes: [
      { x: x + 7, ...size },
      { x: x - 7 - size.width, ...size },
    ],
  };
}

function around({ x, y }: { readonly x: number; readonly y: number }, reach: number): Box {
  return { x: x - reach, y: y - reach, width: 2 * reach, height: 2 * reach };
}

/** To its right, or where that is taken to its left. */
function sidesOf(
  { layout }: SpaceView,
  { boxes }: Dot,
  room: readonly number[],
  labels: readonly Standing[],
  asked: boolean,
): readonly Side[] {
  const [right, left] = boxes.map((box, side) =>
    Math.min(clamp01(room[side]!), clearOf(box, labels), inside(box, layout.space)),
  ) as [number, number];
  if (asked) return [{ box: boxes[right >= left ? 0 : 1]!, shown: 1 }];
  return [
    { box: boxes[0]!, shown: right },
    // Not in two places at once.
    { box: boxes[1]!, shown: Math.min(left, clamp01(-room[0]!)) },
  ];
}

function wordMark(
  { layout, of }: SpaceView,
  { id, word }: Pick<NextWord, 'id' | 'word'>,
  { x, y, scale }: Dot,
  sides: readonly Side[],
  asked: boolean,
  labels: readonly Standing[],
): SvgNode | undefined {
  const box = around({ x, y }, 4);
  // Neither a dot without a name nor a name without its dot: that would be a riddle.
  const clear = Math.min(clearOf(box, labels), inside(box, layout.space));
  const names = sides.map((side) => ({ ...side, shown: asked ? 1 : Math.min(side.shown, clear) }));
  const dotted = Math.max(...names.map(({ shown }) => shown));
  if (of[0]!.at.start * dotted <= 0) return undefined;
  const opacity = of[0]!.at.start < 1 ? round(of[0]!.at.start) : undefined;
  const place = { cx: round(x), cy: round(y) };
  return node(
    'g',
    { key: `${id}`, opacity, 'data-cell': cellId('w_u', id), 'data-run': of[0]!.run },
    node('circle', { key: 'hit', class: 'hit', ...place, r: 11 }),
    node('circle', {
      key: 'dot',
      class: 'quiet',
      ...place,
      r: round(3 * scale),
      opacity: round(0.75 * dotted),
    }),
    names.map(
      (side, index) =>
        side.shown > 0 &&
        text(word, {
          key: `name ${index}`,
          class: 'space-label',
          'text-anchor': side.box.x < x ? 'end' : 'start',
          x: round(side.box.x < x ? side.box.x + side.box.width : side.box.x),
          y: round(y),
          style: `--tone: var(--ax-quiet); font-size: ${layout.letters.faint}px${asked ? '; font-weight: 700' : ''}`,
          opacity: side.shown < 1 ? round(side.shown) : undefined,
        }),
    ),
  );
}

/** How far a box has come inside, 0 to 1. */
function inside(box: Box, frame: Box): number {
  const room = Math.min(
    box.x - frame.x,
    box.y - frame.y,
    frame.x + frame.width - box.x - box.width,
    frame.y + frame.height - box.y - box.height,
  );
  return clamp01((room - keeps.edge) / coming);
}

/** How free of labels a box is, 0 to 1. */
function clearOf(box: Box, labels: readonly Standing[]): number {
  const free = labels.map(
    // Gone before the label is there.
    (label) =>
      1 - clamp01(6 * label.shown) * (1 - clamp01((clearance(box, [label.box], []) - keeps.clear) / coming)),
  );
  return Math.min(1, ...free);
}
