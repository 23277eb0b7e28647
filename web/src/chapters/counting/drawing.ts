// The picture of the counts: from one head to the whole model, and the matrices of a head to one scale.
import { nothing, svg, type SVGTemplateResult } from 'lit';
import { percent, wholeNumber } from '../../text/format.js';
import type { Say } from '../../text/messages.js';
import { letters } from '../../text/rich-text.js';
import { textWidth } from '../../text/text-width.js';
import type { Counts, ItemName } from './counts.js';
import { joints, matrices, parts, type Piece, type Shares, sideBySide } from './picture.js';
import type { Sizes } from '../../compute/published-sizes.js';

export interface Drawing {
  readonly sizes: Sizes;
  readonly counts: Counts;
  /** Those that are on their way to the sizes while the picture moves. */
  readonly shares: Shares;
  /** CSS pixels that there are. */
  readonly room: number;
  /** What is pointed at. */
  readonly highlight: string | undefined;
  readonly say: Say;
}

/** A row: its item as a bar, of which the row before is one piece. */
interface Row {
  readonly item: 'head' | 'block' | 'attention' | 'total';
  readonly y: number;
  /** The share of the row that is the row before, and what that is; 0 for the first. */
  readonly zoomed: number;
  readonly before?: 'head' | 'block' | 'attention';
}

interface Frame {
  readonly x: number;
  readonly width: number;
  readonly bar: number;
  readonly gap: number;
  readonly narrow: boolean;
}

function frameOf(room: number): Frame {
  const narrow = room < 620;
  const x = narrow ? 0 : 148;
  return { x, width: room - x - 1, bar: narrow ? 34 : 46, gap: narrow ? 46 : 40, narrow };
}

/** Four bars, each a whole of which the one above is a piece. */
export function drawRows(drawing: Drawing): SVGTemplateResult {
  const { shares, room, say } = drawing;
  const frame = frameOf(room);
  const top = frame.narrow ? 22 : 2;
  const row = (index: number) => top + index * (frame.bar + frame.gap);
  const rows: Row[] = [
    { item: 'head', y: row(0), zoomed: 0 },
    { item: 'block', y: row(1), zoomed: shares.head, before: 'head' },
    { item: 'attention', y: row(2), zoomed: shares.block, before: 'block' },
    { item: 'total', y: row(3), zoomed: shares.parts[0]!, before: 'attention' },
  ];
  const height = row(3) + frame.bar + 2;
  return svg`
    <svg class="picture" viewBox="0 0 ${room} ${height}" width=${room} height=${height} role="img" translate="no"
      aria-label=${say('counting.picture')}>
      ${rows.map((each) => [wedge(each, frame), bar(each, drawing, frame), labels(each, drawing, frame)])}
    </svg>`;
}

function wedge({ y, zoomed }: Row, { x, width, gap }: Frame): SVGTemplateResult | typeof nothing {
  if (zoomed === 0) return nothing;
  const tip = Math.max(zoomed * width, 1);
  return svg`<path class="wedge" d="M${x} ${y - gap}H${x + width}L${x + tip} ${y}H${x}Z"></path>`;
}

function labels({ item, y, before }: Row, drawing: Drawing, frame: Frame): SVGTemplateResult {
  const { counts, say } = drawing;
  const name = say(`counting.row.${item}`);
  const count = wholeNumber(counts[item].count);
  const { x, width, bar, narrow } = frame;
  const times = before ? joining(before, drawing) : undefined;
  if (narrow) {
    return svg`
      <text class="row-name" x=${width} y=${y - 12} text-anchor="end"
        ><tspan class="strong">${name}</tspan> ${count}</text>
      ${times ? svg`<text class="times" x=${width} y=${y - 29} text-anchor="end">${times}</text>` : nothing}`;
  }
  return svg`
    <text class="row-name strong" x="0" y=${y + bar / 2 - 9}>${name}</text>
    <text class="row-count" x="0" y=${y + bar / 2 + 10}
      textLength=${count.length > 18 ? x - 12 : nothing} lengthAdjust="spacingAndGlyphs">${count}</text>
    ${times ? svg`<text class="times" x=${x + width} y=${y - 12} text-anchor="end">${times}</text>` : nothing}`;
}

function joining(before: 'head' | 'block' | 'attention', { sizes, shares, say }: Drawing): string {
  if (before === 'attention') return say('counting.times.attention', { share: percent(shares.parts[0]!) });
  const count = before === 'head' ? sizes.n_heads : sizes.n_layers;
  return say(`counting.times.${before}`, { count: wholeNumber(count) });
}

function bar(row: Row, drawing: Drawing, frame: Frame): SVGTemplateResult {
  const { shares, highlight } = drawing;
  const { x, width, bar: height } = frame;
  const at = `translate(${x} ${row.y})`;
  if (row.item === 'head') {
    const pieces = sideBySide(matrices, shares.matrices, width);
    return svg`<g transform=${at}>${pieces.map((piece) => block(piece, drawing, height))}</g>`;
  }
  if (row.item === 'total') {
    const pieces = sideBySide(parts, shares.parts, width);
    return svg`<g transform=${at}>
      ${bands(shares, pieces[0]!.width, height, 'attention')}
      ${pieces.slice(1).map((piece) => block(piece, drawing, height))}
      ${frames(highlight, { attention: pieces[0]!.width }, height)}</g>`;
  }
  const before = row.before!;
  return svg`<g transform=${at}>
    ${bands(shares, width, height, row.item)}
    ${joints(row.zoomed, width).map((joint) => svg`<path class="joint" d="M${joint} 0V${height}"></path>`)}
    <rect class="first" data-item=${before} width=${Math.max(row.zoomed * width, 1)} height=${height}></rect>
    ${frames(highlight, { [row.item]: width, [before]: row.zoomed * width }, height)}</g>`;
}

