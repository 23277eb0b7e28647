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

/**
 * The place on the way from one to another, of a thing `length` long and `width` wide. Its middle goes straight, so
 * that it turns about itself.
 */
export function onTheWay(from: Place, to: Place, amount: number, length: number, width: number): Place {
  const mixed = (a: number, b: number) => a + (b - a) * amount;
  const turn = mixed(from.turn, to.turn);
  const along = mixed(from.along, to.along);
  const across = mixed(from.across, to.across);
  const [start, end] = [middle(from, length, width), middle(to, length, width)];
  const here = middle({ x: 0, y: 0, turn, along, across }, length, width);
  return { x: mixed(start.x, end.x) - here.x, y: mixed(start.y, end.y) - here.y, turn, along, across };
}

function middle(place: Place, length: number, width: number): { x: number; y: number } {
  const angle = (place.turn * Math.PI) / 180;
  const [x, y] = [(width * place.across) / 2, (length * place.along) / 2];
  return {
    x: place.x + x * Math.cos(angle) - y * Math.sin(angle),
    y: place.y + x * Math.sin(angle) + y * Math.cos(angle),
  };
}
