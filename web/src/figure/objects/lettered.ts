import { node, type SvgNode, text } from '../../scene/node.js';
import { letters } from '../../text/rich-text.js';

/** How far an index stands below its line, in parts of the size of its letters. */
const lowered = 0.3;

/** Spans of a text in which the letters of matrices are set as such: W_Q with its Q lowered. */
export function letteredSpans(content: string, className?: string): SvgNode[] {
  const found = letters(content);
  return found.map((piece, index) => {
    const before = found[index - 1]?.lowered;
    // An index is three quarters as large: what is measured in its letters is measured back in those of the line.
    const dy = piece.lowered ? `${lowered}em` : before ? `${-0.75 * lowered}em` : undefined;
    // Spaces at the ends of spans would be dropped.
    const words = piece.text.replace(/^ | $/g, '\u00a0');
    const classes = [className, piece.lowered && 'lowered'].filter(Boolean).join(' ');
    return { ...text(words, { class: classes || undefined, dy }), tag: 'tspan' };
  });
}

/** A line of a figure that may name matrices. */
export function letteredText(content: string, attributes: Parameters<typeof text>[1]): SvgNode {
  return node('text', attributes, ...letteredSpans(content));
}
