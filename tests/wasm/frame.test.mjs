// What the analysis computes for a space of three dimensions, over both shipped modules: its frame, and the prediction at any place.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { build } from 'esbuild';

import { dot, symmetricFrame } from '../reference/analysis.mjs';
import { Random } from '../reference/random.mjs';
import { bytesOf, variants } from './module.mjs';

let Analysis;
before(async () => {
  const { outputFiles } = await build({
    entryPoints: [new URL('../../wasm/analysis.ts', import.meta.url).pathname],
    ...{ bundle: true, format: 'esm', write: false },
  });
  const script = Buffer.from(outputFiles[0].contents).toString('base64');
  ({ Analysis } = await import(`data:text/javascript;base64,${script}`));
});

const randomVectors = (random, count, d) =>
  Array.from({ length: count }, () => Float32Array.from({ length: d }, () => random.symmetric(1)));

function assertNear(actual, expected, tolerance, what) {
  assert.equal(actual.length, expected.length, what);
  expected.forEach((value, k) => {
    assert.ok(Math.abs(actual[k] - value) <= tolerance, `${what}[${k}] is ${actual[k]}, not ${value}`);
  });
}

for (const variant of variants) {
  describe(variant, () => {
    const open = () => Analysis.instantiate(bytesOf(variant));

    test('the frame of three vectors agrees with the oracle, and keeps them whole', async () => {
      const analysis = await open();
      const random = new Random(6);
      for (let round = 0; round < 20; round++) {
        const d = random.between(3, 32);
        const points = randomVectors(random, random.between(3, 8), d);
        const { axes, places } = analysis.frame(points, { fit: 3 });
        symmetricFrame(points.slice(0, 3)).forEach((axis, k) => assertNear(axes[k], axis, 1e-5, `axis ${k}`));
        assert.equal(places.length, points.length);
        for (let p = 0; p < 3; p++)
          for (let q = 0; q <= p; q++)
            assert.ok(Math.abs(dot(places[p], places[q]) - dot(points[p], points[q])) < 1e-5, `${p} ${q}`);
        points.forEach((point, p) =>
          assertNear(
            places[p],
            axes.map((axis) => dot(axis, point)),
            1e-5,
            'places',
          ),
        );
      }
      const { places } = analysis.frame(
        [
          [3, 0, 4],
          [6, 0, 8],
        ],
        { fit: 2 },
      );
      assertNear([Math.hypot(...places[0]), Math.hypot(...places[1])], [5, 10], 1e-5, 'parallel vectors');
    });

    test('a prediction at a weighted sum agrees with a softmax in double precision', async () => {
      const analysis = await open();
      const random = new Random(7);
      for (let round = 0; round < 20; round++) {
        const d = random.between(1, 32);
        const vectors = randomVectors(random, 2, d);
        const words = randomVectors(random, random.between(1, 60), d);
        const part = random.symmetric(1);
        const { at, probability } = analysis.predict(vectors, [1, part], words);
        const sum = Array.from(vectors[0], (value, c) => value + Math.fround(part) * vectors[1][c]);
        assertNear(at, sum, 1e-6, 'at');
        const powers = words.map((word) => Math.exp(dot(word, sum)));
        const all = powers.reduce((total, power) => total + power, 0);
        assertNear(
          probability,
          powers.map((power) => power / all),
          1e-6,
          'probability',
        );
      }
    });
  });
}
