import { node, round, type SvgNode } from '../../scene/node.js';
import { clamp01, mix } from '../../scene/math.js';
import type { Meaning } from '../drawings/meanings.js';
import type { Place } from './space-labels.js';

/** The colour, by meaning, of a point or an arrow. */
export type Tone = 'query' | 'key' | 'value' | 'output' | 'ink' | 'quiet';

export interface SpacePoint {
  readonly key: string;
  /** Where it is, in units of the data; y grows upwards. */
  readonly at: Place;
  /** Where it comes to rest, for one on its way: its label keeps its side. */
  readonly settles?: Place;
  readonly label?: string;
  /** Under the label; its room is kept until it has come in. */
  readonly detail?: string;
  readonly detailed?: number;
  /** What it means, as a picture beside the label. */
  readonly drawing?: Meaning;
  /** How far the label has come in; by itself with the point. */
  readonly labelled?: number;
  readonly tone: Tone;
  /** Pixels. */
  readonly radius?: number;
  /** An outline instead of a filled dot. */
  readonly ring?: boolean;
  /** 0 keeps the place of its label free, so that the others stay put when it appears. */
  readonly opacity?: number;
  readonly cell?: string;
  readonly run?: string;
  readonly highlight?: boolean;
}

export interface SpaceArrow {
  readonly key: string;
  readonly from: Place;
  readonly to: Place;
  readonly tone: Tone;
  /** How much of it is drawn, 0 to 1. */
  readonly drawn: number;
  readonly label?: string;
  readonly cell?: string;
  readonly run?: string;
  readonly highlight?: boolean;
}

/** From data to pixels. */
export type Project = ((place: Place) => Place) & { readonly unit: number };

/** A place on the way from one to another. */
export function mixPlace(from: Place, to: Place, amount: number): Place {
  return [mix(from[0], to[0], amount), mix(from[1], to[1], amount)];
}

export const usualRadius = 5.5;

export function drawPoint(point: SpacePoint, project: Project): SvgNode | undefined {
  const { key, tone, radius = usualRadius, ring, opacity = 1, cell, run, highlight } = point;
  if (opacity <= 0) return undefined;
  const [x, y] = project(point.at);
  return node(
    'g',
    {
      key,
      class: `space-point${highlight ? ' highlight' : ''}`,
      style: `--tone: var(--ax-${tone})`,
      transform: `translate(${round(x)} ${round(y)})`,
      opacity: opacity < 1 ? round(opacity) : undefined,
      'data-cell': cell,
      'data-run': run,
    },
    node('circle', { class: 'hit', r: Math.max(radius, 12) }),
    node('circle', { class: ring ? 'mark ring' : 'mark', r: ring ? radius - 1 : radius }),
    highlight && node('circle', { class: 'highlight-frame', r: radius + 4 }),
  );
}

/** Below this length there is nothing to see of an arrow, only its head. */
export const shortest = 5;

export function drawArrow(
  arrow: SpaceArrow,
  points: readonly SpacePoint[],
  project: Project,
): SvgNode | undefined {
  const { key, tone, cell, run, highlight } = arrow;
  const [from, to] = ends(arrow, points, project);
  const end = mixPlace(from, to, clamp01(arrow.drawn));
  if (Math.hypot(end[0] - from[0], end[1] - from[1]) < shortest) return undefined;
  const d = `M ${round(from[0])} ${round(from[1])} L ${round(end[0])} ${round(end[1])}`;
  return node(
    'g',
    {
      key,
      class: `space-arrow${highlight ? ' highlight' : ''}`,
      style: `--tone: var(--ax-${tone})`,
      'data-cell': cell,
      'data-run': run,
    },
    node('path', { class: 'reach', d }),
    node('path', { class: 'shaft', d, 'marker-end': `url(#arrow-${tone})` }),
  );
}

/** Where an arrow begins and ends on the screen: it touches the points that it joins, and does not cover them. */
export function ends(
  arrow: SpaceArrow,
  points: readonly SpacePoint[],
  project: Project,
): readonly [Place, Place] {
  const from = project(arrow.from);
  const to = project(arrow.to);
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const reach = (place: Place) => {
    const joined = points.filter(({ at, settles = at }) => {
      const [x, y] = project(settles);
      return Math.hypot(x - place[0], y - place[1]) < 1;
    });
    return Math.max(0, ...joined.map(({ radius = usualRadius }) => radius + 2));
  };
  const before = reach(from) / (length || 1);
  const behind = reach(to) / (length || 1);
  if (before + behind >= 1) return [from, from];
  return [mixPlace(from, to, before), mixPlace(from, to, 1 - behind)];
}
