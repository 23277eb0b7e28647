// As a space is turned its labels keep the side of their things on which they stand, until something comes in their way; where
// they stand depends on the angle alone.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { importTypeScript } from '../harness/typescript.mjs';

let boxesAt;
before(async () => {
  [{ boxesAt }] = await importTypeScript('web/src/chapters/context/labels.ts');
});

const thing = [300, 200];
const label = { width: 80, height: 20 };
const room = {
  frame: { x: 0, y: 0, width: 600, height: 400 },
  lines: [],
  shaft: 4,
  hairs: [],
  taken: [],
  gaps: [10, 20, 40],
};
const radians = (degrees) => (degrees * Math.PI) / 180;
/** A thing in the middle whose label would best stand where the space is turned to; `extra(degrees)`: what is in the way. */
const turning =
  (extra = () => ({})) =>
  (degrees) => ({
    wanted: [{ ...label, at: thing, away: [Math.cos(radians(degrees)), Math.sin(radians(degrees))] }],
    room: { ...room, ...extra(degrees) },
  });
const boxAt = (sight, degrees, strides) => boxesAt(sight, degrees, 0, strides)[0];
const angles = Array.from({ length: 180 }, (_, index) => index);
const crosses = ({ x, y, width, height }, [[x0, y0], [x1, y1]]) =>
  Array.from({ length: 201 }, (_, index) => index / 200).some((part) => {
    const [at, down] = [x0 + (x1 - x0) * part, y0 + (y1 - y0) * part];
    return at > x && at < x + width && down > y && down < y + height;
  });

test('with nothing in its way a label stays where it is, however the space is turned, to either side', () => {
  const strides = new Map();
  const first = boxAt(turning(), 0, strides);
  assert.ok(first.x > thing[0], 'it begins where it is liked');
  for (const degrees of angles) {
    assert.deepEqual(boxAt(turning(), degrees, strides), first, `${degrees}°`);
    assert.deepEqual(boxAt(turning(), -degrees, strides), first, `−${degrees}°`);
  }
});

/** An arrow that sweeps over the label's first side between 40° and 60°, and is gone then. */
const arrowAt = (degrees) => [
  [305, 100 + 10 * (degrees - 40)],
  [420, 100 + 10 * (degrees - 40)],
];
const swept = turning((degrees) => (degrees >= 40 && degrees <= 60 ? { lines: [arrowAt(degrees)] } : {}));

test('a label goes off what comes in its way, and does not come back when that is gone', () => {
  const strides = new Map();
  const moves = [];
  let last = boxAt(swept, 0, strides);
  for (const degrees of angles) {
    const box = boxAt(swept, degrees, strides);
    if (degrees >= 40 && degrees <= 60) assert.ok(!crosses(box, arrowAt(degrees)), `free at ${degrees}°`);
    if (box.x !== last.x || box.y !== last.y) moves.push(degrees);
    last = box;
  }
  assert.ok(moves.length > 0, 'it has gone');
  assert.ok(
    moves.every((degrees) => degrees >= 40 && degrees <= 60),
    `it goes only where the arrow is: ${moves.join(', ')}`,
  );
});

test('where a label stands depends on the angle alone: it does not matter how the space came to be turned so far', () => {
  const walked = new Map();
  for (const degrees of [...angles, ...[...angles].reverse()]) boxAt(swept, degrees, walked);
  for (const degrees of [0, 45, 50, 90, 170])
    assert.deepEqual(boxAt(swept, degrees, walked), boxAt(swept, degrees, new Map()), `${degrees}°`);
});
