import { node, round, type SvgNode, text } from '../../scene/node.js';

export interface TokenOptions {
  readonly key: string;
  readonly word: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly opacity?: number;
  /** Extra classes: `chosen`, `asks`, `answers`, `hidden`. */
  readonly state?: string;
  /** Which token a press on the chip follows. */
  readonly token?: number;
}

/** A word in a rounded chip, centred in the given box. Long words get smaller letters, not a wider chip. */
export function token(options: TokenOptions): SvgNode | undefined {
  const { key, word, x, y, width, height, opacity = 1, state = '' } = options;
  if (opacity <= 0) return undefined;
  return node(
    'g',
    {
      key,
      class: `token ${state}`.trim(),
      'data-token': options.token,
      opacity: opacity < 1 ? round(opacity) : undefined,
      transform: `translate(${round(x)} ${round(y)})`,
    },
    node('rect', { width: round(width), height: round(height), rx: round(height / 2) }),
    text(word, {
      x: round(width / 2),
      y: round(height / 2),
      style: `font-size: ${round(fittingSize(word, width - 8, Math.min(14, height * 0.52)))}px`,
    }),
  );
}

/** Bold letters of a system font are about 0.59 of their size wide. */
export function fittingSize(word: string, width: number, largest: number): number {
  return Math.min(largest, width / (word.length * 0.59));
}
