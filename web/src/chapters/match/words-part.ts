import { cellId } from '../../figure/cell.js';
import { slantedWord } from '../../figure/objects/slanted-word.js';
import { token } from '../../figure/objects/token.js';
import { extentsOf } from '../../figure/parts/sizes.js';
import { lastSeen } from '../../figure/parts/visible.js';
import { clamp01, mix } from '../../scene/math.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { fittingGloss } from '../../figure/objects/gloss.js';
import { boldWidth, textWidth } from '../../text/text-width.js';
import { columnCentre, rowCentre } from './layout.js';
import type { MatchView } from './view.js';

export type Side = 'query' | 'key';

/** Which side stands in the columns of the grid, and which in its rows. */
export function sidesOf({ selection: { transposed } }: MatchView): { rows: Side; columns: Side } {
  return transposed ? { rows: 'key', columns: 'query' } : { rows: 'query', columns: 'key' };
}

/** A word that comes later is pale while one row is looked at: it is not written yet. */
export function presence({ selection, grid, trace }: MatchView, index: number): number {
  return index > lastSeen(trace, selection.token) ? mix(0.4, 1, grid) : 1;
}

/** The followed word asks; the one that answers it best answers, once it has. */
function isMarked({ selection, best, at }: MatchView, side: Side, index: number): boolean {
  return index === (side === 'query' ? selection.token : at.row >= 1 ? best : -1);
}

function marks(view: MatchView, side: Side, index: number): string {
  const { highlight, selection } = view;
  const role = isMarked(view, side, index) ? (side === 'query' ? ' asks' : ' answers-key replies') : '';
  return `${role}${highlight.has(cellId(side, selection.head, index)) ? ' highlight' : ''}`;
}

/** Words over the columns, the word that asks at the left of its row, then those of all rows. */
export function wordsPart(view: MatchView): (SvgNode | undefined)[] {
  const { trace } = view;
  return [
    node('g', { key: 'names' }, ...names(view)),
    ...trace.words.map((word, index) => columnWord(view, word, index)),
    ...trace.words.map((word, index) => rowWord(view, word, index)),
    later(view),
  ];
}

function names(view: MatchView): SvgNode[] {
  const { layout, grid, say, selection, at } = view;
  const { columns, rows } = sidesOf(view);
  const name = (side: Side, x: number, y: number, anchor: string, opacity = 1) =>
    text(say(`word.${side}`), {
      ...{ key: `name-${anchor}-${side}`, class: `side-label ${side}` },
      ...{ x: round(x), y: round(y), 'text-anchor': anchor },
      style: `font-size: ${layout.letters}px`,
      opacity: opacity < 1 ? round(opacity) : undefined,
    });
  const { keys, chip } = layout;
  const tall = keys.along * extentsOf(view.trace).d_head;
  const columnY = keys.y + (tall * mix(1, layout.grid.squeeze, grid)) / 2;
  const rowX = chip.x + chip.width / 2;
  // It goes from one row to all without crossing what comes in between.
  const rowY = (grid < 0.5 ? layout.row.y - layout.row.height / 2 : layout.grid.top) - 9;
  // With the query goes its name.
  const away = grid > 0 ? clamp01(1 - 12 * Math.min(grid, 1 - grid)) : 1 - clamp01(12 * at.pair);
  if (!selection.transposed)
    return [
      name('key', layout.x - 8, columnY, 'end'),
      ...(away > 0 ? [name('query', rowX, rowY, 'middle', away)] : []),
    ];
  return [
    ...(grid < 1 ? [name('key', layout.x - 8, columnY, 'end', 1 - grid)] : []),
    ...(grid < 0.5 && away > 0 ? [name('query', rowX, rowY, 'middle', away)] : []),
    ...(grid > 0 ? [name(columns, layout.x - 8, columnY, 'end', grid)] : []),
    ...(grid >= 0.5 ? [name(rows, rowX, rowY, 'middle', away)] : []),
  ];
}

function columnWord(view: MatchView, word: string, index: number): SvgNode | undefined {
  const { layout, say, grid } = view;
  const side = grid > 0.5 ? sidesOf(view).columns : 'key';
  const chosen = isMarked(view, side, index);
  if (!layout.heads.shown && !chosen) return undefined;
  const shown = presence(view, index);
  const x = columnCentre(layout, index);
  const { foot, slanted } = layout.heads;
  const gloss = say.gloss(word);
  return node(
    'g',
    {
      key: `column${index}`,
      class: `column-word${marks(view, side, index)}`,
      'data-token': index,
      opacity: shown < 1 ? round(shown) : undefined,
    },
    slanted
      ? slantedWord({
          key: 'slanted',
          word: shortened(view, word),
          gloss,
          slant: 70,
          pitch: layout.pitchX,
          x,
          y: foot - 2,
          chosen,
        })
      : lyingWord(view, word, gloss, { x, foot, chosen }),
  );
}

