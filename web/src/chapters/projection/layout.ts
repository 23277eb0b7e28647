import type { Trace } from '../../compute/trace.js';
import { between, mix } from '../../scene/math.js';
import type { Followed } from './followed.js';
import type { Moment } from './steps.js';
import {
  bubbleRoom,
  embeddingTop,
  lineOf,
  oneBubble,
  type SentenceLayout,
  sentenceLayout,
  tailHeight,
} from './sentence-layout.js';

export interface Layout {
  readonly kind: 'roomy' | 'narrow';
  readonly width: number;
  readonly height: number;
  readonly sentence: SentenceLayout;
  /** How far the sentence has gone up once what is said of its vectors stands below them. */
  readonly raise: number;
  readonly product: ProductLayout;
}

/** The embedding that lies, the matrix under it, and at the right of its rows the vector that is made. */
export interface ProductLayout {
  readonly x: number;
  /** The top of the bubble whose tail ends in the vector. */
  readonly bubbleY: number;
  /** Where the lying embedding begins, and how tall it is. */
  readonly embeddingY: number;
  readonly embeddingAcross: number;
  readonly matrixY: number;
  /** Distance of columns and of rows. */
  readonly columnPitch: number;
  readonly rowPitch: number;
  readonly columns: number;
  readonly rows: number;
  readonly vectorX: number;
  readonly vectorAcross: number;
  /** Names at the left of the matrix, or above it. */
  readonly namesBeside: boolean;
  /** Whether the numbers of the vector are written beside its cells. */
  readonly numbers: boolean;
  readonly chart: { readonly y: number; readonly height: number };
  readonly lineY: number;
  /** Where the matrix goes when it is no longer needed; undefined if it just goes. */
  readonly rest: { readonly x: number; readonly y: number; readonly size: number } | undefined;
}

interface MatrixShape {
  readonly rows: number;
  readonly columns: number;
}

export function layoutFor(
  room: number,
  trace: Trace,
  about: Followed,
  matrix: MatrixShape,
  glossed: boolean,
): Layout {
  return room >= 620
    ? roomy(Math.min(room, 860), trace, about, matrix, glossed)
    : narrow(Math.max(room, 300), trace, about, matrix, glossed);
}

/** How long embeddings are while the matrix needs the room, and before it comes, as parts of their length. */
const asideLength = 0.4;
const aloneLength = 1.5;

function roomy(
  width: number,
  { words }: Trace,
  { speakers, asked }: Followed,
  { rows, columns }: MatrixShape,
  glossed: boolean,
): Layout {
  const sentence = sentenceLayout(words, speakers, {
    left: 22,
    right: width - 4,
    widestPitch: 110,
    narrowestPitch: 24,
    letters: [13, 14],
    chipHeight: glossed ? 40 : 28,
    bubbleHeight: 32,
    bubbleRows: 1,
    embeddingLength: asked ? 120 : 150,
    gap: 14,
    vectorLength: 12.5 * rows,
    leading: 20,
  });
  const top = embeddingTop(sentence, sentence.lines[0]!) - sentence.bubbleHeight - tailHeight;
  const bubbleY = top + sentence.embeddingLength * asideLength + 16;
  const columnPitch = (width - 82 - 100) / columns;
  const rowPitch = between(16, columnPitch, 17);
  const product = productLayout(82, bubbleY, columnPitch, rowPitch, { rows, columns }, true);
  const size = Math.min(0.36, 50 / (rows * product.rowPitch));
  const restWidth = columns * columnPitch * size;
  const raise = raiseOf(sentence, asked);
  const bottom = sentence.bottom - raise + oneBubble(sentence);
  return {
    kind: 'roomy',
    width,
    // Under the table that rests there, room to the edge.
    height: Math.max(product.lineY + 14, bottom + 78),
    sentence,
    raise,
    product: { ...product, rest: { x: width / 2 - restWidth / 2, y: bottom + 18, size } },
  };
}

