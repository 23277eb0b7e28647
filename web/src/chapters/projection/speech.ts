import { round, type SvgNode, text } from '../../scene/node.js';
import { noticeable } from '../../figure/parts/attended.js';
import { textWidth } from '../../text/text-width.js';
import { bubble, bubbleWidth } from '../../figure/objects/bubble.js';
import { bandsOf, type Layout } from './layout.js';
import { betweenBubbles, centreOf, lineOf, slantedEnd, tailHeight } from './sentence-layout.js';
import { clamp01 } from '../../scene/math.js';
import type { ProjectionView } from './view.js';

/** Outlines stay inside the picture. */
const margin = 2;

/** What the followed word asks; or what is answered, and beside it or above it the question. */
export function speech(view: ProjectionView, layout: Layout): (SvgNode | undefined)[] {
  return [...speechAbove(view, layout), ...speechBelow(view, layout)];
}

const lettersOf = ({ kind }: Layout) => (kind === 'narrow' ? 13 : 14);
const besideLetters = ({ kind }: Layout) => (kind === 'narrow' ? 12 : 14);

/** Where the vector is made: what is said, with a tail that ends in the numbers that it becomes. */
export function speechBeside(
  { about, at, kind, say }: ProjectionView,
  layout: Layout,
): (SvgNode | undefined)[] {
  if (at.near <= 0) return [];
  const { product, width } = layout;
  const { vectorX, vectorAcross, matrixY, rows, rowPitch, bubbleY } = product;
  const narrow = layout.kind === 'narrow';
  const [fontSize, height] = [besideLetters(layout), narrow ? 24 : 32];
  const tip = { x: vectorX + vectorAcross / 2, y: matrixY - 6 };
  const body = { x: tip.x, y: bubbleY, height, left: margin, right: width - margin };
  const opacity = round(at.near);
  // On a phone below the matrix, while nothing is worked out there.
  const place = narrow
    ? { x: vectorX - 8, y: matrixY + rows * rowPitch + 18 }
    : { x: besideLeft(layout, about.words) - 10, y: bubbleY + height / 2 };
  return [
    bubble({ ...body, key: 'beside', words: about.words, fontSize, tips: [tip], tone: kind, opacity }),
    narrow && at.row !== undefined
      ? undefined
      : text(say(`projection.${kind}`, { rows }), {
          ...{ key: 'as-numbers', class: 'heading', 'text-anchor': 'end', opacity },
          ...{ x: round(place.x), y: round(place.y) },
        }),
  ];
}

/** Where the bubble begins that stands beside the lying embedding's name. */
export function besideLeft(layout: Layout, words: string): number {
  const { vectorX, vectorAcross } = layout.product;
  const wide = bubbleWidth(words, besideLetters(layout));
  return Math.min(vectorX + (vectorAcross - wide) / 2, layout.width - margin - wide);
}

/** Under the vectors, with tails that end in them; and who does not answer, or is not asked. */
function speechBelow(view: ProjectionView, layout: Layout): (SvgNode | undefined)[] {
  const { about, at, kind, pose } = view;
  if (at.below <= 0) return [];
  const { sentence, width } = layout;
  const end = bandsOf(sentence, pose, about.token).vectorY + sentence.vectorLength + 5;
  const y = end + tailHeight - 5;
  const [fontSize, opacity] = [lettersOf(layout), at.below];
  const wide = bubbleWidth(about.words, fontSize);
  const edge = (token: number) => centreOf(sentence, token) - sentence.pitch / 2;
  const last = about.asked ? about.asked.token + 1 : view.trace.n_tokens;
  const right = last < view.trace.n_tokens ? Math.max(edge(last), wide) : width - margin;
  const left = kind === 'key' ? Math.max(edge(Math.min(...about.speakers)), margin) : margin;
  const x = Math.min(Math.max(centreOfAll(layout, about.speakers) - wide / 2, left), right - wide);
  const tips = about.speakers.map((token) => ({ x: centreOf(sentence, token), y: end }));
  const body = { x: x + wide / 2, y, height: sentence.bubbleHeight, left: 0, right: width - margin };
  return [
    bubble({ ...body, key: 'below', words: about.words, fontSize, tips, tone: kind, opacity }),
    ...silent(view, layout, { y: y + sentence.bubbleHeight / 2, from: x - 1, to: x + wide + 1 }),
  ];
}

