// The trainer as a page uses it: its TypeScript face, bundled, with both variants of the explainer's module.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, describe, test } from 'node:test';
import { build } from 'esbuild';

const wasm = new URL('../../build/wasm/wasm/', import.meta.url);
const exportsFile = new URL('../../wasm/trainer_exports.txt', import.meta.url);

let AttentionModule;
let TrainerModule;
let weightsOf;
before(async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: "export * from './attention.js'; export * from './trainer.js';",
      resolveDir: new URL('../../wasm', import.meta.url).pathname,
      loader: 'ts',
    },
    bundle: true,
    format: 'esm',
    write: false,
  });
  ({ AttentionModule, TrainerModule, weightsOf } = await import(
    `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
  ));
});

const quick = { seed: 7, learningRate: 0.02, heads: 4, steps: 40 };
const same = (a, b) =>
  Object.keys(a.values).every((name) =>
    Buffer.from(a.values[name].buffer).equals(Buffer.from(b.values[name].buffer)),
  );

const bytes = async (name) => new Uint8Array(await readFile(new URL(`${name}.wasm`, wasm)));
const trainer = async () => TrainerModule.instantiate(await bytes('trainer'));
const explainer = async (variant) => AttentionModule.instantiate(await bytes(`attention_${variant}`));

describe('the trainer', () => {
  test('the module imports nothing and exports what is listed', async () => {
    const module = new WebAssembly.Module(await bytes('trainer'));
    assert.deepEqual(WebAssembly.Module.imports(module), []);
    const listed = (await readFile(exportsFile, 'utf8')).trim().split('\n');
    assert.deepEqual(
      WebAssembly.Module.exports(module)
        .map(({ name }) => name)
        .sort(),
      [...listed, 'memory'].sort(),
    );
  });

  test('training lowers the loss on sentences that it never sees', async () => {
    const run = await trainer();
    run.create(quick);
    assert.ok(Number.isNaN(run.loss));
    const { n_vocabulary } = run.weights().dimensions;
    const blind = run.heldOutLoss;
    assert.ok(Math.abs(blind - Math.log(n_vocabulary)) < 1.5, `random weights guess blindly: ${blind}`);
    run.run(1000);
    assert.equal(run.stepsDone, quick.steps, 'a run ends at its last step');
    assert.ok(run.heldOutLoss < blind - 1, `${run.heldOutLoss} after, ${blind} before`);
    assert.ok(run.loss > 0 && run.loss < blind);
  });

  test('the same seed gives the same weights, another seed others', async () => {
    const runs = [];
    for (const seed of [7, 7, 8]) {
      const run = await trainer();
      run.create({ ...quick, seed });
      run.run(12);
      runs.push(run.weights());
    }
    assert.ok(same(runs[0], runs[1]));
    assert.ok(!same(runs[0], runs[2]));
  });

  test('training goes on as it would have, whatever is asked between its steps', async () => {
    const [whole, parts] = [await trainer(), await trainer()];
    whole.create(quick);
    whole.run(15);
    parts.create(quick);
    parts.run(5);
    const early = parts.weights();
    assert.ok(parts.heldOutLoss > 0);
    parts.run(10);
    assert.ok(!same(early, parts.weights()));
    assert.ok(same(whole.weights(), parts.weights()));
  });

  for (const variant of ['simd128', 'relaxed']) {
    test(`the weights run in the explainer, on a sentence of the vocabulary: ${variant}`, async () => {
      const run = await trainer();
      run.create(quick);
      run.run(20);
      const module = await explainer(variant);
      run.handTo(module);
      const words = 'a fluffy blue creature'.split(' ');
      const tokens = words.map((word) => run.vocabulary.indexOf(word));
      assert.ok(tokens.every((id) => id >= 0));
      module.layout({ ...run.weights().dimensions, n_tokens: tokens.length });
      module.run(tokens);
      const weight = module.tensor('weight');
      assert.deepEqual([...weight.shape], [4, 4, 4]);
      for (let row = 0; row < 16; row += 1) {
        const sum = weight.values.subarray(4 * row, 4 * row + 4).reduce((total, value) => total + value, 0);
        assert.ok(Math.abs(sum - 1) < 1e-5);
      }
    });
  }

  test('weights that are taken out of the explainer are those that were handed to it', async () => {
    const run = await trainer();
    run.create(quick);
    run.run(3);
    const module = await explainer('simd128');
    run.handTo(module);
    assert.deepEqual(weightsOf(module).dimensions, run.weights().dimensions);
    assert.ok(same(weightsOf(module), run.weights()));
  });

  test('the held-out loss of given weights is that of the run that they are from', async () => {
    const run = await trainer();
    run.create(quick);
    run.run(9);
    const { heldOutLoss } = run;
    const weights = run.weights();
    const other = await trainer();
    assert.equal(other.heldOutLossOf(weights), heldOutLoss);
    assert.throws(() => other.heldOutLossOf({ ...weights, values: {} }), /differ in the size of the tensor/);
  });

  for (const heads of [1, 2, 4]) {
    test(`${heads} heads share d_model`, async () => {
      const run = await trainer();
      run.create({ ...quick, heads });
      run.run(3);
      const { dimensions } = run.weights();
      assert.equal(dimensions.n_heads, heads);
      assert.equal(dimensions.d_head * heads, dimensions.d_model);
    });
  }

  test('what means nothing is refused with a sentence, and the run goes on', async () => {
    const run = await trainer();
    assert.throws(() => run.run(1), /No training has begun/);
    run.create(quick);
    run.run(2);
    const kept = run.weights();
    for (const wrong of [
      { heads: 3 },
      { learningRate: -1 },
      { learningRate: NaN },
      { learningRate: 1.01 },
      { learningRate: 3.4e38 },
      { steps: 0 },
      { seed: -1 },
      { seed: 0.5 },
    ]) {
      assert.throws(() => run.create({ ...quick, ...wrong }), /\p{L}+.*\.$/u, JSON.stringify(wrong));
    }
    assert.ok(same(run.weights(), kept));
    run.run(1);
    assert.equal(run.stepsDone, 3);
  });

  test('a learning rate that is far too high is reported, and the last good weights are kept', async () => {
    const run = await trainer();
    run.create({ ...quick, learningRate: 1 });
    const refused = () => {
      try {
        return run.run(40);
      } catch ({ message }) {
        return message;
      }
    };
    const said = refused();
    assert.match(said, /diverged/);
    const weights = run.weights();
    assert.ok(Object.values(weights.values).every((values) => values.every(Number.isFinite)));
    assert.ok(Number.isFinite(run.heldOutLoss));
    // It has changed nothing: asked again it comes to the same sentences, and to the same end.
    assert.equal(refused(), said);
    assert.ok(same(run.weights(), weights));
  });
});
