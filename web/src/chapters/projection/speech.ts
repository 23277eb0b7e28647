import type { SvgNode } from '../../scene/node.js';
import { bubble, bubbleWidth } from '../../figure/objects/bubble.js';
import type { Layout } from './layout.js';
import { centreOf, lineOf, slantedEnd, tailHeight } from './sentence-layout.js';
import type { ProjectionView } from './view.js';

/** Outlines stay inside the picture. */
const margin = 2;

/** What the followed word asks; or what is answered, and where there is room beside it the question. */
export function speech(view: ProjectionView, layout: Layout): (SvgNode | undefined)[] {
  const { kind, about, at } = view;
  const { sentence, width } = layout;
  const fontSize = layout.kind === 'narrow' ? 12 : 14;
  const answerWidth = bubbleWidth(about.words, fontSize);
  const line = lineOf(sentence, about.token);
  const speakers = about.speakers.filter((token) => lineOf(sentence, token) === line);
  const centre = speakers.reduce((sum, token) => sum + centreOf(sentence, token), 0) / speakers.length;
  const own = { view, layout, fontSize, tone: kind, opacity: at.bubble } as const;
  const { asked } = about;
  const askedWidth = asked ? bubbleWidth(asked.words, fontSize) : 0;
  const sameLine = asked && lineOf(sentence, asked.token) === line;
  const fits = sameLine && answerWidth + 10 + askedWidth <= width - 2 * margin;
  const right = fits ? width - margin - askedWidth - 10 : width - margin;
  const answerEnd = Math.min(Math.max(centre + answerWidth / 2, answerWidth), right);
  return [
    fits &&
      said({
        ...own,
        key: 'question',
        tone: 'query',
        words: asked.words,
        said: 1,
        speakers: [asked.token],
        x: centreOf(sentence, asked.token),
        left: answerEnd + 10,
        right: width - margin,
      }),
    said({
      ...own,
      key: 'bubble',
      words: about.words,
      said: at.said,
      speakers,
      x: centre,
      left: margin,
      right,
    }),
  ].filter((shown) => shown !== false);
}

function said(options: {
  readonly view: ProjectionView;
  readonly layout: Layout;
  readonly key: string;
  readonly words: string;
  readonly said: number;
  readonly speakers: readonly number[];
  readonly x: number;
  readonly left: number;
  readonly right: number;
  readonly fontSize: number;
  readonly tone: 'query' | 'key';
  readonly opacity: number;
}): SvgNode | undefined {
  const { view, layout, speakers, ...rest } = options;
  const { sentence } = layout;
  const line = lineOf(sentence, speakers[0]!);
  const y = line.y + view.pose.shift - tailHeight - sentence.bubbleHeight;
  return bubble({
    ...rest,
    y,
    height: sentence.bubbleHeight,
    tips: speakers.map((token) => tip(view, layout, token)),
  });
}

/** Just above the word. */
function tip({ trace, pose }: ProjectionView, { sentence }: Layout, token: number): { x: number; y: number } {
  const top = lineOf(sentence, token).y + pose.shift;
  const x = centreOf(sentence, token);
  if (sentence.chips) return { x, y: top - 3 };
  const end = slantedEnd(trace.words[token]!);
  return { x: x + end.x, y: top + sentence.headerHeight + end.y - 4 };
}
