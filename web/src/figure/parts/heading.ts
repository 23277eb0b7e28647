import { node, round, type SvgNode } from '../../scene/node.js';
import { pieces } from '../../text/rich-text.js';
import { letteredSpans } from '../objects/lettered.js';

interface HeadingOptions {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  /** Terms in it, `[word](query)`, have the colour of what they name. */
  readonly content: string;
  readonly shown: number;
  readonly anchor?: 'start' | 'middle' | 'end';
}

/** A line above a part of a figure. */
export function heading({
  key,
  x,
  y,
  content,
  shown,
  anchor = 'start',
}: HeadingOptions): SvgNode | undefined {
  if (shown <= 0) return undefined;
  return node(
    'text',
    { key, class: 'heading', x: round(x), y: round(y), 'text-anchor': anchor, opacity: round(shown) },
    ...pieces(content).flatMap(({ text, object }) => letteredSpans(text, object && `term ${object}`)),
  );
}
