import { mix, within } from '../../scene/math.js';
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
 * that it turns about itself. What `turnsSmall` has turned before it grows: on its way it sweeps over little.
 */
export function onTheWay(
  from: Place,
  to: Place,
  amount: number,
  length: number,
  width: number,
  turnsSmall = false,
): Place {
  const [turned, grown] = turnsSmall ? [within(amount, 0, 0.6), within(amount, 0.45, 1)] : [amount, amount];
  const turn = mix(from.turn, to.turn, turned);
  const along = mix(from.along, to.along, grown);
  const across = mix(from.across, to.across, grown);
  const [start, end] = [middle(from, length, width), middle(to, length, width)];
  const here = middle({ x: 0, y: 0, turn, along, across }, length, width);
  return {
    x: mix(start.x, end.x, amount) - here.x,
    y: mix(start.y, end.y, amount) - here.y,
    turn,
    along,
    across,
  };
}

function middle(place: Place, length: number, width: number): { x: number; y: number } {
  const angle = (place.turn * Math.PI) / 180;
  const [x, y] = [(width * place.across) / 2, (length * place.along) / 2];
  return {
    x: place.x + x * Math.cos(angle) - y * Math.sin(angle),
    y: place.y + x * Math.sin(angle) + y * Math.cos(angle),
  };
}
