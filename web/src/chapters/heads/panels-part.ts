import { cellId } from '../../figure/cell.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { staggered } from '../../scene/math.js';
import type { Trace } from '../../compute/trace.js';
import { dot } from '../../figure/objects/dot.js';
import { fittingSize } from '../../text/text-width.js';
import { heading } from '../../figure/parts/heading.js';
import { memo } from '../../scene/memo.js';
import { panelAt, type PanelsLayout } from './layout.js';
import { standing } from './moves.js';
import type { HeadsView } from './view.js';

/** The weights of every head as a small grid. */
export function panelsPart(view: HeadsView, layout: PanelsLayout): (SvgNode | undefined)[] {
  const { trace, at } = view;
  const heads = Array.from({ length: trace.n_heads }, (_, h) => h);
  return [
    ...heads.map((h) => band(view, layout, h)),
    ...axisTitles(view, layout),
    node('g', { key: 'rows', opacity: round(at.patterns) }, ...rowLabels(view, layout)),
    ...heads.map((h) => panel(view, layout, h, staggered(at.patterns, h, heads.length, 0.7))),
  ];
}

/** Where the cell of query `i` and key `j` has its corner, from the corner of its grid. */
function corner(pitch: number, i: number, j: number, transposed = false): { x: number; y: number } {
  return transposed ? { x: i * pitch, y: j * pitch } : { x: j * pitch, y: i * pitch };
}

/** Behind the followed word's rows, through all grids of a line; transposed, behind its column of each. */
function band({ trace, selection }: HeadsView, layout: PanelsLayout, h: number): SvgNode | undefined {
  const { pitch } = layout;
  const grid = pitch * trace.n_tokens;
  const { x, gridY } = panelAt(layout, h);
  const { token, transposed } = selection;
  if (!transposed && h % layout.perLine > 0) return undefined;
  const box = transposed
    ? { x: x + token * pitch, y: gridY - 4, width: pitch, height: grid + 8 }
    : { x: 0, y: gridY + token * pitch, width: layout.right + 8, height: pitch };
  return node('rect', {
    key: `band${h}`,
    class: 'band',
    x: round(box.x),
    y: round(box.y),
    width: round(box.width),
    height: round(box.height),
    rx: Math.min(6, pitch / 2),
  });
}

function axisTitles({ selection, at, say }: HeadsView, layout: PanelsLayout): (SvgNode | undefined)[] {
  const [row, column] = selection.transposed ? (['key', 'query'] as const) : (['query', 'key'] as const);
  const { gridY } = panelAt(layout, 0);
  return [
    heading({
      key: 'column-title',
      x: layout.left,
      y: 8,
      content: say(`axis.${column}`),
      shown: at.patterns,
    }),
    heading({
      key: 'row-title',
      x: 0,
      y: gridY - 12,
      content: `[${say(`word.${row}`)}](${row})`,
      shown: at.patterns,
    }),
  ];
}

/** Words at the left of each line: all, or where rows are too narrow, the followed one. */
function rowLabels({ trace, selection }: HeadsView, layout: PanelsLayout): SvgNode[] {
  const lines = Math.ceil(trace.n_heads / layout.perLine);
  return Array.from({ length: lines }, (_, line) => line).flatMap((line) => {
    const { gridY } = panelAt(layout, line * layout.perLine);
    return trace.words.flatMap((word, i) => {
      const followed = i === selection.token;
      if (!layout.labelled && (selection.transposed || !followed)) return [];
      const size = fittingSize(word, layout.left - 14, layout.letters);
      return [
        text(word, {
          key: `${line}:${i}`,
          class: `panel-word${followed ? ' chosen' : ''}`,
          'data-token': i,
          style: `font-size: ${round(size)}px`,
          x: round(layout.left - 8),
          y: round(gridY + (i + 0.5) * layout.pitch),
          'text-anchor': 'end',
        }),
      ];
    });
  });
}

