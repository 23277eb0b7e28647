import { node, round, type SvgNode } from '../../scene/node.js';

/** Where a drawing stands: the middle of a square, and its side. */
export interface DrawingPlace {
  readonly key?: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly opacity?: number;
}

/**
 * What is drawn in a square from -50 to 50 both ways, put to its place: always the same marks in one order, filled with the
 * coat. Colours are told here and not in a style sheet, as nothing else has them; they are good on light and dark.
 */
export function drawing(
  { key, x, y, size, opacity = 1 }: DrawingPlace,
  coat: string,
  ...marks: (SvgNode | false)[]
): SvgNode {
  return node(
    'g',
    {
      key,
      style: `--coat: ${coat}`,
      fill: 'var(--coat)',
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
      transform: `translate(${round(x)} ${round(y)}) scale(${tenth(size) / 100})`,
      opacity: opacity < 1 ? round(opacity) : undefined,
    },
    ...marks,
  );
}

export function path(d: string, fill?: string): SvgNode {
  return node('path', { d, fill });
}

/** Lines, and dots where they have no length. */
export function line(d: string, stroke: string, width: number): SvgNode {
  return node('path', { d, fill: 'none', stroke, 'stroke-width': width });
}

export const white = '#fff';
export const dark = '#17191d';

/** The coat with some of another colour, in percent. */
export function coatWith(colour: string, amount: number): string {
  return `color-mix(in oklab, var(--coat), ${colour} ${amount}%)`;
}

export const shade: string = coatWith(dark, 28);

/** Coordinates of a drawing: a tenth of a hundredth of its size. */
export function tenth(x: number): number {
  return Math.round(x * 10) / 10;
}