/** A piece with its name in it, where that fits. */
function block(
  { item, start, width }: Piece,
  { highlight, counts, say }: Drawing,
  height: number,
): SVGTemplateResult {
  const name = say(`counting.item.${item}`);
  const count = wholeNumber(counts[item].count);
  const middle = start + width / 2;
  const fits = (text: string) => width > textWidth(text, height < 46 ? 12 : 13.2) + 8;
  const both = fits(name) && fits(count);
  const apart = height < 46 ? 8 : 10;
  const second = both ? svg`<text class="on" x=${middle} y=${height / 2 + apart}>${count}</text>` : nothing;
  const first = fits(name)
    ? svg`<text class="on strong" x=${middle} y=${height / 2 - (both ? apart - 1 : 0)}>${lettered(name)}</text>`
    : nothing;
  return svg`<g class=${item} data-item=${item}>
    <rect class="area" x=${start} width=${width} height=${height}></rect>
    ${first}${second}
    ${item === highlight ? svg`<rect class="highlight" x=${start} width=${width} height=${height}></rect>` : nothing}</g>`;
}

/** The indices of matrices stand lower and smaller. Nothing follows them. */
function lettered(name: string): (string | SVGTemplateResult)[] {
  return letters(name).map(({ text, lowered }) =>
    lowered ? svg`<tspan class="lowered" dy="0.3em">${text}</tspan>` : text,
  );
}

/** The four matrices one above the other: how many there are, side by side, makes no difference to their shares. */
function bands(
  { matrices: shares }: Shares,
  width: number,
  height: number,
  item: ItemName,
): SVGTemplateResult {
  const pieces = sideBySide(matrices, shares, height);
  return svg`<g data-item=${item}>${pieces.map(
    (piece) => svg`<g class=${piece.item}
      ><rect class="area" y=${piece.start} width=${width} height=${piece.width}></rect></g>`,
  )}</g>`;
}

function frames(highlight: string | undefined, widths: Readonly<Record<string, number>>, height: number) {
  const width = highlight === undefined ? undefined : widths[highlight];
  return width === undefined ? nothing : svg`<rect class="highlight" width=${width} height=${height}></rect>`;
}

/** The matrices of one head and the square that they save, to one scale. */
export function drawScale(drawing: Drawing): SVGTemplateResult {
  const { shares, sizes, room, say, highlight } = drawing;
  const [d_model, d_k, d_v] = shares.lengths;
  const across = room < 620 ? 3 : 5;
  const cell = room / across;
  const side = Math.min(cell - 18, 128);
  const shapes = [
    { item: 'w_q', tall: d_k, wide: d_model, shape: [sizes.d_k, sizes.d_model] },
    { item: 'w_k', tall: d_k, wide: d_model, shape: [sizes.d_k, sizes.d_model] },
    { item: 'value_down', tall: d_v, wide: d_model, shape: [sizes.d_v, sizes.d_model] },
    { item: 'value_up', tall: d_model, wide: d_v, shape: [sizes.d_model, sizes.d_v] },
    { item: 'square', tall: d_model, wide: d_model, shape: [sizes.d_model, sizes.d_model] },
  ] as const;
  const line = side + 50;
  const height = Math.ceil(shapes.length / across) * line;
  const matrix = ({ item, tall, wide, shape }: (typeof shapes)[number], index: number) => {
    const [w, h] = [Math.max(wide * side, 0.75), Math.max(tall * side, 0.75)];
    const at = `translate(${(index % across) * cell} ${Math.floor(index / across) * line})`;
    const [rows, columns] = shape.map(wholeNumber);
    return svg`<g class=${item} data-item=${item} transform=${at}>
      <rect class="hit" width=${side} height=${line}></rect>
      <rect class="ghost" x="1" y="1" width=${side} height=${side}></rect>
      <rect class="area" x=${(side - w) / 2 + 1} y=${(side - h) / 2 + 1} width=${w} height=${h}></rect>
      ${item === highlight ? svg`<rect class="highlight" x=${(side - w) / 2 + 1} y=${(side - h) / 2 + 1} width=${w} height=${h}></rect>` : nothing}
      <text class="strong" x=${side / 2} y=${side + 15} text-anchor="middle">${lettered(say(`counting.short.${item}`))}</text>
      <text class="shape" x=${side / 2} y=${side + 33} text-anchor="middle">${rows} × ${columns}</text></g>`;
  };
  return svg`
    <svg class="picture" viewBox="0 0 ${room} ${height}" width=${room} height=${height} role="img" translate="no"
      aria-label=${say('counting.scale')}>${shapes.map(matrix)}</svg>`;
}
