// The page's sign, four dots of attention weights, as SVG and as PNG.
import * as zlib from 'node:zlib';

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

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc(body), body.length + 4);
  return framed;
}

/** Node 20 before 20.15 has no crc32 of its own. */
function crc(bytes) {
  if (zlib.crc32) return zlib.crc32(bytes);
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return (value ^ 0xffffffff) >>> 0;
}

/** A square of `size` pixels. */
export function iconPng(size, inset = 0.12) {
  const rows = Array.from({ length: size }, (_, y) => {
    const row = Buffer.alloc(1 + 3 * size);
    for (let x = 0; x < size; x += 1) {
      const share = coverage(x, y, size, inset);
      paper.forEach((value, c) => (row[1 + 3 * x + c] = Math.round(value + share * (ink[c] - value))));
    }
    return row;
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', header),
    chunk('IDAT', zlib.deflateSync(Buffer.concat(rows), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
