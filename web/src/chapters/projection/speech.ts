import type { SvgNode } from '../../scene/node.js';
import { bubble, bubbleWidth } from '../../figure/objects/bubble.js';
import type { Layout } from './layout.js';
import { betweenBubbles, centreOf, lineOf, slantedEnd, tailHeight } from './sentence-layout.js';
import { clamp01 } from '../../scene/math.js';
import type { ProjectionView } from './view.js';

/** Outlines stay inside the picture. */
const margin = 2;

/** What the followed word asks; or what is answered, and beside it or above it the question. */
export function speech(view: ProjectionView, layout: Layout): (SvgNode | undefined)[] {
  const { about, at, kind } = view;
  const { sentence, width } = layout;
  const fontSize = layout.kind === 'narrow' ? 13 : 14;
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
