// A part of a PNG picture: WebKit's own picture of an element lacks what the page is scrolled by.
import { deflateSync, inflateSync } from 'node:zlib';

const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
const channelsOf = { 2: 3, 6: 4 };

/** The rectangle of a picture in RGB or RGBA with 8 bits a channel, not interlaced; all in pixels. */
export function cropPng(picture, { x, y, width, height }) {
  const { header, channels, rows } = decode(picture);
  const kept = rows.slice(y, y + height).map((row) => row.subarray(x * channels, (x + width) * channels));
  const right = Math.min(width, header.readUInt32BE(0) - x);
  header.writeUInt32BE(right, 0);
  header.writeUInt32BE(kept.length, 4);
  const lines = kept.flatMap((row) => [Buffer.from([0]), row]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(lines))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function decode(picture) {
  const chunks = readChunks(picture);
  const header = Buffer.from(chunks.find(({ type }) => type === 'IHDR').data);
  const channels = channelsOf[header[9]];
  if (header[8] !== 8 || !channels || header[12] !== 0) throw new Error('This kind of PNG is not read here.');
  const data = inflateSync(
    Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data)),
  );
  return { header, channels, rows: unfilter(data, header.readUInt32BE(0) * channels, channels) };
}

function readChunks(picture) {
  const chunks = [];
  for (let at = signature.length; at < picture.length;) {
    const length = picture.readUInt32BE(at);
    const type = picture.toString('latin1', at + 4, at + 8);
    chunks.push({ type, data: picture.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return chunks;
}

/** Rows of bytes; each line begins with the number of the filter by which it was predicted. */
function unfilter(data, size, step) {
  const rows = [];
  let above = new Uint8Array(size);
  for (let at = 0; at < data.length; at += size + 1) {
    const row = data.subarray(at + 1, at + 1 + size);
    const predict = predictors[data[at]];
    for (let index = 0; index < size; index += 1) {
      const left = index < step ? 0 : row[index - step];
      const corner = index < step ? 0 : above[index - step];
      row[index] += predict(left, above[index], corner);
    }
    rows.push(row);
    above = row;
  }
  return rows;
}

const predictors = [() => 0, (left) => left, (left, up) => up, (left, up) => (left + up) >> 1, paeth];

function paeth(left, up, corner) {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

/** CRC-32 as PNG has it; zlib's own came after Node 20. */
function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
