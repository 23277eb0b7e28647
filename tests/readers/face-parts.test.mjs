// attention-explainer/models: what is left out of a model, the logit lens, attribution and drawing, against the oracle.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { transformer } from '../reference/transformer.mjs';
import { isMissing } from './engine.mjs';
import { AttentionError, collect, nested, openFamily, openModel, refuses, skip } from './face.mjs';
import { largestDifference } from './readers.mjs';
import { json, path } from './trained.mjs';

const ids = [3, 0, 12, 7, 7, 1, 4];
const dot = (a, b) => a.reduce((sum, entry, c) => sum + entry * b[c], 0);
const mean = (row) => row.reduce((sum, entry) => sum + entry, 0) / row.length;

/** Logits of a stream in double precision. */
function readOut(description, parameter, stream) {
  const { norm, norm_epsilon, has_final_norm, is_tied, d_model } = description;
  const [weight, bias] = ['weight', 'bias'].map((part) => parameter(`final_norm_${part}`, 0));
  const unembedding = parameter(is_tied ? 'token_embedding' : 'w_unembedding', 0);
  return stream.map((row) => {
    const center = norm === 'layer' ? mean(row) : 0;
    const size = Math.sqrt(mean(row.map((x) => (x - center) ** 2)) + norm_epsilon);
    const x = has_final_norm
      ? row.map((x, c) => ((x - center) / size) * weight[c] + (bias ? bias[c] : 0))
      : row;
    return Array.from({ length: unembedding.length / d_model }, (_, t) =>
      dot(x, unembedding.slice(t * d_model, (t + 1) * d_model)),
    );
  });
}

/** A part of the stream at a place, sent through the final norm with the size of the whole, and through the unembedding. */
function termOf(description, parameter, stream, token) {
  const { norm, norm_epsilon, d_model, is_tied } = description;
  const center = norm === 'layer' ? mean(stream) : 0;
  const size = Math.sqrt(mean(stream.map((x) => (x - center) ** 2)) + norm_epsilon);
  const weight = parameter('final_norm_weight', 0);
  const row = parameter(is_tied ? 'token_embedding' : 'w_unembedding', 0).slice(
    token * d_model,
    (token + 1) * d_model,
  );
  return (part) => {
    const own = norm === 'layer' ? mean(part) : 0;
    return dot(
      part.map((x, c) => ((x - own) / size) * weight[c]),
      row,
    );
  };
}

for (const name of ['gpt2', 'llama', 'gptNeox'])
  describe(name, { skip: isMissing }, () => {
    let opened;
    before(async () => (opened = await openFamily(name)));
    after(() => opened.model.dispose());

    test('without heads, layers, MLPs and edges it is what the oracle is', async () => {
      const { model, description, parameter } = opened;
      const whole = await model.run(ids);
      const cases = [
        [{ heads: [[0, 1]] }, { heads: [[0, 1]] }],
        [{ layers: [1] }, { attention: [1], mlp: [1] }],
        [
          { attentions: [0], mlps: [1] },
          { attention: [0], mlp: [1] },
        ],
        [{ edges: [[1, 0, 5, 2]] }, { edges: [[1, 0, 5, 2]] }],
        // Of a place that this text does not have.
        [
          {
            edges: [
              [0, 0, 5, 5],
              [0, 1, 9, 2],
            ],
          },
          { edges: [[0, 0, 5, 5]] },
        ],
      ];
      for (const [parts, off] of cases) {
        const run = await model.without(parts).run(ids);
        const expected = transformer(description, parameter, ids, off);
        assert.ok(largestDifference(nested(run.logits), expected.logits) < 1e-4, JSON.stringify(parts));
        assert.ok(largestDifference(nested(run.logits), nested(whole.logits)) > 1e-3, JSON.stringify(parts));
        const { weight, head_delta } = await run.trace(1);
        assert.ok(largestDifference(nested(weight), expected.layers[1].weight) < 1e-4);
        assert.ok(largestDifference(nested(head_delta), expected.layers[1].head_delta) < 1e-4);
      }
      const both = await model
        .without({ heads: [[0, 1]] })
        .without({ mlps: [0] })
        .run(ids);
      const expected = transformer(description, parameter, ids, { heads: [[0, 1]], mlp: [0] });
      assert.ok(largestDifference(nested(both.logits), expected.logits) < 1e-4);
      // The whole model has stayed what it was.
      assert.deepEqual((await model.run(ids)).logits, whole.logits);
      assert.deepEqual(await whole.trace(1), await (await model.run(ids)).trace(1));
    });

    test('the lens reads what a layer gets, and what its attention makes of it', async () => {
      const { model, description, parameter } = opened;
      const run = await model.run(ids);
      for (const [layer, { stream, middle }] of transformer(description, parameter, ids).layers.entries())
        for (const [where, rows] of Object.entries({ before: stream, after: middle })) {
          const expected = readOut(description, parameter, rows);
          const lens = await run.lens(layer, where);
          assert.ok(largestDifference(nested(lens), expected) < 1e-4, `${where} of layer ${layer}`);
          const one = nested(await run.lens(layer, where, { token: 2 }));
          assert.ok(largestDifference(one, [expected[2]]) < 1e-4);
        }
      await refuses(run.lens(0, 'within'), AttentionError, /not "within"/);
    });

    test('attribution is what each part adds to a logit, and they add up', async () => {
      const { model, description, parameter } = opened;
      const run = await model.run(ids);
      const { layers, logits } = transformer(description, parameter, ids);
      for (const [token, at] of [
        [4, 6],
        [0, 3],
      ]) {
        const found = await run.attribution(token, { at });
        const term = termOf(description, parameter, layers.at(-1).output[at], token);
        const near = (value, expected, what) =>
          assert.ok(Math.abs(value - expected) < 1e-4, `${what}: ${value}`);
        near(found.logit, logits[at][token], 'logit');
        const [head, mlp] = [nested(found.head), nested(found.mlp)];
        for (const [layer, { head_delta, mlp_delta }] of layers.entries()) {
          head_delta.forEach((rows, h) => near(head[layer][h], term(rows[at]), `head ${layer}.${h}`));
          near(mlp[layer], term(mlp_delta[at]), `MLP ${layer}`);
        }
        const all = [found.constant, found.token_embedding, found.position_embedding];
        all.push(...head.flat(), ...mlp, ...nested(found.output_bias));
        near(
          all.reduce((sum, one) => sum + one, 0),
          found.logit,
          'sum',
        );
      }
      const likely = await run.attribution();
      assert.equal(likely.token, logits[6].indexOf(Math.max(...logits[6])));
      assert.equal(likely.at, 6);
      await refuses(run.attribution(1e6), AttentionError, /^token /);
      await refuses(run.attribution(1, { at: 7 }), AttentionError, /^at must be .* 0 to 6/);
    });
  });

