import { cellId } from '../../figure/cell.js';
import { lastSeen } from '../../figure/parts/visible.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { during, staggered } from '../../scene/math.js';
import { attendedWords, type Trace } from '../../compute/trace.js';
import { dot } from '../../figure/objects/dot.js';
import { memoFew } from '../../scene/memo.js';
import { fittingSize, textWidth } from '../../text/text-width.js';
import { lean, type GridsLayout, mostGrids } from './grids-layout.js';
import { ranking, standing, toneOf, workElsewhere, working } from './moves.js';
import { phases } from './steps.js';
import type { HeadsView } from './view.js';

/** The weights of the heads at work as grids, few and large; what to look at in each is named, and ringed. */
export function gridsPart(view: HeadsView, layout: GridsLayout): (SvgNode | undefined)[] {
  const { trace, at } = view;
  const heads = shownHeads(view);
  return [
    ...trace.words.map((_, i) => rowWord(view, layout, i)),
    ...heads.map((h, place) =>
      grid(view, layout, h, place, staggered(at.patterns, place, heads.length, 0.4)),
    ),
  ];
}

/** Those that work on the word, or one of them and one that works elsewhere, by their numbers. */
function shownHeads({ moves, trace, selection: { token, head } }: HeadsView): number[] {
  const elsewhere = workElsewhere(moves, token)?.head;
  if (trace.given) return chosenHeads(trace.n_heads, head);
  const wanted = [
    ...working(moves, token).slice(0, mostGrids),
    ...(elsewhere === undefined ? [] : [elsewhere]),
  ];
  return [...new Set([...wanted, ...ranking(moves, token)])].slice(0, mostGrids).sort((a, b) => a - b);
}

/** Of an author's heads the chosen one and those after it. */
function chosenHeads(n_heads: number, head: number): number[] {
  const first = Math.max(0, Math.min(head, n_heads - mostGrids));
  return Array.from({ length: Math.min(mostGrids, n_heads) }, (_, place) => first + place);
}

/** The word of a row whose weights a grid is looked at for: the followed one, or the one that the head moves most. */
function lookedRow({ moves, selection: { token } }: HeadsView, h: number): number {
  const row = moves.lengths[h]!;
  return working(moves, token).includes(h) ? token : row.indexOf(Math.max(...row));
}

/** Where the cell of query `i` and key `j` has its corner, from the corner of its grid. */
function corner(pitch: number, i: number, j: number, transposed = false): { x: number; y: number } {
  return transposed ? { x: i * pitch, y: j * pitch } : { x: j * pitch, y: i * pitch };
}

function rowWord({ trace, selection, at }: HeadsView, layout: GridsLayout, i: number): SvgNode | undefined {
  const followed = i === selection.token;
  if (!layout.labelled && !followed) return undefined;
  const { left, gridY, pitch, letters } = layout;
  return text(trace.words[i]!, {
    key: `row${i}`,
    class: followed ? 'panel-word chosen' : 'panel-word',
    style: `font-size: ${letters}px`,
    x: round(left - 10),
    y: round(gridY + (i + 0.5) * pitch),
    'text-anchor': 'end',
    opacity: round(at.patterns),
  });
}

function grid(
  view: HeadsView,
  layout: GridsLayout,
  h: number,
  place: number,
  shown: number,
): SvgNode | undefined {
  if (shown <= 0) return undefined;
  const { trace, selection, silent } = view;
  const { left, slot, gridY, pitch } = layout;
  const off = silent.includes(h);
  const size = pitch * trace.n_tokens;
  const x = left + place * slot;
  const rows = trace.words.map((_, i) =>
    node(
      'g',
      {
        key: `row${i}`,
        class: `grid-row${i === selection.token ? ' followed' : ''}`,
        opacity: round(off ? 0.15 : standing(view.moves, h, i)),
      },
      row(trace, pitch, h, i, selection.transposed ?? false),
    ),
  );
  return node(
    'g',
    { key: `panel${h}`, class: off ? 'panel off' : 'panel', opacity: round(shown) },
    ...titles(view, layout, h, x),
    ...columnWords(view, layout, x),
    node(
      'g',
      { key: 'grid', transform: `translate(${round(x)} ${round(gridY)})` },
      node('rect', { key: 'frame', class: 'panel-frame', width: round(size), height: round(size), rx: 6 }),
      band(view, layout, h, size),
      ...rows,
      off && node('path', { class: 'strike', d: `M 0 ${round(size)} L ${round(size)} 0` }),
      ...marks(view, layout, h),
    ),
  );
}

