import { subscript } from '../../text/format.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { during, mix, staggered } from '../../scene/math.js';
import type { FigureContext } from '../../figure/figure.js';
import { fittingGloss } from '../../figure/objects/gloss.js';
import { vector } from '../../figure/objects/vector.js';
import { heading } from '../../figure/parts/heading.js';
import { type Meaning, type Meanings, meaningsOf, moles } from '../../figure/parts/meanings.js';
import { type Highlight, highlightOf } from '../../figure/view.js';
import type { BlocksLayout, Layout, TableLayout } from './layout.js';
import type { Trace } from '../../compute/trace.js';
import { exactly, wordNumbers } from './numbers.js';
import { phases, type WordProgress } from './steps.js';

/** The embedding table, its row for the word going to each of the three phrases, and the positions added there. */
export function lookupPart(
  context: FigureContext,
  layout: Layout,
  at: WordProgress,
): (SvgNode | undefined)[] {
  const meanings = meaningsOf(context, moles);
  return [
    table(context, meanings, layout, at),
    ...meanings.of.map((meaning, index) => block(context, meanings, meaning, layout, index, at)),
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
    { key: 'table', 'data-run': name, opacity: shown < 1 ? round(shown) : undefined },
    heading({ key: 'title', x, y: layout.titleY, content: context.say('word.table', facts), shown: 1 }),
    band(layout, y + around * pitch, trace.shape('w_e')[1]!, found),
    dots('above', y - pitch * 0.8),
    ...Array.from({ length: count }, (_, index) =>
      tableRow(view, id - around + index, y + index * pitch, index === around ? found : 0),
    ),
    dots('below', y + (count - 0.2) * pitch),
  );
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

/** Under a phrase, the vector of its word: looked up, then with the position added. */
function block(
  context: FigureContext,
  { scale }: Meanings,
  meaning: Meaning,
  layout: Layout,
  index: number,
  at: WordProgress,
): SvgNode | undefined {
  const { name, trace, token } = meaning;
  if (at.lookup <= 0) return undefined;
  const { phrases: blocks, table: from } = layout;
  const highlight = highlightOf(context.selection, name);
  const top = blocks.y + index * blocks.pitch;
  const flown = staggered(during(at.lookup, phases.lookup.flight), index, 3);
  const y = (row: number) => top + blocks.rowY + row * blocks.rowPitch;
  const view = { meaning, scale, highlight, blocks };
  const added = staggered(at.position, index, 3);
  const summed = during(added, phases.adding.sum);
  const start = from.y + from.around * from.pitch;
  const position = context.say('word.position', { position: token + 1 });
  return node(
    'g',
    { key: name, 'data-run': name },
    strip(view, 'position_embedding', position, y(1), { shown: during(added, phases.adding.position) }),
    strip(view, 'embedding', `= E${subscript(token + 1)}`, mix(y(1), y(2), summed), { shown: summed }),
    strip(view, 'token_embedding', context.say('word.row'), mix(start, y(0), flown), {
      shown: flown > 0 ? 1 : 0,
      named: during(flown, phases.flying.named),
      x: mix(from.stripX, blocks.stripX, flown),
    }),
    frame(blocks, trace.shape('w_e')[1]!, y(0), at.same),
    difference(context, blocks, index, [y(1), y(3)], at),
  );
}

interface StripView {
  readonly meaning: Meaning;
  readonly scale: number;
  readonly highlight: Highlight;
  readonly blocks: BlocksLayout;
}

function strip(
  { meaning: { trace, token }, scale, highlight, blocks }: StripView,
  tensor: 'token_embedding' | 'position_embedding' | 'embedding',
  label: string,
  y: number,
  { shown, named = 1, x = blocks.stripX }: { shown: number; named?: number; x?: number },
): SvgNode | undefined {
  if (shown <= 0) return undefined;
  return node(
    'g',
    { key: tensor, opacity: shown < 1 ? round(shown) : undefined },
    named > 0 &&
      text(label, {
        key: 'label',
        class: 'strip-label',
        x: round(blocks.stripX - 10),
        y: round(y),
        'text-anchor': 'end',
        opacity: named < 1 ? round(named) : undefined,
      }),
    vector(trace, {
      tensor,
      indices: [token],
      cell: blocks.cell,
      scale,
      highlight,
      pose: { x, y: y + blocks.cell.across / 2, turn: -90 },
    }),
  );
}

/** The box that says: these are the same. It makes way when positions are added. */
function frame(
  { stripX, cell }: BlocksLayout,
  d_model: number,
  y: number,
  same: number,
): SvgNode | undefined {
  if (same <= 0) return undefined;
  return node('rect', {
    key: 'frame',
    class: 'same-frame',
    x: round(stripX - 4),
    y: round(y - cell.across / 2 - 4),
    width: round(d_model * cell.along + 8),
    height: cell.across + 8,
    rx: 4,
    opacity: round(same),
  });
}

/** Under the second and third strip: how far they are from the first, before and after the positions. */
function difference(
  context: FigureContext,
  { stripX, cell }: BlocksLayout,
  index: number,
  [same, added]: readonly [number, number],
  at: WordProgress,
): SvgNode | undefined {
  if (index === 0 || at.same <= 0) return undefined;
  const { ofRows, ofEmbeddings } = wordNumbers(context);
  const right = stripX + cell.along * context.runs[moles[0]].shape('w_e')[1]!;
  const line = (key: string, value: number, y: number, shown: number) =>
    shown > 0 &&
    text(context.say('word.difference', { difference: exactly(value) }), {
      key,
      class: 'comparison',
      x: round(right),
      y: round(y),
      'text-anchor': 'end',
      opacity: shown < 1 ? round(shown) : undefined,
    });
  return node(
    'g',
    { key: 'difference' },
    line('rows', ofRows[index]!, same, at.same * (1 - during(at.position, phases.position.sameLeaves))),
    line('embeddings', ofEmbeddings[index]!, added, during(at.position, phases.position.compared)),
  );
}