test('what a model does not have cannot be left out of it', { skip: isMissing }, async () => {
  const { model } = await openFamily('gpt2');
  const wrong = (parts, sentence) =>
    assert.throws(
      () => model.without(parts),
      (error) => error instanceof AttentionError && sentence.test(error.message),
    );
  wrong({ heads: [[9, 0]] }, /^A layer of heads /);
  wrong({ heads: [[0]] }, /^An entry of heads has 2 numbers/);
  wrong({ edges: [[0, 0, 2, 3]] }, /^A key of edges .* 0 to 2/);
  wrong({ head: [[0, 0]] }, /^"head" cannot be left out/);
});

describe('drawing', { skip }, () => {
  let model;
  const golden = skip ? undefined : json('stories260K/golden.json');
  before(async () => {
    model = await openModel(['stories260K.bin', 'tok512.bin'].map((name) => path(`stories260K/${name}`)));
  });
  after(() => model.dispose());
  const drawn = async (options) =>
    (await collect(model.generate(golden.text, { maxTokens: 12, stop: [], ...options }))).map(({ id }) => id);

  test('the same seed draws the same, another another', async () => {
    const hot = { temperature: 2 };
    const [one, again, other] = [
      await drawn({ seed: 1, ...hot }),
      await drawn({ seed: 1, ...hot }),
      await drawn({ seed: 2, ...hot }),
    ];
    assert.deepEqual(one, again);
    assert.notDeepEqual(one, other);
  });

  test('of one token, or of none of the probability, it is greedy', async () => {
    const greedy = golden.greedy.slice(0, 12);
    for (const options of [
      { greedy: true },
      {},
      { temperature: 0 },
      { topK: 1, seed: 5 },
      { topP: 1e-6, seed: 5 },
    ])
      assert.deepEqual(await drawn(options), greedy);
  });

  test('tokens come as often as the model says', async () => {
    const { logits } = await model.run(golden.text, { logits: 'last' });
    const [row] = nested(logits);
    const powers = row.map((logit) => Math.exp(logit - Math.max(...row)));
    const [first, second] = powers.map((power, id) => [power, id]).sort(([a], [b]) => b - a);
    const share = first[0] / (first[0] + second[0]);
    let count = 0;
    for (let seed = 0; seed < 400; seed += 1) {
      const [id] = await drawn({ seed, topK: 2, maxTokens: 1 });
      assert.ok([first[1], second[1]].includes(id));
      count += id === first[1];
    }
    // Five standard deviations of 400 draws.
    assert.ok(
      Math.abs(count / 400 - share) < 5 * Math.sqrt((share * (1 - share)) / 400),
      `${count} of ${share}`,
    );
  });

  test('settings that mean nothing are refused', async () => {
    await refuses(drawn({ temperature: -1 }), AttentionError, /temperature/);
    await refuses(drawn({ topP: 0 }), AttentionError, /top_p/);
    await refuses(drawn({ topK: 1.5 }), AttentionError, /topK/);
    await refuses(drawn({ seed: -1 }), AttentionError, /seed/);
    await refuses(drawn({ temperature: '1' }), AttentionError, /^temperature must be a number, not "1"/);
    await refuses(drawn({ greedy: true, topK: 4 }), AttentionError, /^greedy takes the most probable/);
  });
});
