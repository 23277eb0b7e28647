import { isHan } from '../../text/text-width.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';

interface SideLabelOptions {
  readonly key: string;
  readonly name: string;
  readonly tone: 'embedding' | 'query' | 'key';
  /** The middle of the label. */
  readonly x: number;
  readonly y: number;
  readonly shown: number;
}

const lineHeight = 14;

/** The name of a band of columns at its left: turned on its side, or where characters stand by themselves, one below another. */
export function sideLabel({ key, name, tone, x, y, shown }: SideLabelOptions): SvgNode | undefined {
  if (shown <= 0) return undefined;
  const className = `side-label ${tone}`;
  const opacity = round(shown);
  if (!isHan(name)) {
    const transform = `translate(${round(x)} ${round(y)}) rotate(-90)`;
    return text(name, { key, class: className, transform, 'text-anchor': 'middle', opacity });
  }
  const characters = [...name].map((character, index): SvgNode => ({
    ...text(character, { x: round(x), dy: index === 0 ? undefined : lineHeight }),
    tag: 'tspan',
  }));
  const top = round(y - ((characters.length - 1) * lineHeight) / 2);
  return node('text', { key, class: className, y: top, 'text-anchor': 'middle', opacity }, ...characters);
}
