import { node, round, type SvgNode, text } from '../../scene/node.js';
import { clamp01, during, mix, staggered } from '../../scene/math.js';
import { textWidth } from '../../text/text-width.js';
import type { FigureContext } from '../../figure/figure.js';
import { fittingGloss } from '../../figure/objects/gloss.js';
import { vector } from '../../figure/objects/vector.js';
import { heading } from '../../figure/parts/heading.js';
import { type Meaning, type Meanings, meaningsOf, moles } from '../../figure/parts/meanings.js';
import { type Highlight, highlightOf } from '../../figure/view.js';
import type { BlocksLayout, Layout, TableLayout } from './layout.js';
import type { Trace } from '../../compute/trace.js';
import { wordNumbers } from './numbers.js';
import { phases, type WordProgress } from './steps.js';

/** The embedding table, and its row for the word going to each of the three phrases. */
export function lookupPart(
  context: FigureContext,
  layout: Layout,
  at: WordProgress,
): (SvgNode | undefined)[] {
  const meanings = meaningsOf(context, moles);
  return [
    table(context, meanings, layout, at),
    ...meanings.of.map((_, index) => block(context, meanings, index, layout, at)),
    comparison(context, layout, meanings.of[0]!.trace.shape('w_e')[1]!, at),
  ];
}

/** Some rows of the table: the word's own and its neighbours in the alphabet. */
function table(
  context: FigureContext,
  meanings: Meanings,
  { table: layout }: Layout,
  at: WordProgress,
): SvgNode | undefined {
  const { id, facts } = wordNumbers(context);
  const shown = during(at.phrases, phases.phrases.table);
  if (shown <= 0) return undefined;
  const found = during(at.lookup, phases.lookup.found);
  const { around, pitch, x, y } = layout;
  const count = 2 * around + 1;
  const [{ name, trace }] = meanings.of as [Meaning];
  const { gloss } = context.say;
  const view = {
    trace,
    gloss,
    scale: meanings.scale,
    highlight: highlightOf(context.selection, name),
    layout,
  };
  const dots = (key: string, middle: number) =>
    text('⋮', { key, class: 'column-title', x: round(layout.stripX - 16), y: round(middle) });
  return node(
    'g',
    { key: 'table', class: 'table', 'data-run': name, opacity: shown < 1 ? round(shown) : undefined },
    heading({ key: 'title', x, y: layout.titleY, content: context.say('word.table', facts), shown: 1 }),
    signs(context, layout, trace.shape('w_e')[1]!),
    band(layout, y + around * pitch, trace.shape('w_e')[1]!, found),
    dots('above', y - pitch * 0.8),
    ...Array.from({ length: count }, (_, index) =>
      tableRow(view, id - around + index, y + index * pitch, index === around ? found : 0),
    ),
    dots('below', y + (count - 0.2) * pitch),
  );
}

/** What the two colours say, over the end of the table: the first cells that a reader meets. */
function signs({ say }: FigureContext, { stripX, cell, titleY }: TableLayout, d_model: number): SvgNode {
  const side = 11;
  let end = stripX + d_model * cell.along;
  const marks = (['minus', 'plus'] as const).map((sign) => {
    const content = say(`word.${sign}`);
    const x = end - textWidth(content, 13);
    const square = { x: round(x - side - 5), y: titleY - side / 2, width: side, height: side, rx: 2 };
    end = x - side - 18;
    const kind = sign === 'plus' ? 'cell positive' : 'cell negative';
    return node(
      'g',
      { key: sign },
      node('rect', { class: kind, ...square }),
      text(content, { class: 'strip-label', x: round(x), y: titleY }),
    );
  });
  return node('g', { key: 'signs' }, ...marks);
}

interface TableView {
  readonly trace: Trace;
  readonly gloss: (word: string) => string | undefined;
  readonly scale: number;
  readonly highlight: Highlight;
  readonly layout: TableLayout;
}

/** One word and its vector, pale until it is found. */
function tableRow(view: TableView, row: number, y: number, found: number): SvgNode {
  const { trace, scale, highlight, layout } = view;
  return node(
    'g',
    { key: String(row) },
    ...rowName(view, row, y, found),
    vector(trace, {
      tensor: 'w_e',
      indices: [row],
      cell: layout.cell,
      scale,
      highlight,
      opacity: mix(0.45, 1, found),
      pose: { x: layout.stripX, y: y + layout.cell.across / 2, turn: -90 },
    }),
  );
}

/** The word, and where rows have room for it its gloss. */
function rowName({ trace, gloss, layout }: TableView, row: number, y: number, found: number): SvgNode[] {
  const word = trace.word(row);
  const x = round(layout.stripX - 10);
  const meaning = layout.pitch < 26 ? undefined : gloss(word);
  const fitted = meaning === undefined ? undefined : fittingGloss(meaning, layout.stripX - 12);
  const place = { x, 'text-anchor': 'end' };
  const className = found > 0 ? 'strip-label chosen' : 'strip-label';
  return [
    text(word, { key: 'word', class: className, ...place, y: round(fitted ? y - 6.5 : y) }),
    ...(fitted
      ? [
          text(fitted.content, {
            key: 'gloss',
            class: 'gloss',
            ...place,
            y: round(y + 7),
            style: `font-size: ${round(fitted.size)}px`,
          }),
        ]
      : []),
  ];
}

