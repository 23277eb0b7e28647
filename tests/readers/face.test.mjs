// attention-explainer/models in node, from its sources: what it gives of two trained models is what the programs of others compute,
// and of models of every family what the oracle does.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { transformer } from '../reference/transformer.mjs';
import { isMissing } from './engine.mjs';
import {
  AttentionError,
  collect,
  ModelFileError,
  nested,
  openFamily,
  openModel,
  refuses,
  skip,
} from './face.mjs';
import { familyNames } from './families/index.mjs';
import { largestDifference } from './readers.mjs';
import { json, path, torchTensor } from './trained.mjs';

describe('stories260K', { skip }, () => {
  const golden = skip ? undefined : json('stories260K/golden.json');
  const files = ['stories260K.bin', 'tok512.bin'].map((name) => path(`stories260K/${name}`));
  let model;
  let run;
  const told = [];
  before(async () => {
    model = await openModel(files, { progress: (done, total) => told.push([done, total]) });
    run = await model.run(golden.text);
  });
  after(() => model.dispose());

  test('its weights are read to the last byte, and it says what it is', () => {
    const [done, total] = told.at(-1);
    assert.equal(done, total);
    assert.deepEqual([model.description.n_layers, model.description.n_heads], [5, 8]);
    assert.equal(model.tokenizer.n_tokens, 512);
  });

  test('tokens, logits, scores, weights and queries are those of llama2.c', async () => {
    assert.deepEqual(
      run.tokens.map(({ id }) => id),
      golden.tokens,
    );
    assert.deepEqual(run.tokens.map(({ text }) => text).slice(1), golden.pieces.slice(1));
    assert.ok(largestDifference(nested(run.logits), golden.logits) < 1e-4);
    const n = golden.tokens.length;
    for (let layer = 0; layer < 5; layer += 1) {
      const { scaled, weight, query_rotated } = await run.trace(layer);
      const seen = (heads) => heads.map((rows) => rows.map((row, i) => row.slice(0, i + 1)));
      assert.ok(largestDifference(seen(nested(scaled)), golden.scaled[layer]) < 1e-4);
      assert.ok(largestDifference(seen(nested(weight)), golden.weight[layer]) < 1e-4);
      const heads = nested(query_rotated);
      const queries = Array.from({ length: n }, (_, i) => heads.flatMap((rows) => rows[i]));
      assert.ok(largestDifference(queries, golden.query_rotated[layer]) < 1e-4);
    }
  });

  test('one head is what it is among all, without an axis of heads', async () => {
    const all = await run.trace(3);
    const [one, some] = [await run.trace(3, 5), await run.trace(3, [6, 1], { stages: ['key', 'weight'] })];
    for (const name of ['query', 'key', 'value', 'scaled', 'weight', 'head_output', 'head_delta'])
      assert.deepEqual(nested(one[name]), nested(all[name])[5], name);
    assert.deepEqual(nested(one.output), nested(all.output));
    assert.deepEqual(Object.keys(some), ['key', 'weight']);
    assert.deepEqual(
      nested(some.weight),
      [6, 1].map((head) => nested(all.weight)[head]),
    );
    // Two heads read one key.
    assert.deepEqual(nested(all.key)[5], nested(all.key)[4]);
    assert.notDeepEqual(nested(all.key)[5], nested(all.key)[6]);
  });

  test('it goes on as llama2.c does, and a run of before is as it was', async () => {
    const greedy = await collect(model.generate(golden.text, { maxTokens: 48, stop: [] }));
    assert.deepEqual(
      greedy.map(({ id }) => id),
      golden.greedy,
    );
    const text = greedy.map((token) => token.text).join('');
    assert.equal(text, await model.tokenizer.decode(golden.greedy));
    const again = await run.trace(1, 2);
    await model.run('Another text');
    assert.deepEqual(await run.trace(1, 2), again);
  });

  test('of two generations at once each gets its own', async () => {
    const begin = (text) => model.generate(text, { maxTokens: 6, stop: [] });
    const alone = [await collect(begin('Once upon')), await collect(begin('A dog'))];
    const [first, second] = [begin('Once upon'), begin('A dog')];
    const together = [[], []];
    for (let step = 0; step < 6; step += 1)
      for (const [index, one] of [first, second].entries()) together[index].push((await one.next()).value);
    assert.deepEqual(together, alone);
  });

  test('generation ends where it is told to, where the model ends, and with its signal', async () => {
    const [first, second] = golden.greedy;
    const stopped = await collect(model.generate(golden.text, { stop: [second] }));
    assert.deepEqual(
      stopped.map(({ id }) => id),
      [first],
    );
    const full = Array.from({ length: 511 }, () => 400);
    assert.equal((await collect(model.generate(full, { stop: [] }))).length, 2);
    const stop = new AbortController();
    const iterator = model.generate(golden.text, { signal: stop.signal });
    await iterator.next();
    stop.abort(new Error('enough'));
    await assert.rejects(iterator.next(), /enough/);
  });

  test('what is asked for wrongly is refused with a sentence, and the model goes on', async () => {
    await refuses(run.trace(5), AttentionError, /^layer must be a whole number from 0 to 4, not 5\.$/);
    await refuses(run.trace(0, 8), AttentionError, /^head must be .* 0 to 7, not 8\.$/);
    await refuses(run.trace(0, 0.5), AttentionError, /^head /);
    await refuses(run.trace(0, []), AttentionError, /^head is an empty list/);
    await refuses(run.lens(9), AttentionError, /^layer /);
    await refuses(run.lens(1, 'before', { token: 99 }), AttentionError, /^token /);
    await refuses(model.run([512]), AttentionError, /from 0 to 511, not 512/);
    await refuses(model.run([]), AttentionError, /from 1 to 512 tokens/);
    await refuses(model.run(7), AttentionError, /a string, or a list/);
    await refuses(collect(model.generate(new Array(513).fill(5))), AttentionError, /this one has 513/);
    assert.deepEqual(nested((await model.run(golden.text)).logits), nested(run.logits));
    const gone = await model.run('Hello');
    gone.dispose();
    await refuses(gone.trace(0), Error, /disposed/);
  });

  test('files that are no model, or too large, are refused before weights are read', async () => {
    await refuses(openModel([]), ModelFileError, /^No files were given/);
    await refuses(openModel(path('stories260K/none')), ModelFileError, /^none cannot be read/);
    await refuses(openModel(files[1]), ModelFileError, /^There are no weights among tok512\.bin/);
    const told = [];
    const limited = openModel(files, { memoryLimit: 1e6, progress: (done) => told.push(done) });
    await refuses(limited, ModelFileError, /needs 2 MB of memory, and may take 1 MB/);
    assert.deepEqual(told, []);
    const stop = new AbortController();
    const aborted = openModel(files, {
      signal: stop.signal,
      progress: () => stop.abort(new Error('no more')),
    });
    await assert.rejects(aborted, /no more/);
  });

  test('it says how much memory it needs', async () => {
    const [one, all] = [await model.memoryNeeded(1), await model.memoryNeeded()];
    // At least the weights, the streams, keys and values of its longest text; what products pass through takes 256 KB.
    assert.ok(one > 1_040_128 && one < 1_750_000, one);
    assert.ok(all - one > 4 * 512 * (6 * 64 + 5 * 2 * 32), all);
    await refuses(model.memoryNeeded(513), AttentionError, /n_context/);
  });
});

