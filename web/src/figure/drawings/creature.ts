import { clamp01 } from '../../scene/math.js';
import { node, type SvgNode } from '../../scene/node.js';
import type { MessageKey, Parameters } from '../../text/messages.js';
import { coatWith, dark, drawing, type DrawingPlace, line, path, shade, tenth, white } from './drawing.js';

interface CreatureOptions extends DrawingPlace {
  /** How long its hair is, 0 to 1: the weight on “fluffy”. */
  readonly fluffy: number;
  /** How blue it is, 0 to 1: the weight on “blue”. */
  readonly blue: number;
}

/** Chroma grows as the weight does; the strongest is more than a screen has, so that half of it is blue already. */
const bluest = 'oklch(0.58 0.31 259)';
const grey = '#94918b';

/** A creature: bald and grey by itself, its hair as long and its coat as blue as is said. */
export function creature({ fluffy, blue, ...place }: CreatureOptions): SvgNode {
  const length = 24 * clamp01(fluffy);
  const edge = tenth(Math.min(1.4, length / 5));
  const hair = halfRing(length);
  const fur = (colour: string, scale: number, turn: number) => ring(colour, scale, turn, edge, hair);
  return drawing(
    place,
    `color-mix(in oklab, ${bluest} ${tenth(clamp01(blue) * 100)}%, ${grey})`,
    fur(shade, 1, -6),
    path('M-17 28a7 5 0 0 1 14 0zM3 28a7 5 0 0 1 14 0z', shade),
    path('M0-26C17-26 28-14 28 2S16 26 0 26-28 18-28 2-17-26 0-26'),
    fur(coatWith(white, 9), 0.85, 0),
    fur(coatWith(white, 22), 0.66, 6),
    path('M-17 0C-17-20 17-20 17 0S-17 21-17 0'),
    line('M-8.5-3h0M8.5-3h0', white, 14),
    line('M-8-2.8h0M8-2.8h0', dark, 8),
    line('M-9.4-4.4h0M6.6-4.4h0', white, 2.4),
    line('M-5 8q5 5 10 0', dark, 2.2),
  );
}

/** What is said in place of the drawing; the weights as they are written elsewhere. */
export function creatureText(fluffy: string, blue: string): [MessageKey, Parameters] {
  return ['drawing.creature', { fluffy, blue }];
}

/** Hair all round, mirrored so that it falls to both sides. `edge` is the width of a line around it, which rounds the tips. */
function ring(
  colour: string,
  scale: number,
  turn: number,
  edge: number,
  hair: readonly SvgNode[],
): SvgNode | false {
  if (edge === 0) return false;
  const half = node('g', { transform: `rotate(${turn})` }, hair);
  return node(
    'g',
    { key: `fur ${scale}`, fill: colour, stroke: colour, 'stroke-width': edge, transform: `scale(${scale})` },
    half,
    node('g', { transform: 'scale(-1 1)' }, half),
  );
}

const count = 10;
const radius = 23;

/** Three times the same locks: told once, and the same in all rings, they cost few bytes and little work. */
function halfRing(length: number): SvgNode[] {
  let d = '';
  for (let index = 0; index < count; index += 1) d += lock(index, length);
  return [-60, 0, 60].map((turn) => node('path', { d, transform: `rotate(${turn})` }));
}

/** As broad as long at first, then longer, to a bent tip. */
function lock(index: number, length: number): string {
  const wave = (pace: number) => Math.sin(index * pace + radius);
  const angle = ((index + 0.5) / count - 0.5) * 1.1;
  const bend = 0.25 + 0.3 * wave(2.2);
  const [x, y] = polar(radius * (1 + 0.1 * wave(2.4)), angle);
  const [tipX, tipY] = polar(length * (0.86 + 0.14 * wave(1.9)), angle + bend);
  const [midX, midY] = polar(length / 2, angle - bend / 2);
  const [sideX, sideY] = polar(Math.min(2.6, length / 3), angle + Math.PI / 2);
  return (
    `M${point(x - sideX, y - sideY)}q${point(midX, midY)} ${point(sideX + tipX, sideY + tipY)}` +
    `q${point(midX - tipX, midY - tipY)} ${point(sideX - tipX, sideY - tipY)}`
  );
}

function polar(distance: number, angle: number): [x: number, y: number] {
  return [distance * Math.cos(angle), distance * Math.sin(angle)];
}

function point(x: number, y: number): string {
  return `${tenth(x)} ${tenth(y)}`;
}
