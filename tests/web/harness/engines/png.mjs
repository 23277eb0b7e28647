// A part of a PNG picture: WebKit's own picture of an element lacks what the page is scrolled by.
import { PNG } from 'pngjs';

/** The rectangle of a picture, in pixels; as much of it as there is. */
export function cropPng(picture, { x, y, width, height }) {
  const whole = PNG.sync.read(picture);
  const part = new PNG({
    width: Math.min(width, whole.width - x),
    height: Math.min(height, whole.height - y),
  });
  PNG.bitblt(whole, part, x, y, part.width, part.height);
  return PNG.sync.write(part);
}