/** As high as is seen on a phone above the cards: one line of words, however close they stand. */
function narrow(
  width: number,
  { words }: Trace,
  { speakers, asked }: Followed,
  { rows, columns }: MatrixShape,
  glossed: boolean,
): Layout {
  const sentence = sentenceLayout(words, speakers, {
    left: 14,
    right: width,
    widestPitch: 72,
    narrowestPitch: 12.5,
    letters: [12, 13],
    chipHeight: glossed ? 34 : 24,
    bubbleHeight: 26,
    bubbleRows: asked ? 2 : 1,
    embeddingLength: asked ? 48 : 78,
    gap: 8,
    vectorLength: (asked ? 6.25 : 7.75) * rows,
    leading: 14,
  });
  const columnPitch = (width - 4 - 36) / columns;
  const top = productLayout(5, 2, columnPitch, 14, { rows, columns }, false);
  const below = 30;
  // Half of what is more goes below: brackets reach under their vector.
  const raise = raiseOf(sentence, asked);
  const height = Math.max(top.lineY + below, sentence.bottom - raise + oneBubble(sentence) + 14);
  const down = (height - top.lineY - below) / 2;
  return {
    kind: 'narrow',
    width,
    height,
    sentence,
    raise,
    product: productLayout(5, 2 + down, columnPitch, 14, { rows, columns }, false),
  };
}

/** The answer goes from above the words to below the vectors; a question that is answered stays. */
function raiseOf(sentence: SentenceLayout, asked: Followed['asked']): number {
  return bubbleRoom(sentence) - (asked ? oneBubble(sentence) : 0);
}

function productLayout(
  x: number,
  bubbleY: number,
  columnPitch: number,
  rowPitch: number,
  { rows, columns }: MatrixShape,
  roomy: boolean,
): ProductLayout {
  const embeddingY = bubbleY + (roomy ? 44 : 31);
  const matrixY = embeddingY + rowPitch + (roomy ? 12 : 28);
  const chartY = matrixY + rows * rowPitch + (roomy ? 16 : 10);
  const chart = { y: chartY, height: roomy ? 76 : 40 };
  return {
    x,
    bubbleY,
    embeddingY,
    embeddingAcross: rowPitch,
    matrixY,
    columnPitch,
    rowPitch,
    columns,
    rows,
    vectorX: x + columns * columnPitch + (roomy ? 18 : 12),
    vectorAcross: roomy ? 26 : 16,
    namesBeside: roomy,
    numbers: roomy,
    chart,
    lineY: chartY + chart.height + (roomy ? 24 : 17),
    rest: undefined,
  };
}

/** How the sentence stands at a moment: how far it has moved down, and how long its embeddings are. */
export interface SentencePose {
  readonly shift: number;
  readonly stretch: number;
}

/** In a roomy picture the sentence is large while it is alone, and small at the top while the matrix is there. */
export function sentencePose(
  { kind, height, sentence, raise }: Layout,
  { aside, introduced }: Moment,
): SentencePose {
  if (kind === 'narrow') {
    const empty = (1 - introduced) * (sentence.vectorLength + sentence.gap);
    const lower = introduced * (raise + oneBubble(sentence));
    return { shift: (height - sentence.bottom + empty - lower) / 2, stretch: 1 };
  }
  const grown = (aloneLength - 1) * sentence.embeddingLength;
  const alone = (height - sentence.bottom - grown + sentence.vectorLength) / 2;
  return {
    shift: mix(mix(alone, -raise, introduced), -bubbleRoom(sentence), aside),
    stretch: mix(mix(aloneLength, 1, introduced), asideLength, aside),
  };
}

/** Top and length of a token's embedding, and top of the vector below it, as the sentence stands. */
export function bandsOf(
  layout: SentenceLayout,
  pose: SentencePose,
  token: number,
): { readonly embeddingY: number; readonly embeddingLength: number; readonly vectorY: number } {
  const embeddingY = embeddingTop(layout, lineOf(layout, token)) + pose.shift;
  const embeddingLength = layout.embeddingLength * pose.stretch;
  return { embeddingY, embeddingLength, vectorY: embeddingY + embeddingLength + layout.gap };
}
