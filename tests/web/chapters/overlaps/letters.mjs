// Runs in the page. Where letters are: their ink, turned as they are turned, not the lines that they stand in.
import { isSeen, toScreen } from './seen.mjs';

const pen = document.createElement('canvas').getContext('2d');
const inks = new Map();

/** How far letters of a font reach above and below their line, and where in the height of the font that line is. */
function inkOf(letters, { fontStyle, fontWeight, fontSize, fontFamily }) {
  const font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;
  const key = `${font}/${letters}`;
  if (!inks.has(key)) {
    pen.font = font;
    const measured = pen.measureText(letters);
    inks.set(key, {
      line: measured.fontBoundingBoxAscent,
      above: measured.actualBoundingBoxAscent,
      below: measured.actualBoundingBoxDescent,
    });
  }
  return inks.get(key);
}

/** Letters that stand one after another in one element: [{ element, letters, first, last }] by their places in the text. */
function runsOf(text) {
  const runs = [];
  let place = 0;
  const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const { data, parentElement: element } = node;
    if (data.trim()) runs.push({ element, letters: data, first: place, last: place + data.length - 1 });
    place += data.length;
  }
  return runs;
}

/** The corners of a run's ink, around. */
function cornersOf(text, { element, letters, first, last }) {
  const [start, end] = [text.getExtentOfChar(first), text.getExtentOfChar(last)];
  const { line, above, below } = inkOf(letters, getComputedStyle(element));
  const [left, right] = [start.x, end.x + end.width];
  const [top, bottom] = [start.y + line - above, start.y + line + below];
  return [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ].map(toScreen(text));
}

/** All letters of a picture that are seen: [{ text, element, corners }]. */
export function lettersIn(scene, opacityOf) {
  return [...scene.querySelectorAll('text')]
    .filter((text) => text.textContent.trim() && isSeen(text, 'fill', opacityOf))
    .flatMap((text) =>
      runsOf(text)
        .filter(({ element }) => element === text || isSeen(element, 'fill', opacityOf))
        .map((run) => {
          const corners = cornersOf(text, run);
          return { text, element: run.element, corners, turned: Math.abs(corners[1][1] - corners[0][1]) > 1 };
        }),
    );
}

/** How deep two boxes, turned or not, lie in each other; 0 where they do not. */
export function depth(a, b) {
  let least = Infinity;
  for (const corners of [a, b]) {
    for (const k of [0, 1]) {
      const [[x0, y0], [x1, y1]] = [corners[k], corners[k + 1]];
      const length = Math.hypot(x1 - x0, y1 - y0) || 1;
      const [across, down] = [(y1 - y0) / length, (x0 - x1) / length];
      const reach = (of) => of.map(([x, y]) => x * across + y * down);
      const [one, other] = [reach(a), reach(b)];
      least = Math.min(
        least,
        Math.min(Math.max(...one), Math.max(...other)) - Math.max(Math.min(...one), Math.min(...other)),
      );
      if (least <= 0) return 0;
    }
  }
  return least;
}

/** How deep a point lies in a box that may be turned; 0 outside. */
export function inside([x, y], corners) {
  let least = Infinity;
  for (let k = 0; k < 4; k += 1) {
    const [[x0, y0], [x1, y1]] = [corners[k], corners[(k + 1) % 4]];
    const length = Math.hypot(x1 - x0, y1 - y0) || 1;
    least = Math.min(least, ((x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)) / length);
    if (least <= 0) return 0;
  }
  return least;
}
