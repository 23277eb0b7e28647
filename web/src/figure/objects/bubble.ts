import { node, round, type SvgNode, text } from '../../scene/node.js';
import { textWidth } from '../../text/text-width.js';
import { between } from '../../scene/math.js';

interface BubbleOptions {
  readonly key: string;
  readonly words: string;
  /** The body: where it would be centred, its top and height; it is kept between `left` and `right`. */
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly fontSize: number;
  /** Who speaks: the ends of the bubble's tails, and how far to the right these lean, as parts of their height. */
  readonly tips: readonly { readonly x: number; readonly y: number; readonly lean?: number }[];
  /** Whose colour it has. */
  readonly tone: 'query' | 'key';
  readonly opacity: number;
}

/** How wide a bubble with these words is. */
export function bubbleWidth(words: string, fontSize: number): number {
  return textWidth(words, fontSize) + 26;
}

/** Words that somebody says, or would say if a vector could speak. */
export function bubble(options: BubbleOptions): SvgNode | undefined {
  const { key, words, y, height, left, right, fontSize, tips, tone, opacity } = options;
  if (opacity <= 0) return undefined;
  const width = bubbleWidth(words, fontSize);
  const x = between(left, options.x - width / 2, right - width);
  return node(
    'g',
    { key, class: `bubble ${tone}`, opacity: opacity < 1 ? round(opacity) : undefined },
    node('path', { key: 'outline', d: outline(x, y, width, height, tips) }),
    text(words, {
      key: 'words',
      x: round(x + width / 2),
      y: round(y + height / 2),
      style: `font-size: ${fontSize}px`,
      'text-anchor': 'middle',
    }),
  );
}

/** A rounded box whose edge runs out into the tails, from right to left. */
function outline(x: number, y: number, width: number, height: number, tips: BubbleOptions['tips']): string {
  const corner = height / 2;
  // Who speaks stands below it, or above it.
  const above = tips[0]!.y < y;
  const [top, bottom] = above ? [y + height, y] : [y, y + height];
  const half = 6;
  const tails = [...tips]
    .sort((a, b) => b.x - a.x)
    .map((tip) => {
      const upright = tip.x + (tip.lean ?? 0) * (tip.y - bottom);
      const root = between(x + corner + half, upright, x + width - corner - half);
      return `H ${round(root + half)} L ${round(tip.x)} ${round(tip.y)} L ${round(root - half)} ${round(bottom)}`;
    });
  const [r, t, l, b] = [round(x + width - corner), round(top), round(x + corner), round(bottom)];
  const turn = above ? 0 : 1;
  return (
    `M ${l} ${t} H ${r} A ${corner} ${corner} 0 0 ${turn} ${r} ${b} ${tails.join(' ')} ` +
    `H ${l} A ${corner} ${corner} 0 0 ${turn} ${l} ${t} Z`
  );
}
