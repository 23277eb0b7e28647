import { drawMeaning } from '../drawings/meanings.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { isHan, textWidth } from '../../text/text-width.js';
import { clamp01 } from '../../scene/math.js';
import { around, beside, type Box, type Candidate, type Place, placeLabels } from './space-labels.js';
import {
  ends,
  mixPlace,
  type Project,
  shortest,
  type SpaceArrow,
  type SpacePoint,
  type Tone,
  usualRadius,
} from './space-marks.js';

interface SpaceTexts {
  readonly points: readonly SpacePoint[];
  readonly arrows?: readonly SpaceArrow[];
  readonly letters?: number;
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
  readonly extras?: Pick<SpacePoint, 'detail' | 'detailed' | 'drawing'>;
}

const here: Place = [0, 0];

/** The names of points and arrows, where they touch nothing. */
export function spaceTexts(
  { points, arrows = [], letters = 13 }: SpaceTexts,
  frame: Box,
  project: Project,
): (SvgNode | undefined)[] {
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

/** From a drawing to the words beside it. */
const drawingGap = 5;

/** The side of a drawing: two lines of letters, and a little more. */
function drawingSize(letters: number): number {
  return 2.9 * letters;
}

function pointLabel(point: SpacePoint, project: Project, letters: number): Label[] {
  const { key, label, tone, at, settles = at, radius = usualRadius, run, cell, detail, drawing } = point;
  if (label === undefined) return [];
  const target = project(settles);
  const now = project(at);
  const lines = [label, ...(detail === undefined ? [] : [detail])];
  const words = Math.max(...lines.map((line) => labelWidth(line, letters)));
  const width = words + (drawing ? drawingSize(letters) + drawingGap : 0);
  const height = Math.max(lines.length * (letters + 4), drawing ? drawingSize(letters) : 0);
  return [
    {
      key,
      content: label,
      className: 'space-label',
      tone,
      shown: (point.opacity ?? 1) * (point.labelled ?? 1),
      run,
      cell,
      candidates: around(target, radius, width, height),
      shift: [now[0] - target[0], now[1] - target[1]],
      target,
      radius,
      extras: point,
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
  const { key, content, className, tone, shown, shift, run, cell, extras = {} } = label;
  if (shown <= 0) return undefined;
  const { detail, detailed = 1, drawing } = extras;
  const side = drawing ? drawingSize(letters) : 0;
  const { anchor, x } = anchored(label, box, drawing ? side + drawingGap : 0);
  const y = box.y + box.height / 2 + shift[1];
  const half = detail === undefined ? 0 : (letters + 4) / 2;
  const line = (name: string, words: string, top: number, opacity: number) =>
    opacity > 0 &&
    text(words, {
      key: name,
      class: className,
      x: round(x + shift[0]),
      y: round(top),
      'text-anchor': anchor,
      style: `font-size: ${letters}px`,
      opacity: opacity < 1 ? round(opacity) : undefined,
    });
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
    drawing &&
      drawMeaning(drawing, {
        key: 'drawing',
        x: (anchor === 'end' ? box.x + box.width - side / 2 : box.x + side / 2) + shift[0],
        y,
        size: side,
      }),
    line('text', content, y - half, 1),
    detail !== undefined && line('detail', detail, y + half, detailed),
  );
}

/**
 * A label beside its point begins or ends there: how wide it really is, is only estimated. `drawn`: room for a drawing, which
 * stands between.
 */
function anchored(
  { target }: Label,
  { x, width }: Box,
  drawn: number,
): { readonly anchor: 'start' | 'middle' | 'end'; readonly x: number } {
  const right = x + width;
  if (target && (x >= target[0] || (drawn > 0 && x + right >= 2 * target[0])))
    return { anchor: 'start', x: x + drawn };
  if (target && (right <= target[0] || drawn > 0)) return { anchor: 'end', x: right - drawn };
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
