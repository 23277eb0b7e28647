import { node, round, type SvgNode, text } from '../../scene/node.js';
import type { Box, Place } from './space-labels.js';
import { drawArrow, drawPoint, type Project, type SpaceArrow, type SpacePoint } from './space-marks.js';
import { spaceTexts } from './space-texts.js';

export { mixPlace } from './space-marks.js';
export type { SpaceArrow, SpacePoint } from './space-marks.js';

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
  /** Marks of a figure's own, drawn on the paper, under points and arrows, or over all. */
  readonly under?: (project: Project) => readonly (SvgNode | undefined)[];
  readonly over?: (project: Project) => readonly (SvgNode | undefined)[];
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
    options.under && node('g', { key: 'under' }, ...options.under(project)),
    node('g', { key: 'arrows' }, ...arrows.map((arrow) => drawArrow(arrow, points, project))),
    node('g', { key: 'points' }, ...points.map((point) => drawPoint(point, project))),
    node('g', { key: 'labels' }, ...spaceTexts(options, frame, project)),
    options.over && node('g', { key: 'over' }, ...options.over(project)),
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

/** Where the places of a space are drawn, and its frame. */
export function projectionOf(options: Pick<SpaceOptions, 'box' | 'bounds' | 'axes' | 'title'>): {
  readonly frame: Box;
  readonly project: Project;
} {
  const frame = frameOf(options);
  return { frame, project: projection(frame, options.bounds) };
}

function frameOf({ box, axes, title }: Pick<SpaceOptions, 'box' | 'axes' | 'title'>): Box {
  const top = title ? titleHeight : 0;
  return {
    x: box.x,
    y: box.y + top,
    width: box.width,
    height: box.height - top - (axes ? axisHeight : 0),
  };
}

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
