import { node, round, type SvgNode } from '../scene/node.js';
import type { Picture } from './figure.js';
import { clamp01, easeInOut } from '../scene/math.js';
import { stepIndex, type Timeline } from '../scene/timeline.js';

/** Where not all parts of a figure fit at once: which are seen together, from which step on. */
export interface Scene<Part extends string> {
  readonly from: string;
  readonly parts: readonly Part[];
}

/** How long parts take to leave, and then others to come in (milliseconds). */
const crossing = 180;

/**
 * How visible a part is at a time: as the first step of the next scene begins those that it has not leave, and when they have
 * gone its own come in: they may stand in the same place.
 */
function partOpacity<Part extends string>(
  timeline: Timeline,
  scenes: readonly Scene<Part>[],
  part: Part,
  time: number,
): number {
  const starts = scenes.map(({ from }) => timeline.steps.findIndex(({ id }) => id === from));
  const now = starts.findLastIndex((start) => start <= stepIndex(timeline, time));
  const passed = now === 0 ? Infinity : time - timeline.steps[starts[now]!]!.start;
  const here = scenes[now]!.parts.includes(part);
  const before = scenes[now - 1]?.parts.includes(part) ?? here;
  if (here) return before ? 1 : easeInOut(clamp01(passed / crossing - 1));
  return before ? 1 - easeInOut(clamp01(passed / crossing)) : 0;
}

/** What a figure in scenes is laid out to. */
interface ScenesLayout<Part extends string> extends Omit<Picture, 'nodes'> {
  readonly scenes: readonly Scene<Part>[];
}

type DrawPart = () => (SvgNode | undefined)[];

/** The frame of a figure in scenes: each part as visible as it is at the time; what is not seen is not drawn. */
export function drawScenes<Part extends string>(
  timeline: Timeline,
  time: number,
  { kind, width, height, scenes }: ScenesLayout<Part>,
  parts: Readonly<Record<Part, DrawPart>>,
  transforms: Partial<Record<Part, string>> = {},
): Picture {
  const nodes = (Object.keys(parts) as Part[]).map((part) =>
    drawPart(part, partOpacity(timeline, scenes, part, time), parts[part], transforms[part]),
  );
  return { kind, width, height, nodes };
}

/** A part of a picture, as visible as it is. */
export function drawPart(part: string, opacity: number, draw: DrawPart, transform?: string): SvgNode {
  return node(
    'g',
    { key: part, class: `part ${part}`, transform, opacity: opacity < 1 ? round(opacity) : undefined },
    opacity > 0 && draw(),
  );
}