/** Who is asked and gets next to nothing says no; who comes later is not asked. Only what has room beside the bubble. */
function silent(
  { about, at, trace, selection, say }: ProjectionView,
  { sentence }: Layout,
  bubble: { readonly y: number; readonly from: number; readonly to: number },
): (SvgNode | undefined)[] {
  const { asked } = about;
  if (!asked) return [];
  const weights = Array.from(trace.row('weight', selection.head, asked.token));
  const most = Math.max(...weights);
  const write = (key: string, words: string, x: number, room: number) => {
    const half = textWidth(words, 13) / 2;
    const free = x + half < bubble.from || x - half > bubble.to;
    if (2 * half > room || !free) return undefined;
    const place = { x: round(x), y: round(bubble.y), 'text-anchor': 'middle' };
    return text(words, { key, class: 'heading', opacity: round(at.below), ...place });
  };
  const later = trace.n_tokens - asked.token - 1;
  return [
    ...weights.map((weight, token) =>
      token < asked.token && weight < noticeable && weight < most / 3
        ? write(`no${token}`, say('bubble.key.no'), centreOf(sentence, token), sentence.pitch)
        : undefined,
    ),
    later > 0 && weights.slice(asked.token + 1).every((weight) => weight === 0)
      ? write(
          'later',
          say('bubble.key.later'),
          centreOf(sentence, asked.token + 1) + ((later - 1) * sentence.pitch) / 2,
          later * sentence.pitch,
        )
      : undefined,
  ];
}

function speechAbove(view: ProjectionView, layout: Layout): (SvgNode | undefined)[] {
  const { about, at, kind } = view;
  const { sentence, width } = layout;
  const fontSize = lettersOf(layout);
  const line = lineOf(sentence, about.token);
  const speakers = about.speakers.filter((token) => lineOf(sentence, token) === line);
  const own = { view, layout, fontSize, opacity: clamp01(at.bubble) } as const;
  const right = width - margin;
  const answer = { ...own, key: 'bubble', tone: kind, words: about.words, speakers, left: margin, row: 0 };
  const asked = about.asked;
  if (!asked || lineOf(sentence, asked.token) !== line) return [said({ ...answer, right })];
  const question = {
    ...own,
    ...({ key: 'question', tone: 'query' } as const),
    ...{ words: asked.words, speakers: [asked.token], right },
  };
  // In the end the question stands alone above the words, and the answer below.
  if (at.below > 0) return [said({ ...question, left: margin, row: 0, opacity: at.below })];
  const widths = [about.words, asked.words].map((words) => bubbleWidth(words, fontSize));
  // Side by side, or where there is no room for that the question above, its tail behind the answer.
  if (sentence.bubbleRows > 1)
    return [said({ ...question, left: margin, row: 1 }), said({ ...answer, right })];
  const most = right - widths[1]! - 10;
  const end = Math.min(Math.max(centreOfAll(layout, speakers) + widths[0]! / 2, widths[0]!), most);
  return [said({ ...question, left: end + 10, row: 0 }), said({ ...answer, right: most })];
}

function centreOfAll({ sentence }: Layout, tokens: readonly number[]): number {
  return tokens.reduce((sum, token) => sum + centreOf(sentence, token), 0) / tokens.length;
}

function said(options: {
  readonly view: ProjectionView;
  readonly layout: Layout;
  readonly key: string;
  readonly words: string;
  readonly speakers: readonly number[];
  /** 0 is just above the words. */
  readonly row: number;
  readonly left: number;
  readonly right: number;
  readonly fontSize: number;
  readonly tone: 'query' | 'key';
  readonly opacity: number;
}): SvgNode | undefined {
  const { view, layout, speakers, row, ...rest } = options;
  const { sentence } = layout;
  const line = lineOf(sentence, speakers[0]!);
  const above = tailHeight + sentence.bubbleHeight + row * (sentence.bubbleHeight + betweenBubbles);
  const y = line.y + view.pose.shift - above;
  const height = sentence.bubbleHeight;
  const tips = speakers.map((token) => tip(view, layout, token));
  const leans = tips.map((end) => (end.lean ?? 0) * (end.y - y - height));
  const x = centreOfAll(layout, speakers) + Math.max(...leans);
  return bubble({ ...rest, x, y, height, tips });
}

/** Just above the word. Among slanted words a tail leans as they do: so it crosses none. */
function tip({ trace, pose }: ProjectionView, { sentence }: Layout, token: number) {
  const top = lineOf(sentence, token).y + pose.shift;
  const x = centreOf(sentence, token);
  if (sentence.chips) return { x, y: top - 3 };
  const end = slantedEnd(trace.words[token]!);
  return { x: x + end.x, y: top + sentence.headerHeight + end.y - 4, lean: -end.x / end.y };
}
