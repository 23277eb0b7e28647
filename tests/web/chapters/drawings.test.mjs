// Drawings of meaning: they follow the weights they are drawn from, without a jump, and stay in their square.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { importTypeScript } from '../harness/typescript.mjs';

const [{ creature, creatureText }, { drawMeaning, meaningText }] = await importTypeScript(
  'web/src/figure/drawings/creature.ts',
  'web/src/figure/drawings/meanings.ts',
);
const meanings = ['mole-animal', 'mole-unit', 'mole-skin', 'tower', 'eiffel', 'miniature'];

const place = { key: 'it', x: 0, y: 0, size: 100 };
const steps = Array.from({ length: 101 }, (_, index) => index / 100);

/** All elements of a drawing, with those inside them. */
const elements = (node) => [node, ...node.children.flatMap(elements)];
const numbersIn = (text) =>
  (String(text).match(/-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|NaN|Infinity/g) ?? []).map(Number);
/** Every number that is drawn, in order. */
const numbers = (node) =>
  elements(node).flatMap(({ attributes }) => Object.values(attributes).flatMap(numbersIn));
const drawnFrom = (fluffy, blue) => creature({ ...place, fluffy, blue });

const identity = ([x, y]) => [x, y];
const transforms = {
  rotate: (degrees) => {
    const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
    return ([x, y]) => [x * cos - y * sin, x * sin + y * cos];
  },
  scale:
    (x, y = x) =>
    (point) => [point[0] * x, point[1] * y],
};

/** The tips of all locks of hair, in the drawing's own square, and how far each is from its root there. */
function hair({ attributes: { transform, d }, children }, outside = identity) {
  const [, name, values] = /^(\w+)\(([^)]*)\)$/.exec(transform) ?? [];
  const inside = name ? transforms[name](...values.split(' ').map(Number)) : identity;
  const place = (point) => outside(inside(point));
  if (!d || name !== 'rotate') return children.flatMap((child) => hair(child, place));
  return d
    .split('M')
    .slice(1)
    .map((lock) => {
      const [x, y, , , tipX, tipY, , , backX, backY] = numbersIn(lock);
      const [end, root] = [
        place([x + tipX, y + tipY]),
        place([x + (tipX + backX) / 2, y + (tipY + backY) / 2]),
      ];
      return { length: Math.hypot(end[0] - root[0], end[1] - root[1]), x: end[0], y: end[1] };
    });
}
const lengths = (fluffy) => hair(drawnFrom(fluffy, 0.5)).map(({ length }) => length);
const blueOf = (drawing) => numbersIn(/ ([\d.]+)%,/.exec(drawing.attributes.style)[1])[0];

/** The texts of a file, in each language. */
function textsOf(file) {
  const read = async (language) =>
    JSON.parse(
      await readFile(new URL(`../../../web/messages/${language}/${file}.json`, import.meta.url), 'utf8'),
    );
  return Promise.all(['en', 'zh'].map(read));
}

describe('the creature', () => {
  test('is bald and grey where nothing is known of it', () => {
    const alone = drawnFrom(0, 0);
    assert.deepEqual(hair(alone), []);
    assert.ok(hair(drawnFrom(0.1, 0)).length > 100);
    assert.equal(blueOf(alone), 0);
  });

  test('has hair as long as the weight on “fluffy”, and nothing else changes its hair', () => {
    const whole = lengths(1);
    for (const fluffy of steps) {
      // Corners are rounded to a tenth.
      for (const [index, length] of lengths(fluffy).entries())
        assert.ok(Math.abs(length - fluffy * whole[index]) < 0.25, `${index} at ${fluffy}: ${length}`);
    }
    assert.deepEqual(hair(drawnFrom(0.4, 0)), hair(drawnFrom(0.4, 1)));
    assert.ok(Math.min(...whole) > 10);
  });

  test('is as blue as the weight on “blue”, and nothing else changes its colour', () => {
    const blues = steps.map((blue) => blueOf(drawnFrom(0.3, blue)));
    assert.deepEqual(
      blues,
      steps.map((blue) => Math.round(blue * 1000) / 10),
    );
    assert.equal(blueOf(drawnFrom(0, 0.4)), blueOf(drawnFrom(1, 0.4)));
  });

  test('changes without a jump, by the same elements once it has hair', () => {
    for (const along of [(t) => drawnFrom(t, 0.4), (t) => drawnFrom(0.6, t), (t) => drawnFrom(t, t)]) {
      const hairy = steps.slice(5);
      for (const [index, t] of hairy.slice(1).entries()) {
        const [before, after] = [numbers(along(hairy[index])), numbers(along(t))];
        assert.equal(before.length, after.length);
        const most = Math.max(...after.map((number, place) => Math.abs(number - before[place])));
        assert.ok(most <= 1 + 1e-9, `${most} at ${t}`);
      }
    }
  });

  test('is finite and inside its square whatever it is drawn from', () => {
    for (const value of [-1, 0, 0.5, 1, 7, NaN, Infinity, undefined]) {
      const drawn = drawnFrom(value, value);
      assert.ok(numbers(drawn).every(Number.isFinite), String(value));
      for (const { x, y } of hair(drawn)) assert.ok(Math.max(Math.abs(x), Math.abs(y)) <= 50, `${x} ${y}`);
    }
  });

  test('is the same each time, of few elements', () => {
    assert.deepEqual(drawnFrom(0.57, 0.43), drawnFrom(0.57, 0.43));
    assert.ok(elements(drawnFrom(1, 1)).length <= 60);
  });

  test('has words in its place, with the weights', async () => {
    const [key, parameters] = creatureText('0.57', '0.43');
    for (const texts of await textsOf('common')) {
      const places = [...texts[key].matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      assert.deepEqual(places.sort(), Object.keys(parameters).sort());
    }
  });
});

describe('the meanings of a word', () => {
  test('are drawn each in its own way, finite, of few elements, in their square', () => {
    const drawn = meanings.map((meaning) => drawMeaning(meaning, place));
    assert.equal(new Set(drawn.map((drawing) => JSON.stringify(drawing))).size, meanings.length);
    for (const drawing of drawn) {
      assert.ok(elements(drawing).length <= 20);
      const coordinates = elements(drawing).flatMap(({ attributes }) => numbersIn(attributes.d ?? ''));
      assert.ok(coordinates.length > 20);
      // Curves may be led from a little outside.
      assert.ok(coordinates.every((number) => Math.abs(number) <= 55));
      assert.ok(numbers(drawing).every(Number.isFinite));
    }
  });

  test('stand where they are put, as large as they are to be, as faint as is said', () => {
    const { attributes } = drawMeaning('tower', { x: 12.345, y: 6, size: 48, opacity: 0.5, key: 'here' });
    assert.equal(attributes.transform, 'translate(12.35 6) scale(0.48)');
    assert.equal(attributes.opacity, 0.5);
    assert.equal(drawMeaning('tower', { ...place, opacity: 1 }).attributes.opacity, undefined);
  });

  test('have words in their places', async () => {
    const [own, shared] = await Promise.all(['context', 'extras'].map(textsOf));
    for (const texts of own.map((ofChapter, index) => ({ ...ofChapter, ...shared[index] }))) {
      const said = meanings.map((meaning) => texts[meaningText(meaning)]);
      assert.equal(new Set(said.filter((text) => text.length > 3)).size, meanings.length);
    }
  });
});