function panel(view: HeadsView, layout: PanelsLayout, h: number, shown: number): SvgNode | undefined {
  if (shown <= 0) return undefined;
  const { trace, selection, silent } = view;
  const { x, gridY } = panelAt(layout, h);
  const off = silent.includes(h);
  const rows = trace.words.map((_, i) =>
    node(
      'g',
      {
        key: `row${i}`,
        class: `grid-row${i === selection.token ? ' followed' : ''}`,
        opacity: round(off ? 0.15 : standing(view.moves, h, i)),
      },
      row(trace, layout.pitch, h, i, selection.transposed ?? false),
    ),
  );
  return node(
    'g',
    { key: `panel${h}`, class: off ? 'panel off' : 'panel', opacity: round(shown) },
    panelTitle(view, layout, h),
    ...(h < layout.perLine ? columnLabels(view, layout, h) : []),
    node(
      'g',
      { key: 'grid', transform: `translate(${round(x)} ${round(gridY)})` },
      frame(layout.pitch * trace.n_tokens, off),
      ...rows,
      ...highlightedMarks(view, layout, h),
    ),
  );
}

function panelTitle({ selection, silent, say }: HeadsView, layout: PanelsLayout, h: number): SvgNode {
  const { x, titleY } = panelAt(layout, h);
  return text(say(silent.includes(h) ? 'heads.off' : 'head.name', { head: h + 1 }), {
    key: 'title',
    class: `panel-title${h === selection.head ? ' chosen' : ''}`,
    x: round(x),
    y: round(titleY),
  });
}

function columnLabels({ trace, selection }: HeadsView, layout: PanelsLayout, h: number): SvgNode[] {
  const { x, gridY } = panelAt(layout, h);
  return trace.words.flatMap((word, j) => {
    if (!layout.columns) return [];
    const place = `translate(${round(x + (j + 0.6) * layout.pitch)} ${round(gridY - 5)}) rotate(-60)`;
    return [
      text(word, {
        key: `column${j}`,
        class: `panel-word${j === selection.token ? ' chosen' : ''}`,
        'data-token': j,
        style: `font-size: ${layout.letters}px`,
        transform: place,
      }),
    ];
  });
}

function frame(size: number, off: boolean): SvgNode {
  return node(
    'g',
    { key: 'frame' },
    node('rect', { class: 'panel-frame', width: round(size), height: round(size), rx: 4 }),
    off && node('path', { class: 'strike', d: `M 0 ${round(size)} L ${round(size)} 0` }),
  );
}

/** A row of a grid does not depend on time: drawn once for a trace and a size. What is hidden has no dot. */
function row(trace: Trace, pitch: number, h: number, i: number, transposed: boolean): SvgNode {
  return memo(trace, `panel-row:${h}:${i}:${pitch}:${transposed}`, () =>
    node(
      'g',
      { key: 'cells', style: '--dot: var(--ax-query)' },
      ...trace.words.map((_, j) => {
        const { x, y } = corner(pitch, i, j, transposed);
        const hit = { class: 'hit', x: round(x), y: round(y), width: round(pitch), height: round(pitch) };
        const weight = trace.at('weight', h, i, j);
        return node(
          'g',
          { class: 'grid-cell', 'data-cell': cellId('weight', h, i, j) },
          node('rect', hit),
          j <= i && dot('dot', x + pitch / 2, y + pitch / 2, weight, pitch * 0.46),
        );
      }),
    ),
  );
}

function highlightedMarks(
  { trace, selection, highlight }: HeadsView,
  { pitch }: PanelsLayout,
  h: number,
): SvgNode[] {
  if (highlight.nothing) return [];
  const size = pitch * trace.n_tokens;
  if (highlight.has('weight:')) return [litFrame('all', 0, 0, size, size)];
  return trace.words.flatMap((_, i) => {
    const { x, y } = corner(pitch, i, 0, selection.transposed);
    const [width, height] = selection.transposed ? [pitch, size] : [size, pitch];
    if (highlight.has(cellId('weight', h, i))) return [litFrame(`row${i}`, x, y, width, height)];
    return trace.words.flatMap((_, j) => {
      if (!highlight.has(cellId('weight', h, i, j))) return [];
      const at = corner(pitch, i, j, selection.transposed);
      return [litFrame(`cell${i}:${j}`, at.x, at.y, pitch, pitch)];
    });
  });
}

function litFrame(key: string, x: number, y: number, width: number, height: number): SvgNode {
  return node('rect', {
    key: `highlight-${key}`,
    class: 'highlight-frame',
    x: round(x),
    y: round(y),
    width: round(width),
    height: round(height),
    rx: 3,
  });
}