/** Behind the row that is looked up. */
function band(layout: TableLayout, y: number, d_model: number, found: number): SvgNode {
  return node('rect', {
    key: 'band',
    class: 'band',
    x: layout.x,
    y: round(y - layout.pitch / 2 + 1),
    width: round(layout.stripX - layout.x + d_model * layout.cell.along + 4),
    height: round(layout.pitch - 2),
    rx: 6,
    opacity: found < 1 ? round(found) : undefined,
  });
}

/** Under a phrase, the vector of its word: a copy of the row, and in the first what lies on it to be compared. */
function block(
  context: FigureContext,
  meanings: Meanings,
  index: number,
  layout: Layout,
  at: WordProgress,
): SvgNode | undefined {
  if (at.lookup <= 0) return undefined;
  const { name, trace, token } = meanings.of[index]!;
  const { phrases: blocks, table: from } = layout;
  const flown = staggered(during(at.lookup, phases.lookup.flight), index, 3);
  if (flown <= 0) return undefined;
  const at0 = stripY(blocks, 0);
  const end = stripY(blocks, index);
  const start = from.y + from.around * from.pitch;
  const copy = (role: string, x: number, y: number) =>
    vector(trace, {
      tensor: 'token_embedding',
      indices: [token],
      cell: blocks.cell,
      scale: meanings.scale,
      highlight: highlightOf(context.selection, name),
      role,
      opacity: ofWords(blocks, meanings.of.length, x, y),
      pose: { x, y: y + blocks.cell.across / 2, turn: -90 },
    });
  const slid = during(at.same, phases.same.slide);
  return node(
    'g',
    { key: name, 'data-run': name },
    origin(context, layout, trace.shape('w_e')[1]!, end, during(flown, phases.flying.joined)),
    copy(
      '',
      mix(from.stripX, blocks.stripX, during(flown, phases.flying.out)),
      mix(start, end, during(flown, phases.flying.along)),
    ),
    slid > 0 && index > 0 && copy('laid on the first ', blocks.stripX, mix(end, at0, slid)),
  );
}

/** A strip that goes past words is not seen there. */
function ofWords(blocks: BlocksLayout, count: number, x: number, y: number): number {
  if (x < blocks.x) return 1;
  const reach = (blocks.chipHeight + blocks.cell.across) / 2;
  const clear = Array.from({ length: count }, (_, index) => {
    const middle = blocks.y + index * blocks.pitch + blocks.chipHeight / 2;
    return clamp01((Math.abs(y - middle) - reach) / 5);
  });
  return Math.min(...clear);
}

/** The middle of the strip of a phrase. */
function stripY(blocks: BlocksLayout, index: number): number {
  return blocks.y + index * blocks.pitch + blocks.rowY;
}

/** Whose copy a strip is: a line from the row; where the strips stand below it, the word. */
function origin(
  { say }: FigureContext,
  { kind, table: from, phrases: { stripX } }: Layout,
  d_model: number,
  y: number,
  shown: number,
): SvgNode | undefined {
  if (shown <= 0) return undefined;
  const opacity = shown < 1 ? round(shown) : undefined;
  if (kind === 'narrow') {
    const place = { x: round(stripX - 10), y: round(y), 'text-anchor': 'end' };
    return text(say('word.row'), { key: 'origin', class: 'strip-label', ...place, opacity });
  }
  const left = from.stripX + from.cell.along * d_model + 6;
  const start = from.y + from.around * from.pitch;
  const middle = round((left + stripX) / 2);
  return node('path', {
    key: 'origin',
    class: 'leader',
    d: `M ${round(left)} ${round(start)} C ${middle} ${round(start)} ${middle} ${round(y)} ${round(stripX - 8)} ${round(y)}`,
    opacity,
  });
}

/** Around all strips, as the others have lain on the first: how far they are from it. */
function comparison(
  context: FigureContext,
  { phrases: blocks }: Layout,
  d_model: number,
  at: WordProgress,
): SvgNode | undefined {
  const shown = during(at.same, phases.same.compared);
  if (shown <= 0) return undefined;
  const { stripX, cell, rowPitch } = blocks;
  const width = d_model * cell.along;
  return node(
    'g',
    { key: 'comparison', opacity: shown < 1 ? round(shown) : undefined },
    ...moles.map((_, index) =>
      node('rect', {
        key: `frame${index}`,
        class: 'same-frame',
        x: round(stripX - 3),
        y: round(stripY(blocks, index) - cell.across / 2 - 3),
        width: round(width + 6),
        height: cell.across + 6,
        rx: 4,
      }),
    ),
    text(context.say('word.difference', wordNumbers(context).facts), {
      key: 'difference',
      class: 'comparison',
      x: round(stripX + width),
      y: round(stripY(blocks, 1) + rowPitch),
      'text-anchor': 'end',
    }),
  );
}
