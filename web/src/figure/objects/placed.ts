import { node, round, type SvgNode } from '../../scene/node.js';

/** Where something stands that also changes its shape on the way: `along` and `across` are factors of its own size. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly turn: number;
  readonly along: number;
  readonly across: number;
}

/** A thing drawn at the origin, running down, put to its place. */
export function placed(
  key: string,
  { x, y, turn, along, across }: Place,
  thing: SvgNode | undefined,
): SvgNode {
  const transform =
    `translate(${round(x)} ${round(y)}) rotate(${round(turn)}) ` +
    `scale(${across.toFixed(4)} ${along.toFixed(4)})`;
  return node('g', { key, transform }, thing);
}

/** The place on the way from one to another. */
export function onTheWay(from: Place, to: Place, amount: number): Place {
  const mixed = (name: keyof Place) => from[name] + (to[name] - from[name]) * amount;
  return {
    x: mixed('x'),
    y: mixed('y'),
    turn: mixed('turn'),
    along: mixed('along'),
    across: mixed('across'),
  };
}
