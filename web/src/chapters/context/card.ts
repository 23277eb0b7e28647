import { cellId } from '../../figure/cell.js';
import { node, round, type SvgNode } from '../../scene/node.js';
import type { FigureContext } from '../../figure/figure.js';
import { bars } from '../../figure/objects/bars.js';
import { phrase } from '../../figure/objects/phrase.js';
import { heading } from '../../figure/parts/heading.js';
import type { Meaning } from '../../figure/parts/meanings.js';
import { glossIn } from '../../figure/parts/senses.js';
import { highlightOf } from '../../figure/view.js';
import { columnGap, type Layout } from './layout.js';

/** How far a card has come: its phrase, and the next words from E and from E'. */
export interface CardProgress {
  readonly phrase: number;
  readonly before: number;
  readonly after: number;
}

/** A phrase and what the model expects next, before and after attention. */
export function card(
  context: FigureContext,
  meaning: Meaning,
  layout: Layout,
  index: number,
  at: CardProgress,
): SvgNode | undefined {
  if (at.phrase <= 0) return undefined;
  const { x, y, width, height } = layout.cards[index]!;
  const { padding, chipHeight } = layout.card;
  return node(
    'g',
    {
      key: meaning.name,
      class: 'phrase-card',
      'data-run': meaning.name,
      opacity: at.phrase < 1 ? round(at.phrase) : undefined,
      transform: `translate(${round(x)} ${round(y)})`,
    },
    node('rect', { key: 'sheet', class: 'sheet', width: round(width), height: round(height), rx: 10 }),
    phrase({
      key: 'phrase',
      words: meaning.trace.words,
      gloss: glossIn(context.say, meaning.name),
      followed: meaning.token,
      x: padding,
      y: padding,
      width: width - 2 * padding,
      height: chipHeight,
    }),
    column(context, meaning, layout, 'before', at.before),
    column(context, meaning, layout, 'after', at.after),
  );
}

type Stage = 'before' | 'after';

/** Where a column of bars begins, and its width, from a card's left edge. */
function columnPlace({ cards, card }: Layout, stage: Stage): { readonly x: number; readonly width: number } {
  const inside = cards[0]!.width - 2 * card.padding;
  if (card.columns === 1) return { x: card.padding, width: inside };
  const width = (inside - columnGap) / 2;
  return { x: card.padding + (stage === 'after' ? width + columnGap : 0), width };
}

function column(
  context: FigureContext,
  { name, trace, token }: Meaning,
  layout: Layout,
  stage: Stage,
  grown: number,
): SvgNode | undefined {
  if (grown <= 0 || (stage === 'after' && layout.card.columns === 1)) return undefined;
  const { barsY, barPitch, barCount, wordWidth } = layout.card;
  const place = columnPlace(layout, stage);
  const tensor = `probability_${stage}` as const;
  return node(
    'g',
    { key: stage },
    bars(trace.candidates(tensor, token, barCount), {
      key: stage,
      x: place.x,
      y: barsY,
      width: place.width,
      pitch: barPitch,
      wordWidth,
      gloss: context.say.gloss,
      grown,
      highlight: highlightOf(context.selection, name),
      cellOf: ({ id }) => cellId(tensor, token, id),
    }),
  );
}

/** What the columns of all cards are. */
export function columnTitles(
  { say }: FigureContext,
  layout: Layout,
  at: CardProgress,
): (SvgNode | undefined)[] {
  const { columns } = layout.card;
  return (['before', 'after'] as const).slice(0, columns).map((stage) =>
    heading({
      key: `${stage}-title`,
      x: layout.cards[0]!.x + columnPlace(layout, stage).x,
      y: 8,
      content: say(`readout.${stage}`),
      shown: at[stage],
    }),
  );
}
