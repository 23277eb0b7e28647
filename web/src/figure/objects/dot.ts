import { node, round, type SvgNode } from '../../scene/node.js';

/** A dot whose area is a magnitude: filled when it is positive, a ring when negative. `area` is signed, 1 is full. */
export function dot(
  key: string,
  x: number,
  y: number,
  area: number,
  largestRadius: number,
  highlight = false,
): SvgNode {
  const radius = largestRadius * Math.sqrt(Math.abs(area));
  const negative = area < 0;
  const state = highlight ? ' highlight' : '';
  return node('circle', {
    key,
    class: (negative ? 'dot ring' : 'dot') + state,
    cx: round(x),
    cy: round(y),
    // The stroke of a ring lies inside the radius, so that its outline is the true size.
    r: round(negative ? Math.max(radius - 0.75, 0) : radius),
  });
}
