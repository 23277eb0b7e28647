import { node, round, type SvgNode, text } from '../../scene/node.js';
import { pieces } from '../../text/rich-text.js';

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
    // Spaces at the ends of spans would be dropped.
    ...pieces(content).map(({ text: words, object }) =>
      span(words.replace(/^ | $/g, '\u00a0'), object && `term ${object}`),
    ),
  );
}

function span(content: string, className?: string): SvgNode {
  return { ...text(content, { class: className }), tag: 'tspan' };
}
