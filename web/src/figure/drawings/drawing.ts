import { type Attribute, node, round, type SvgNode } from '../../scene/node.js';

/** Where a drawing stands: the middle of a square, and its side. */
export interface DrawingPlace {
  readonly key?: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly opacity?: number;
}

/** Coordinates of a drawing: a tenth of a hundredth of its size. */
export function tenth(x: number): number {
  return Math.round(x * 10) / 10;
}

/** What is drawn in a square from -50 to 50 both ways, put to its place. The marks are always the same ones, in one order. */
export function drawing(
  { key, x, y, size, opacity = 1 }: DrawingPlace,
  attributes: Record<string, Attribute>,
  ...marks: SvgNode[]
): SvgNode {
  return node(
    'g',
    {
      key,
      ...attributes,
      transform: `translate(${round(x)} ${round(y)}) scale(${tenth(size) / 100})`,
      opacity: opacity < 1 ? round(opacity) : undefined,
    },
    ...marks,
  );
}
