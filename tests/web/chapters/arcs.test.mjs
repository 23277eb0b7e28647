// Arcs of attention: from word to word, as thick as the weights, in the room over the words.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bundle } from '../harness/bundle.mjs';

const source = new URL('../../../web/src/figure/objects/arcs.ts', import.meta.url);
const { arcs, leastWeight } = new Function(await bundle(source))();

const widths = [14, 60, 45, 90, 80, 35, 85, 60];
const wordHeight = 24;
const height = 80;
const pitch = wordHeight + height;

/** Eight words, so many a line. */
function places(perLine = 8) {
  let x = 0;
  return widths.map((width, index) => {
    if (index % perLine === 0) x = 10;
    const place = { x, y: 100 + pitch * Math.floor(index / perLine), width };
    x += width + 12;
    return place;
  });
}
const middle = ({ x, width }) => x + width / 2;
const spread = [0.05, 0.2, 0.1, 0.3, 0.05, 0.1, 0.15, 0.05];

function draw(options) {
  const all = { places: places(), wordHeight, height, target: 3, weights: spread, ...options };
  return arcs(all).map(({ key, attributes }) => {
    const numbers = attributes.d.match(/-?[\d.]+/g).map(Number);
    const points = Array.from({ length: numbers.length / 2 }, (_, i) => numbers.slice(2 * i, 2 * i + 2));
    return { word: Number(key.replace('arc-', '')), attributes, points, width: attributes['stroke-width'] };
  });
}
const byWord = (drawn) => new Map(drawn.map((arc) => [arc.word, arc]));

/** The points of an arc's middle line. */
function trace(points) {
  const at = ([a, b, c, d], t) =>
    [0, 1].map(
      (i) => (1 - t) ** 3 * a[i] + 3 * t * (1 - t) ** 2 * b[i] + 3 * t * t * (1 - t) * c[i] + t ** 3 * d[i],
    );
  const steps = Array.from({ length: 41 }, (_, index) => index / 40);
  const starts = Array.from({ length: (points.length - 1) / 3 }, (_, curve) => 3 * curve);
  return starts.flatMap((start) => steps.map((t) => at(points.slice(start, start + 4), t)));
}

test('an arc goes from the top of each word to the top of the one that attends', () => {
  for (const { word, points } of draw({})) {
    const [from, to] = [points[0], points.at(-1)];
    assert.equal(from[1], 100);
    assert.equal(to[1], 100);
    const [source, target] = [places()[word], places()[3]];
    if (word !== 3) assert.equal(from[0], middle(source));
    assert.ok(from[0] >= source.x && from[0] <= source.x + source.width, `${word}`);
    assert.ok(Math.abs(to[0] - middle(target)) <= 5);
  }
});

test('is as thick as its weight, and all together are one strip as thick as a weight of 1', () => {
  for (const thickest of [10, 26]) {
    const drawn = draw({ thickest });
    assert.equal(drawn.length, 8);
    for (const { word, width } of drawn) assert.ok(Math.abs(width - thickest * spread[word]) < 0.006);
    const sides = drawn
      .map(({ points, width }) => [points.at(-1)[0] - width / 2, points.at(-1)[0] + width / 2])
      .sort(([a], [b]) => a - b);
    for (const [index, [left]] of sides.slice(1).entries())
      assert.ok(Math.abs(left - sides[index][1]) < 0.03, 'one ends where the next begins');
    assert.ok(Math.abs(sides.at(-1)[1] - sides[0][0] - thickest) < 0.03);
    assert.ok(Math.abs(sides.at(-1)[1] + sides[0][0] - 2 * middle(places()[3])) < 0.03);
  }
});

test('is not drawn below a hundredth, nor where there is no weight', () => {
  assert.equal(leastWeight, 0.01);
  const weights = [0.0099, 0.01, 0.5, 0.48, 0, NaN, undefined];
  assert.deepEqual(
    draw({ weights })
      .map(({ word }) => word)
      .sort(),
    [1, 2, 3],
  );
  assert.deepEqual(draw({ opacity: 0 }), []);
  assert.deepEqual(draw({ drawn: 0 }), []);
});

test('stays in the room over its line, and is higher the farther it reaches', () => {
  for (const target of [0, 3, 7]) {
    const heights = new Map();
    for (const { word, points, width } of draw({ target })) {
      const top = Math.min(...trace(points).map(([, y]) => y));
      assert.ok(top - width / 2 >= 100 - height - 0.01, `${word} to ${target}: ${top}`);
      assert.ok(Math.max(...trace(points).map(([, y]) => y)) <= 100.01);
      heights.set(word, 100 - top);
    }
    const loop = heights.get(target);
    assert.ok(loop > 10 && loop < 40);
    const away = (word) => Math.abs(middle(places()[word]) - middle(places()[target]));
    const others = [...heights.keys()].filter((word) => word !== target).sort((a, b) => away(a) - away(b));
    for (const [index, word] of others.slice(1).entries())
      assert.ok(heights.get(word) > heights.get(others[index]), `${word} to ${target}`);
  }
});