/** As much of a slanted word as there is height for: it is whole in its row. */
function shortened({ layout: { heads, letters } }: MatchView, word: string): string {
  const room = (heads.foot - 8) / Math.sin((70 * Math.PI) / 180);
  const size = Math.min(letters, 13);
  if (boldWidth(word, size) <= room) return word;
  let most = word.length - 1;
  while (most > 1 && boldWidth(`${word.slice(0, most)}…`, size) > room) most -= 1;
  return `${word.slice(0, most)}…`;
}

function lyingWord(
  { layout: { pitchX, letters } }: MatchView,
  word: string,
  gloss: string | undefined,
  { x, foot, chosen }: { readonly x: number; readonly foot: number; readonly chosen: boolean },
): SvgNode {
  const fitted = gloss === undefined ? undefined : fittingGloss(gloss, pitchX - 6);
  const line = (key: string, content: string, y: number, size: number, name: string) =>
    text(content, {
      ...{ key, class: name, x: round(x), y: round(y), 'text-anchor': 'middle' },
      style: `font-size: ${round(size)}px`,
    });
  return node(
    'g',
    { key: 'lying' },
    node('rect', {
      ...{
        key: 'hit',
        class: 'hit',
        x: round(x - pitchX / 2),
        y: 0,
        width: round(pitchX),
        height: round(foot),
      },
    }),
    line('word', word, foot - (fitted ? 22 : 9), letters, chosen ? 'chosen' : ''),
    fitted && line('gloss', fitted.content, foot - 7, fitted.size, 'gloss'),
  );
}

/** The word that asks goes with its row; the others come as the one row becomes a grid. */
function rowWord(view: MatchView, word: string, index: number): SvgNode | undefined {
  const { layout, selection, grid, say } = view;
  const { chip, row } = layout;
  const follows = index === selection.token;
  const side = grid > 0.5 ? sidesOf(view).rows : 'query';
  const chosen = isMarked(view, side, index);
  if (!follows && grid === 0) return undefined;
  if (!layout.grid.worded && !chosen && (grid >= 1 || !follows)) return undefined;
  const inGrid = layout.grid.worded ? layout.grid.chipHeight : chip.height;
  const height = mix(follows ? chip.height : inGrid, inGrid, grid);
  const centre = follows ? mix(row.y, rowCentre(layout, index), grid) : rowCentre(layout, index);
  return token({
    ...{ key: `row${index}`, word, token: index, letters: layout.letters },
    // In a low chip word and gloss would be small letters of many sizes; the column has the gloss.
    gloss: height >= 27 ? say.gloss(word) : undefined,
    ...{ x: chip.x, y: centre - height / 2, width: chip.width, height },
    opacity: follows ? 1 : clamp01(grid * 2 - 1),
    state: `${marks(view, side, index)}${chosen ? ' chosen' : ''}`.trim(),
  });
}

/** Whether there is room under the hatching of the one row for what it means; if not, the legend says it. */
export function saysLater({ trace, layout, selection, say }: MatchView): boolean {
  const wide = (trace.n_tokens - 1 - lastSeen(trace, selection.token)) * layout.pitchX;
  return wide >= textWidth(say('words.later'), layout.letters);
}

/** Under the hatching of the one row. */
function later(view: MatchView): SvgNode | undefined {
  const { trace, layout, selection, grid, say } = view;
  const { token: i } = selection;
  if (grid >= 1 || !saysLater(view)) return undefined;
  const words = say('words.later');
  const half = textWidth(words, layout.letters) / 2;
  const middle = (columnCentre(layout, i + 1) + columnCentre(layout, trace.n_tokens - 1)) / 2;
  return text(words, {
    ...{ key: 'later', class: 'quiet', 'text-anchor': 'middle' },
    x: round(Math.min(middle, layout.width - half - 2)),
    y: round(layout.row.y + layout.row.numbers),
    style: `font-size: ${layout.letters}px`,
    opacity: grid > 0 ? round(1 - grid) : undefined,
  });
}