/** The head, and where to look in its grid. */
function titles(view: HeadsView, layout: GridsLayout, h: number, x: number): SvgNode[] {
  const { trace, silent, say } = view;
  const i = lookedRow(view, h);
  const off = silent.includes(h);
  const [best] = attendedWords(trace, h, i);
  const room = layout.slot - 6;
  const said = say('heads.looks', { token: trace.words[i]!, best: best!.word });
  const note = textWidth(said, layout.letters) > room ? `${trace.words[i]!} → ${best!.word}` : said;
  return [
    text(say(off ? 'heads.off' : 'head.name', { head: h + 1 }), {
      key: 'title',
      class: 'panel-title',
      style: off ? undefined : `fill: var(--ax-${toneOf(h)})`,
      x: round(x),
      y: layout.titleY,
    }),
    text(note, {
      key: 'note',
      class: 'strip-label',
      style: `font-size: ${round(fittingSize(note, room, layout.letters))}px`,
      x: round(x),
      y: layout.noteY,
    }),
  ];
}

function columnWords({ trace, selection }: HeadsView, layout: GridsLayout, x: number): SvgNode[] {
  const { pitch, gridY, letters, labelled } = layout;
  if (!labelled) return [];
  return trace.words.map((word, j) =>
    text(word, {
      key: `column${j}`,
      class: `panel-word${j === selection.token ? ' chosen' : ''}`,
      style: `font-size: ${letters}px`,
      transform: `translate(${round(x + (j + 0.55) * pitch)} ${round(gridY - 6)}) rotate(${-lean})`,
    }),
  );
}

/** Behind the row that is looked at. */
function band(view: HeadsView, { pitch }: GridsLayout, h: number, size: number): SvgNode {
  const { x, y } = corner(pitch, lookedRow(view, h), 0, view.selection.transposed);
  const [width, height] = view.selection.transposed ? [pitch, size] : [size, pitch];
  return node('rect', {
    key: 'band',
    class: 'band',
    x: round(x),
    y: round(y),
    width: round(width),
    height: round(height),
    rx: 6,
  });
}

/** A row of a grid does not depend on time: drawn once for a trace and a size. What is hidden has no dot. */
function row(trace: Trace, pitch: number, h: number, i: number, transposed: boolean): SvgNode {
  return memoFew(trace, `grid-row:${h}:${i}`, [pitch, transposed], () =>
    node(
      'g',
      { key: 'cells', style: `--dot: var(--ax-${toneOf(h)})` },
      ...trace.words.map((_, j) => {
        const { x, y } = corner(pitch, i, j, transposed);
        const hit = { class: 'hit', x: round(x), y: round(y), width: round(pitch), height: round(pitch) };
        const weight = trace.at('weight', h, i, j);
        return node(
          'g',
          { class: 'grid-cell', 'data-cell': cellId('weight', h, i, j) },
          node('rect', hit),
          j <= lastSeen(trace, i) && dot('dot', x + pitch / 2, y + pitch / 2, weight, pitch * 0.46),
        );
      }),
    ),
  );
}

/** A frame around the largest weight of the row that is looked at, and around what is pointed at. */
function marks(view: HeadsView, { pitch }: GridsLayout, h: number): SvgNode[] {
  const { trace, selection, highlight, at, silent } = view;
  const i = lookedRow(view, h);
  const best = attendedWords(trace, h, i)[0]!.j;
  const shown = silent.includes(h) ? 0 : during(at.patterns, phases.patterns.marked);
  const frame = (key: string, row: number, column: number, style: string | undefined, opacity: number) => {
    const { x, y } = corner(pitch, row, column, selection.transposed);
    return node('rect', {
      key,
      class: 'highlight-frame',
      style,
      x: round(x + 1),
      y: round(y + 1),
      width: round(pitch - 2),
      height: round(pitch - 2),
      rx: Math.min(6, pitch / 3),
      opacity: opacity < 1 ? round(opacity) : undefined,
    });
  };
  const look = shown > 0 ? [frame('look', i, best, `stroke: var(--ax-${toneOf(h)})`, shown)] : [];
  if (highlight.nothing) return look;
  const lit = trace.words.flatMap((_, r) =>
    trace.words.flatMap((__, c) =>
      highlight.has(cellId('weight', h, r, c)) ? [frame(`lit${r}:${c}`, r, c, undefined, 1)] : [],
    ),
  );
  return [...look, ...lit];
}