/** Whether a point is enclosed by a line of points. */
function isInside([x, y], polygon) {
  let inside = false;
  for (const [index, [x1, y1]] of polygon.entries()) {
    const [x0, y0] = polygon.at(index - 1);
    if (y0 > y !== y1 > y && x < ((x1 - x0) * (y - y0)) / (y1 - y0) + x0) inside = !inside;
  }
  return inside;
}

test('arcs of one line do not cross: a nearer one is under a farther one all along', () => {
  const drawn = draw({ target: 3 });
  for (const inner of drawn.filter(({ word }) => word !== 3)) {
    for (const outer of drawn) {
      if (Math.sign(outer.word - 3) !== Math.sign(inner.word - 3)) continue;
      if (Math.abs(outer.word - 3) <= Math.abs(inner.word - 3)) continue;
      for (const point of trace(inner.points).filter(([, y]) => y < 99))
        assert.ok(isInside(point, trace(outer.points)), `${inner.word} and ${outer.word} at ${point}`);
    }
  }
});

test('goes between the lines where words are on several, past the words of a line between', () => {
  for (const perLine of [2, 3, 4]) {
    const there = places(perLine);
    for (const target of [0, 4, 7]) {
      for (const { word, points } of draw({ places: there, target })) {
        const [source, goal] = [there[word], there[target]];
        const sameLine = source.y === goal.y;
        const downward = source.y < goal.y;
        assert.equal(points[0][1], sameLine || !downward ? source.y : source.y + wordHeight);
        assert.equal(points.at(-1)[1], sameLine || downward ? goal.y : goal.y + wordHeight);
        for (const [x, y] of trace(points)) {
          const through = there.find(
            (place) =>
              Math.abs(y - (place.y + wordHeight / 2)) < wordHeight / 2 - 2 &&
              x > place.x + 5 &&
              x < place.x + place.width - 5,
          );
          assert.equal(through, undefined, `${word} to ${target}, ${perLine} a line, at ${x} ${y}`);
        }
      }
    }
  }
});

test('begins below what stands under a word, and ends there when it comes from a line below', () => {
  const there = places(3);
  for (const { word, points } of draw({ places: there, target: 4, wordDepth: 20 })) {
    const line = Math.sign(there[word].y - there[4].y);
    if (line < 0) assert.equal(points[0][1], there[word].y + wordHeight + 20);
    if (line > 0) assert.equal(points.at(-1)[1], there[4].y + wordHeight + 20);
  }
});

test('one arc can become any other of its sentence: by the same numbers, under the same key', () => {
  for (const [perLine, options] of [
    [8, { target: 0 }],
    [8, { weights: [...spread].reverse() }],
    [3, { target: 7 }],
    [2, { target: 0 }],
  ]) {
    const one = byWord(draw({ places: places(perLine) }));
    const other = draw({ places: places(perLine), ...options });
    assert.deepEqual(new Set(other.map(({ word }) => word)), new Set(one.keys()));
    for (const { word, points, attributes } of other) {
      assert.equal(points.length, one.get(word).points.length);
      assert.equal(
        attributes.d.replace(/-?[\d.]+/g, '#'),
        one.get(word).attributes.d.replace(/-?[\d.]+/g, '#'),
      );
    }
  }
  // A little more weight moves nothing far.
  const one = byWord(draw({}));
  const more = draw({ weights: spread.map((weight, word) => weight + (word === 1 ? 0.01 : 0)) });
  for (const { word, points } of more)
    for (const [index, point] of points.entries())
      for (const axis of [0, 1]) assert.ok(Math.abs(point[axis] - one.get(word).points[index][axis]) <= 0.2);
});

test('is finite for a single word and without room, has its tone, and comes on its way', () => {
  for (const options of [
    { places: places().slice(0, 1), target: 0, weights: [1] },
    { height: 0 },
    { height: 3 },
  ])
    for (const { points } of draw(options)) assert.ok(points.flat().every(Number.isFinite));
  const [arc] = draw({ tone: 'value', drawn: 0.4, opacity: 0.5 });
  assert.equal(arc.attributes.stroke, 'var(--ax-value)');
  assert.equal(arc.attributes['stroke-dasharray'], '0.4 1');
  assert.equal(arc.attributes.opacity, 0.5);
});
