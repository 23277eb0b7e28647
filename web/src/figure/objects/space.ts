import { node, round, type SvgNode, text } from '../../scene/node.js';
import { isHan, textWidth } from '../../text/text-width.js';
import { clamp01, mix } from '../../scene/math.js';
import { around, beside, type Box, type Candidate, type Place, placeLabels } from './space-labels.js';

/** The colour, by meaning, of a point or an arrow. */
type Tone = 'query' | 'key' | 'value' | 'output' | 'quiet';

export interface SpacePoint {
  readonly key: string;
  /** Where it is, in units of the data; y grows upwards. */
  readonly at: Place;
  /** Where it comes to rest, for one on its way: its label keeps its side. */
  readonly settles?: Place;
  readonly label?: string;
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

/** The part of the plane that is always in sight. */
export interface Bounds {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

interface SpaceOptions {
  readonly key: string;
  readonly box: Box;
  readonly points: readonly SpacePoint[];
  readonly arrows?: readonly SpaceArrow[];
  /** Around everything that any frame of the figure shows, so that nothing jumps. */
  readonly bounds: Bounds;
  /** What spans the plane: across, and upwards. */
  readonly axes?: readonly [across: string, up: string];
  readonly title?: string;
  readonly opacity?: number;
  /** Size of the letters, in pixels. */
  readonly letters?: number;
}

const titleHeight = 22;
const axisHeight = 18;
/** Between the outermost point and the frame: room for a label. */
const margin = 26;

/** A plane of the embedding space: points and arrows on calm paper, both axes with the same unit. */
export function space(options: SpaceOptions): SvgNode | undefined {
  const { key, opacity = 1, points, arrows = [] } = options;
  if (opacity <= 0) return undefined;
  const frame = frameOf(options);
  const project = projection(frame, options.bounds);
  return node(
    'g',
    { key, class: 'space', opacity: opacity < 1 ? round(opacity) : undefined },
    paper(options, frame, project),
    node('g', { key: 'arrows' }, ...arrows.map((arrow) => drawArrow(arrow, points, project))),
    node('g', { key: 'points' }, ...points.map((point) => drawPoint(point, project))),
    node('g', { key: 'labels' }, ...labels(options, frame, project)),
  );
}

/** The smallest bounds around some places. */
export function boundsOf(places: readonly Place[]): Bounds {
  const xs = places.map(([x]) => x);
  const ys = places.map(([, y]) => y);
  return {
    left: Math.min(...xs),
    right: Math.max(...xs),
    bottom: Math.min(...ys),
    top: Math.max(...ys),
  };
}

/** A place on the way from one to another. */
export function mixPlace(from: Place, to: Place, amount: number): Place {
  return [mix(from[0], to[0], amount), mix(from[1], to[1], amount)];
}

function frameOf({ box, axes, title }: SpaceOptions): Box {
  const top = title ? titleHeight : 0;
  return {
    x: box.x,
    y: box.y + top,
    width: box.width,
    height: box.height - top - (axes ? axisHeight : 0),
  };
}

type Project = ((place: Place) => Place) & { readonly unit: number };

/** From data to pixels: the bounds in the middle of the frame, as large as they fit. */
function projection(frame: Box, { left, right, bottom, top }: Bounds): Project {
  const unit = Math.min(
    (frame.width - 2 * margin) / (right - left || 1),
    (frame.height - 2 * margin) / (top - bottom || 1),
  );
  const x0 = frame.x + frame.width / 2 - (unit * (left + right)) / 2;
  const y0 = frame.y + frame.height / 2 + (unit * (bottom + top)) / 2;
  return Object.assign(([x, y]: Place): Place => [x0 + unit * x, y0 - unit * y], { unit });
}

function paper(options: SpaceOptions, frame: Box, project: Project): SvgNode {
  const { title, axes } = options;
  const [x0, y0] = project([0, 0]);
  const right = frame.x + frame.width;
  const bottom = frame.y + frame.height;
  const style = options.letters ? `font-size: ${options.letters}px` : undefined;
  const axisText = (key: string, content: string, x: number, y: number, anchor: string) =>
    text(content, { key, class: 'axis-name', x: round(x), y: round(y), 'text-anchor': anchor, style });
  return node(
    'g',
    { key: 'paper' },
    node('rect', { key: 'sheet', class: 'sheet', ...rounded(frame), rx: 10 }),
    node('path', { key: 'grid', class: 'space-grid', d: gridPath(frame, project) }),
    node('path', {
      key: 'axes',
      class: 'space-axis',
      d: `${inside(x0, frame.x, right) ? `M ${round(x0)} ${round(frame.y)} V ${round(bottom)}` : ''} ${
        inside(y0, frame.y, bottom) ? `M ${round(frame.x)} ${round(y0)} H ${round(right)}` : ''
      }`.trim(),
    }),
    title !== undefined &&
      text(title, { key: 'title', class: 'heading', x: round(frame.x), y: round(options.box.y + 7) }),
    axes && axisText('across', `${axes[0]} →`, right, bottom + 11, 'end'),
    axes && axisText('up', `↑ ${axes[1]}`, frame.x, bottom + 11, 'start'),
  );
}

function inside(value: number, from: number, to: number): boolean {
  return value > from && value < to;
}

/** Lines at every whole unit, or further apart where these would be dense. */
function gridPath(frame: Box, project: Project): string {
  const [x0, y0] = project([0, 0]);
  const step = project.unit * (project.unit < 22 ? 2 : 1);
  const lines: string[] = [];
  const first = (origin: number, from: number) => origin + Math.ceil((from - origin) / step) * step;
  for (let x = first(x0, frame.x); x < frame.x + frame.width; x += step) {
    if (x > frame.x) lines.push(`M ${round(x)} ${round(frame.y)} v ${round(frame.height)}`);
  }
  for (let y = first(y0, frame.y); y < frame.y + frame.height; y += step) {
    if (y > frame.y) lines.push(`M ${round(frame.x)} ${round(y)} h ${round(frame.width)}`);
  }
  return lines.join(' ');
}

function rounded({ x, y, width, height }: Box): Record<keyof Box, number> {
  return { x: round(x), y: round(y), width: round(width), height: round(height) };
}

const usualRadius = 5.5;

function drawPoint(point: SpacePoint, project: Project): SvgNode | undefined {
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
const shortest = 5;

function drawArrow(arrow: SpaceArrow, points: readonly SpacePoint[], project: Project): SvgNode | undefined {
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
function ends(arrow: SpaceArrow, points: readonly SpacePoint[], project: Project): readonly [Place, Place] {
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

interface Label {
  readonly key: string;
  readonly content: string;
  readonly className: string;
  readonly tone: Tone;
  readonly shown: number;
  readonly run: string | undefined;
  readonly cell: string | undefined;
  readonly candidates: readonly Candidate[];
  /** How far the label has still to go with its point, in pixels. */
  readonly shift: Place;
  /** Where a line leads to from a label that stands off, and how far off that is. */
  readonly target: Place | undefined;
  readonly radius: number;
}

const here: Place = [0, 0];

function labels(options: SpaceOptions, frame: Box, project: Project): (SvgNode | undefined)[] {
  const { points, arrows = [], letters = 13 } = options;
  const found = [
    ...points.flatMap((point) => pointLabel(point, project, letters)),
    ...arrows.flatMap((arrow) => arrowLabel(arrow, points, project, letters)),
  ];
  const places = placeLabels(
    found.map(({ candidates }) => candidates),
    {
      frame: { x: frame.x + 4, y: frame.y + 3, width: frame.width - 8, height: frame.height - 6 },
      boxes: points.map((point) => pointBox(point, project)),
      lines: arrows.map((arrow) => ends(arrow, points, project)),
    },
  );
  return found.map((label, index) => drawLabel(label, places[index]!, letters));
}

function pointBox({ at, settles = at, radius = usualRadius }: SpacePoint, project: Project): Box {
  const [x, y] = project(settles);
  return { x: x - radius - 2, y: y - radius - 2, width: 2 * radius + 4, height: 2 * radius + 4 };
}

/** A little space is left around a label. */
function labelWidth(content: string, letters: number): number {
  return textWidth(content, letters) + 4;
}

function pointLabel(point: SpacePoint, project: Project, letters: number): Label[] {
  const { key, label, tone, at, settles = at, radius = usualRadius, run, cell } = point;
  if (label === undefined) return [];
  const target = project(settles);
  const now = project(at);
  return [
    {
      key,
      content: label,
      className: 'space-label',
      tone,
      shown: (point.opacity ?? 1) * (point.labelled ?? 1),
      run,
      cell,
      candidates: around(target, radius, labelWidth(label, letters), letters + 4),
      shift: [now[0] - target[0], now[1] - target[1]],
      target,
      radius,
    },
  ];
}

function arrowLabel(
  arrow: SpaceArrow,
  points: readonly SpacePoint[],
  project: Project,
  letters: number,
): Label[] {
  const { key, label, tone, drawn, run, cell } = arrow;
  const [from, to] = ends(arrow, points, project);
  if (label === undefined || Math.hypot(to[0] - from[0], to[1] - from[1]) < shortest) return [];
  const candidates = beside(from, to, labelWidth(label, letters + 1), letters + 4);
  // Chinese has no slanted letters.
  const className = isHan(label) ? 'space-label' : 'space-label symbol';
  return [
    {
      key: `arrow-${key}`,
      content: label,
      className,
      tone,
      shown: clamp01(drawn),
      run,
      cell,
      candidates,
      shift: here,
      target: undefined,
      radius: 0,
    },
  ];
}

function drawLabel(label: Label, box: Box, letters: number): SvgNode | undefined {
  const { key, content, className, tone, shown, shift, run, cell } = label;
  if (shown <= 0) return undefined;
  const { anchor, x } = anchored(label, box);
  const y = box.y + box.height / 2 + shift[1];
  return node(
    'g',
    {
      key,
      style: `--tone: var(--ax-${tone})`,
      opacity: shown < 1 ? round(shown) : undefined,
      'data-run': run,
      'data-cell': cell,
    },
    leader(label, box),
    text(content, {
      key: 'text',
      class: className,
      x: round(x + shift[0]),
      y: round(y),
      'text-anchor': anchor,
      style: `font-size: ${letters}px`,
    }),
  );
}

/** A label beside its point begins or ends there: how wide it really is, is only estimated. */
function anchored({ target }: Label, { x, width }: Box): { readonly anchor: string; readonly x: number } {
  if (target && x >= target[0]) return { anchor: 'start', x };
  if (target && x + width <= target[0]) return { anchor: 'end', x: x + width };
  return { anchor: 'middle', x: x + width / 2 };
}

/** A thin line from a label that stands off to its point. */
function leader({ target, radius, shift }: Label, box: Box): SvgNode | undefined {
  if (!target) return undefined;
  const nearest: Place = [
    Math.min(Math.max(target[0], box.x), box.x + box.width),
    Math.min(Math.max(target[1], box.y), box.y + box.height),
  ];
  const distance = Math.hypot(nearest[0] - target[0], nearest[1] - target[1]);
  if (distance < radius + 12) return undefined;
  const [x0, y0] = mixPlace(target, nearest, (radius + 2) / distance);
  const [dx, dy] = shift;
  return node('path', {
    key: 'leader',
    class: 'leader',
    d: `M ${round(x0 + dx)} ${round(y0 + dy)} L ${round(nearest[0] + dx)} ${round(nearest[1] + dy)}`,
  });
}