describe('gpt-nano-sort', { skip }, () => {
  test('every stage is that of torch, for all three inputs, by a path and as a File', async () => {
    const partials = json('gpt-nano-sort/gpt-nano-sort-t0-partials.json');
    const stage = (name, input) => torchTensor(partials[name])[input];
    const model = await openModel(path('gpt-nano-sort/gpt-nano-sort-model.json'));
    assert.equal(model.tokenizer, undefined);
    await refuses(model.run('CAB'), ModelFileError, /without a tokenizer/);
    const { d_head, n_heads } = model.description;
    for (const [input, ids] of torchTensor(partials.idx).entries()) {
      const run = await model.run(ids);
      const [first, second, third] = [await run.trace(0), await run.trace(1), await run.trace(2)];
      const tokensFirst = (heads) =>
        Array.from({ length: ids.length }, (_, i) =>
          nested(heads)
            .flatMap((rows) => rows[i])
            .slice(0, n_heads * d_head),
        );
      const near = (name, values) => {
        const difference = largestDifference(values, stage(name, input));
        assert.ok(difference < 1e-5, `${name} of input ${input}: ${difference}`);
      };
      for (const [name, values] of Object.entries({
        ...{ x: first.stream, ln1: first.attention_norm, q: first.query, k: first.key, v: first.value },
        ...{ att: first.masked, attSm: first.weight, yProj: first.attention_delta },
        ...{ attnResid: first.middle, ln2: first.mlp_norm, fc: first.up, gelu: first.hidden },
        ...{ mlp: first.mlp_delta, mlpResid: first.output, block1: second.output, block2: third.output },
        lm_head: run.logits,
      }))
        near(name, nested(values));
      near('y', tokensFirst(first.head_output));
    }
    model.dispose();
    await assert.rejects(model.run([0]), /disposed/);
  });
});

describe('models of every family', { skip: isMissing }, () => {
  const ids = [3, 0, 12, 7, 7, 1, 4];
  for (const name of familyNames)
    test(name, async () => {
      const { model, description, parameter } = await openFamily(name);
      const expected = transformer(description, parameter, ids);
      const run = await model.run(ids);
      assert.ok(largestDifference(nested(run.logits), expected.logits) < 1e-4);
      for (const [layer, { query, key, value, ...stages }] of expected.layers.entries()) {
        const traced = await run.trace(layer);
        for (const heads of ['query_rotated', 'key_rotated', 'head_output']) delete stages[heads];
        for (const [stage, rows] of Object.entries(stages))
          assert.ok(largestDifference(nested(traced[stage]), rows) < 1e-4, `${stage} of layer ${layer}`);
        const shared = description.n_heads / description.n_kv_heads;
        const headsFirst = (rows, group) =>
          Array.from({ length: description.n_heads }, (_, h) =>
            rows.map((heads) => heads[Math.floor(h / group)]),
          );
        assert.ok(largestDifference(nested(traced.query), headsFirst(query, 1)) < 1e-4);
        assert.ok(largestDifference(nested(traced.key), headsFirst(key, shared)) < 1e-4);
        assert.ok(largestDifference(nested(traced.value), headsFirst(value, shared)) < 1e-4);
      }
      model.dispose();
    });
});
