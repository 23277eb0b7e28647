import { node, round, type SvgNode, text } from '../../scene/node.js';

export interface HeadingOptions {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly plain: string;
  /** A last word in the colour of what it names. */
  readonly term?: { readonly word: string; readonly colour: 'query' | 'key' | 'value' | 'output' };
  readonly shown: number;
  readonly anchor?: 'start' | 'middle' | 'end';
}

/** A line above a part of a figure. */
export function heading({
  key,
  x,
  y,
  plain,
  term,
  shown,
  anchor = 'start',
}: HeadingOptions): SvgNode | undefined {
  if (shown <= 0) return undefined;
  return node(
    'text',
    { key, class: 'heading', x: round(x), y: round(y), 'text-anchor': anchor, opacity: round(shown) },
    span(term && plain ? `${plain}\u00a0` : plain),
    term && span(term.word, `term ${term.colour}`),
  );
}

function span(content: string, className?: string): SvgNode {
  return { ...text(content, { class: className }), tag: 'tspan' };
}
