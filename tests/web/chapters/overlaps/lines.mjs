// Runs in the page. Where lines run: points along everything that is drawn with a stroke.
import { isSeen, toScreen } from './seen.mjs';

/** Pixels from one point to the next. */
const stride = 3;

const known = new Map();

/** Points along a line in its own coordinates. */
function pointsOf(element) {
  const key = element.outerHTML;
  if (!known.has(key)) {
    const straight = /^M ([-\d.]+) ([-\d.]+) L ([-\d.]+) ([-\d.]+)$/.exec(element.getAttribute('d') ?? '');
    known.set(key, straight ? alongStraight(straight.slice(1).map(Number)) : along(element));
  }
  return known.get(key);
}

function alongStraight([x0, y0, x1, y1]) {
  const count = Math.max(1, Math.ceil(Math.hypot(x1 - x0, y1 - y0) / stride));
  return Array.from({ length: count + 1 }, (_, k) => [
    x0 + ((x1 - x0) * k) / count,
    y0 + ((y1 - y0) * k) / count,
  ]);
}

/** How much of a line is drawn yet, where it comes from its beginning: it is one dash. */
function drawnPart(element) {
  if (element.getAttribute('pathLength') !== '1') return 1;
  return Math.min(1, Number.parseFloat(element.getAttribute('stroke-dasharray') ?? '1'));
}

function along(element) {
  const length = element.getTotalLength() * drawnPart(element);
  if (!(length > 0)) return [];
  const count = Math.max(1, Math.ceil(length / stride));
  return Array.from({ length: count + 1 }, (_, k) => {
    const { x, y } = element.getPointAtLength((length * k) / count);
    return [x, y];
  });
}

/** All lines of a picture that are seen: [{ element, points }]. */
export function linesIn(scene, opacityOf) {
  return [...scene.querySelectorAll('path, line, polyline, polygon, circle, rect:not(.cell, .backing, .hit)')]
    .filter((element) => isSeen(element, 'stroke', opacityOf))
    .map((element) => ({ element, points: pointsOf(element).map(toScreen(element)) }));
}
