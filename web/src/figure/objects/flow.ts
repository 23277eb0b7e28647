import { node, round, type SvgNode } from '../../scene/node.js';

/** A line of what flows from one point to another, its thickness the weight, bending out to the right by `bend`. */
export function flow(
  key: string,
  from: { x: number; y: number },
  to: { x: number; y: number },
  weight: number,
  options: { bend: number; thickest: number; drawn: number; cell: string },
): SvgNode | undefined {
  if (options.drawn <= 0 || weight <= 0) return undefined;
  const path =
    `M ${round(from.x)} ${round(from.y)} C ${round(from.x + options.bend)} ${round(from.y)} ` +
    `${round(to.x + options.bend)} ${round(to.y)} ${round(to.x)} ${round(to.y)}`;
  return node('path', {
    key,
    class: 'flow',
    'data-cell': options.cell,
    d: path,
    pathLength: 1,
    'stroke-dasharray': options.drawn < 1 ? `${round(options.drawn)} 1` : undefined,
    'stroke-width': round(Math.max(weight * options.thickest, 0.4)),
  });
}
