// The page's sign, four dots of attention weights, as SVG and as PNG.
import { PNG } from 'pngjs';

const side = 32;
const paper = [252, 250, 246];
const ink = [150, 95, 0];
/** Places and radii on the square. */
const dots = [
  { x: 9, y: 9, r: 3 },
  { x: 22, y: 9, r: 7 },
  { x: 9, y: 23, r: 6 },
  { x: 22, y: 23, r: 2 },
];
const colour = (rgb) => `#${rgb.map((value) => value.toString(16).padStart(2, '0')).join('')}`;

export function iconSvg({ onPaper = true } = {}) {
  const circles = dots.map(({ x, y, r }) => `<circle cx="${x}" cy="${y}" r="${r}"/>`).join('');
  const sheet = onPaper ? `<rect width="${side}" height="${side}" fill="${colour(paper)}"/>` : '';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}">${sheet}<g fill="${colour(ink)}">${circles}</g></svg>`;
}

/** How much of a pixel a dot covers, from 0 to 1. `inset` leaves room for systems that cut corners off. */
function coverage(px, py, size, inset) {
  const scale = (side * (1 + 2 * inset)) / size;
  const [x, y] = [px, py].map((p) => (p + 0.5) * scale - side * inset);
  const inside = dots.map((dot) => (dot.r - Math.hypot(x - dot.x, y - dot.y)) / scale + 0.5);
  return Math.min(1, Math.max(0, ...inside));
}

/** A square of `size` pixels. */
export function iconPng(size, inset = 0.12) {
  const image = new PNG({ width: size, height: size, colorType: 2 });
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const share = coverage(x, y, size, inset);
      const pixel = paper.map((value, c) => Math.round(value + share * (ink[c] - value)));
      image.data.set([...pixel, 255], 4 * (y * size + x));
    }
  }
  // Few colours in long runs: plain rows are a quarter of what filtered ones are, and zlib's usual strategy finds the runs.
  return PNG.sync.write(image, { colorType: 2, filterType: 0, deflateLevel: 9, deflateStrategy: 0 });
}
