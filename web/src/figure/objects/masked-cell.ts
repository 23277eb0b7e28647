import { node, round, type SvgNode } from '../../scene/node.js';

const gap = 2;

/** The hatching of an entry that the mask has taken out, centred in its cell. */
export function maskedCell(
  x: number,
  y: number,
  size: { readonly width: number; readonly height: number },
  opacity: number,
): SvgNode | undefined {
  if (opacity <= 0) return undefined;
  return node('rect', {
    key: 'hatch',
    class: 'hatch',
    x: round(x - size.width / 2 + gap),
    y: round(y - size.height / 2 + gap),
    width: round(size.width - 2 * gap),
    height: round(size.height - 2 * gap),
    rx: 3,
    opacity: round(opacity),
  });
}
