// The analysis: its TypeScript face, bundled, over both shipped modules, and the calls beneath it.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { build } from 'esbuild';
import * as reference from '../reference/analysis.mjs';
import { Random } from '../reference/random.mjs';
import { analysisOperations, analysisTensors, statusCodes } from './generated.mjs';
import { bytesOf, filled, Instance, variants } from './module.mjs';

const { bestCombination, dot, movedRow, principalPlane, symmetricFrame, truncatedProduct } = reference;
const { bad_dimension, not_finite, not_laid_out, too_large } = statusCodes;

let Analysis;
let AttentionError;
before(async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: "export * from './attention.js'; export * from './analysis.js';",
      resolveDir: new URL('../../wasm', import.meta.url).pathname,
      loader: 'ts',
    },
    bundle: true,
    format: 'esm',
    write: false,
  });
  ({ Analysis, AttentionError } = await import(
    `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
  ));
});

const randomVectors = (random, count, d) =>
  Array.from({ length: count }, () => Float32Array.from({ length: d }, () => random.symmetric(1)));

function assertNear(actual, expected, tolerance, what) {
  assert.equal(actual.length, expected.length, what);
  expected.forEach((value, k) => {
    assert.ok(Math.abs(actual[k] - value) <= tolerance, `${what}[${k}] is ${actual[k]}, not ${value}`);
  });
}

function assertPlane(plane, points, fit, firstAxis) {
  const expected = principalPlane(points, fit, firstAxis);
  assertNear(plane.origin, expected.origin, 1e-6, 'origin');
  assertNear([dot(plane.axes[0], plane.axes[0]), dot(plane.axes[1], plane.axes[1])], [1, 1], 1e-6, 'length');
  assert.ok(Math.abs(dot(plane.axes[0], plane.axes[1])) < 1e-6);
  points.forEach((point, p) => {
    const from = Array.from(point, (value, c) => value - expected.origin[c]);
    assertNear(
      plane.coordinates[p],
      [dot(from, plane.axes[0]), dot(from, plane.axes[1])],
      1e-5,
      'coordinates',
    );
  });
  const along = [0, 1].map((k) => plane.coordinates.slice(0, fit).reduce((sum, at) => sum + at[k] ** 2, 0));
  assertNear(along, expected.spread, 1e-5 * (1 + expected.spread[0]), 'spread');
  assert.ok(Math.abs(plane.share - expected.share) < 1e-6);
}

/** Vectors of two components. */
const two = [
  [1, 2],
  [3, 4],
];

/** Calls that cannot be computed, with the code and the sentence of each. */
const refused = [
  [
    (analysis) => analysis.plane([], { fit: 1 }),
    bad_dimension,
    /^n_points is 0; it must be from 1 to 1048576\.$/,
  ],
  [
    (analysis) => analysis.plane([[], []], { fit: 1 }),
    bad_dimension,
    /^d is 0; it must be from 1 to 1048576\.$/,
  ],
  [(analysis) => analysis.plane(two, { fit: 3 }), bad_dimension, /^n_fit is 3; it must be from 1 to 2\.$/],
  [(analysis) => analysis.plane(two, { fit: 0 }), bad_dimension, /^n_fit is 0; it must be from 1 to 2\.$/],
  [
    (analysis) => analysis.plane(two, { fit: -1 }),
    bad_dimension,
    /^fit must be a whole number from 0 to .*, not -1\.$/,
  ],
  [
    (analysis) => analysis.plane(two, { fit: 1.5 }),
    bad_dimension,
    /^fit must be a whole number from 0 to .*, not 1\.5\.$/,
  ],
  [
    (analysis) => analysis.plane([[1, 2], [3]], { fit: 2 }),
    bad_dimension,
    /equally long; one has 2 components and another 1\.$/,
  ],
  [(analysis) => analysis.plane(two, { fit: 2, firstAxis: [1] }), bad_dimension, /equally long/],
  [
    (analysis) =>
      analysis.plane(
        [
          [1, NaN],
          [3, 4],
        ],
        { fit: 1 },
      ),
    not_finite,
    /not a finite number\.$/,
  ],
  [(analysis) => analysis.plane(two, { fit: 2, firstAxis: [1, 1e39] }), not_finite, /not a finite number\.$/],
  [
    (analysis) => analysis.combine([], [1, 2]),
    bad_dimension,
    /^n_points is 1; it must be from 2 to 1048576\.$/,
  ],
  [
    (analysis) => analysis.combine(Array(9).fill([1, 2]), [1, 2]),
    bad_dimension,
    /^n_vectors is 9; it must be from 1 to 8\.$/,
  ],
  [(analysis) => analysis.combine(two, [1, 2, 3]), bad_dimension, /equally long/],
  [(analysis) => analysis.combine([[1e-30]], [1e30]), not_finite, /beyond the range of float32/],
  [(analysis) => analysis.multiply([1], [1, 2]), bad_dimension, /equally long/],
  [(analysis) => analysis.multiply([1e30], [1e30]), not_finite, /beyond the range of float32/],
  [(analysis) => analysis.frame(two, { fit: 3 }), bad_dimension, /^n_fit is 3; it must be from 1 to 2\.$/],
  [(analysis) => analysis.predict(two, [1], two), bad_dimension, /one coefficient; there are 2 and 1\.$/],
  [
    (analysis) => analysis.predict(two, [1, 1], []),
    bad_dimension,
    /^n_vectors is 2; it must be from 1 to 1\.$/,
  ],
  [(analysis) => analysis.predict(two, [1, NaN], two), not_finite, /not a finite number\.$/],
  [(analysis) => analysis.directions([], []), bad_dimension, /^n_points is 0; /],
  [(analysis) => analysis.directions(two, [[1, 2]]), bad_dimension, /equally many; there are 2 and 1\.$/],
  [(analysis) => analysis.directions([[1e30]], [[1e30]]), not_finite, /beyond the range of float32/],
  [
    (analysis) =>
      analysis.movedQuery(
        { keys: two, query: [1, 2], axes: two, move: [0, 0], position: 2 },
        { temperature: 1, scale: true, mask: 'causal', silentHeads: [] },
      ),
    bad_dimension,
    /^position is 2; it must be from 0 to 1\.$/,
  ],
  [
    (analysis) =>
      analysis.movedQuery(
        { keys: two, query: [1, 2], axes: two, move: [0, NaN], position: 0 },
        { temperature: 1, scale: true, mask: 'causal', silentHeads: [] },
      ),
    not_finite,
    /not a finite number\.$/,
  ],
  [(analysis) => analysis.compare([Infinity], [1]), not_finite, /not a finite number\.$/],
];

for (const variant of variants) {
  describe(variant, () => {
    const open = () => Analysis.instantiate(bytesOf(variant));

    test('the plane agrees with the oracle, one after another in one instance', async () => {
      const analysis = await open();
      const random = new Random(1);
      for (let round = 0; round < 40; round++) {
        const points = randomVectors(random, random.between(3, 20), random.between(2, 12));
        const fit = random.between(3, points.length);
        assertPlane(analysis.plane(points, { fit }), points, fit);
        const [firstAxis] = randomVectors(random, 1, points[0].length);
        const plane = analysis.plane(points, { fit, firstAxis });
        assertPlane(plane, points, fit, firstAxis);
        assert.ok(dot(plane.axes[0], firstAxis) > 0, 'a given axis keeps its direction');
      }
    });

    test('points in a plane of space', async () => {
      const analysis = await open();
      const plane = analysis.plane(
        [
          [3, 0, 1],
          [-3, 0, 1],
          [0, 0, 3],
          [0, 0, -1],
          [5, 7, 1],
        ],
        { fit: 4 },
      );
      assert.deepEqual(plane, {
        origin: [0, 0, 1],
        axes: [
          [1, 0, 0],
          [0, 0, 1],
        ],
        coordinates: [
          [3, 0],
          [-3, 0],
          [0, 2],
          [0, -2],
          [5, 0],
        ],
        share: 1,
      });
    });

    test('the row of a moved query agrees with the oracle; one that is not moved has that of the run', async () => {
      const analysis = await open();
      const random = new Random(7);
      const options = [
        { temperature: 1, scale: true, mask: 'causal', silentHeads: [] },
        { temperature: 0.5, scale: false, mask: 'none', silentHeads: [] },
      ];
      for (let round = 0; round < 40; round++) {
        const n = random.between(1, 12);
        const d = random.between(2, 12);
        const [query, ...keys] = randomVectors(random, n + 1, d);
        const { axes } = analysis.plane([...keys, query], { fit: n, firstAxis: query });
        const position = random.between(0, n - 1);
        const given = options[round % 2];
        const divisor = (given.scale ? Math.sqrt(d) : 1) * given.temperature;
        for (const move of [
          [0, 0],
          [random.symmetric(2), random.symmetric(2)],
        ]) {
          const input = { keys, query, axes, move, position };
          const row = analysis.movedQuery(input, given);
          const expected = movedRow(input, divisor, given.mask === 'causal' ? position + 1 : n);
          for (const what of ['query', 'scores', 'weights'])
            assertNear(row[what], expected[what], 1e-5, `${what} of ${JSON.stringify(input)}`);
          if (move[0] === 0) assert.deepEqual(row.query, Array.from(query));
        }
      }
    });

    test('the combination agrees with the oracle', async () => {
      const analysis = await open();
      const random = new Random(2);
      for (let round = 0; round < 40; round++) {
        const m = random.between(1, 8);
        const [target, ...vectors] = randomVectors(random, m + 1, random.between(m + 4, 32));
        const actual = analysis.combine(vectors, target);
        const expected = bestCombination(vectors, target);
        assertNear(actual.coefficients, expected.coefficients, 1e-5, 'coefficients');
        assertNear(actual.fitted, expected.fitted, 1e-5, 'fitted');
        assert.ok(Math.abs(actual.residual - expected.residual) < 1e-6);
      }
    });

    test('a vector twice and a vector of 0 add nothing', async () => {
      const analysis = await open();
      const actual = analysis.combine(
        [
          [1, 1],
          [1, 1],
          [0, 0],
        ],
        [3, 1],
      );
      assertNear(actual.coefficients, [2, 0, 0], 1e-6, 'coefficients');
      assertNear(actual.fitted, [2, 2], 1e-6, 'fitted');
      assert.ok(Math.abs(actual.residual - Math.sqrt(2 / 10)) < 1e-6);
    });

    test('a dot product multiply by multiply is rounded as float32 rounds', async () => {
      const analysis = await open();
      const random = new Random(3);
      for (const d of [1, 2, 8, 33]) {
        const [a, b] = randomVectors(random, 2, d);
        const { products, running } = analysis.multiply(a, b);
        let sum = 0;
        for (let k = 0; k < d; k++) {
          assert.equal(products[k], Math.fround(a[k] * b[k]));
          sum = Math.fround(sum + products[k]);
          assert.equal(running[k], sum);
        }
        assert.equal(running.length, d);
      }
    });

    test('how far two vectors are apart', async () => {
      const analysis = await open();
      assert.deepEqual(analysis.compare([1, -2, 0], [1, 1, 4]), { largestDifference: 4, distance: 5 });
      assert.deepEqual(analysis.compare([1, 2], [1, 2]), { largestDifference: 0, distance: 0 });
    });

    test('the directions of a product agree with the oracle', async () => {
      const analysis = await open();
      const random = new Random(5);
      for (let round = 0; round < 20; round++) {
        const d = random.between(3, 32);
        const m = random.between(1, Math.min(d, 8));
        const [left, right] = [randomVectors(random, m, d), randomVectors(random, m, d)];
        const { vectors, leftOver } = analysis.directions(left, right);
        const expected = truncatedProduct(left, right);
        assert.equal(vectors.length, m);
        const lengths = vectors.map((vector) => Math.hypot(...vector));
        assertNear(lengths, expected.singularValues.slice(0, m), 1e-5 * lengths[0], 'singular values');
        assertNear(leftOver, expected.leftOver.slice(0, m), 1e-6, 'what is left over');
        // A vector's sign has no meaning.
        expected.directions.slice(0, m).forEach((direction, k) => {
          if (expected.gaps[k] < 0.02) return;
          const cosine = dot(direction, vectors[k]) / lengths[k];
          assert.ok(Math.abs(Math.abs(cosine) - 1) < 1e-5, `direction ${k} of ${m}: ${cosine}`);
        });
      }
    });

    test('results are copies: another call does not change them', async () => {
      const analysis = await open();
      const first = analysis.plane(
        [
          [1, 2],
          [3, 5],
          [0, 1],
        ],
        { fit: 3 },
      );
      const kept = structuredClone(first);
      // Large enough that the memory grows.
      analysis.plane(randomVectors(new Random(4), 2000, 16), { fit: 10 });
      assert.deepEqual(first, kept);
    });

    test('what cannot be computed is refused with a sentence, and the analysis goes on', async () => {
      const analysis = await open();
      for (const [call, code, sentence] of refused) {
        assert.throws(
          () => call(analysis),
          (error) => error instanceof AttentionError,
          String(call),
        );
        assert.throws(() => call(analysis), { code, message: sentence });
      }
      assert.deepEqual(analysis.compare([1], [1]), { largestDifference: 0, distance: 0 });
    });

    const sizes = (n, d) => [n * d, d, 2 * d, d, 2 * n, d, d, n, d, 4, n * d];

    test('the calls: tensors are where they are said to be, and nothing is there before', () => {
      const { exports } = new Instance(variant);
      for (let operation = 0; operation <= analysisOperations.length; operation++)
        assert.equal(exports.attention_analysis_run(operation, 1), not_laid_out);
      for (let id = 0; id < analysisTensors.length; id++)
        assert.equal(exports.attention_analysis_address(id), 0);
      assert.equal(exports.attention_analysis_layout(7, 5), 0);
      let free = 0;
      sizes(7, 5).forEach((size, id) => {
        assert.equal(exports.attention_analysis_size(id), size);
        assert.equal(exports.attention_analysis_address(id) % 16, 0);
        assert.ok(exports.attention_analysis_address(id) >= free);
        free = exports.attention_analysis_address(id) + 4 * size;
      });
      for (const id of [analysisTensors.length, 0x80000000, -1]) {
        assert.equal(exports.attention_analysis_address(id), 0);
        assert.equal(exports.attention_analysis_size(id), 0);
      }
    });

    test('the analysis lies behind the model and takes the place of operator and layer, as they take its', () => {
      const instance = filled(variant);
      const { exports } = instance;
      const model = instance.arena();
      assert.equal(exports.attention_layer_layout(2, 4, 1, 4, 4, 0), 0);
      const generation = exports.attention_generation();
      assert.equal(exports.attention_analysis_layout(3, 4), 0);
      assert.equal(exports.attention_generation(), generation + 1);
      assert.equal(exports.attention_layer_address(0), 0);
      new Float32Array(exports.memory.buffer, exports.attention_analysis_address(0), 12).set([
        ...Array(12).keys(),
      ]);
      assert.equal(exports.attention_analysis_run(0, 3), 0);
      assert.equal(exports.attention_analysis_run(2, 2), 0);
      assert.deepEqual(instance.arena(), model);
      assert.equal(exports.attention_operator_layout(), 0);
      assert.equal(exports.attention_analysis_address(0), 0);
      assert.equal(exports.attention_analysis_run(0, 1), not_laid_out);
      assert.equal(
        instance.message(),
        'No analysis has been laid out yet: call attention_analysis_layout first.',
      );
    });

    test('an analysis that is refused leaves the one before', () => {
      const instance = new Instance(variant);
      const { exports } = instance;
      assert.equal(exports.attention_analysis_layout(3, 4), 0);
      const before = [0, 10].map((id) => exports.attention_analysis_address(id));
      for (const [n, d, code] of [
        [0, 4, bad_dimension],
        [3, 0, bad_dimension],
        [2 ** 20, 2 ** 20, too_large],
        [2 ** 20, 300, too_large],
      ]) {
        assert.equal(exports.attention_analysis_layout(n, d), code);
        assert.match(instance.message(), /^[A-Za-z].*\.$/);
        assert.equal(exports.attention_generation(), 1);
        assert.deepEqual(
          [0, 10].map((id) => exports.attention_analysis_address(id)),
          before,
        );
      }
    });
  });
}
