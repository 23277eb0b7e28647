// A large model gives way to others in small pieces: who cancels is answered soon, and what is asked next finds the model sound.
import assert from 'node:assert/strict';
import { File } from 'node:buffer';
import { describe, test } from 'node:test';
import { importTypeScript } from '../web/harness/typescript.mjs';
import { isMissing } from './engine.mjs';
import { collect, nested, openModel } from './face.mjs';
import { family } from './families/index.mjs';
import { largestDifference } from './readers.mjs';
import { safetensors } from './write.mjs';

const [{ tokensAtOnce, logitsAtOnce }] = await importTypeScript('web/src/inference/pieces.ts');

const small = family('llama').description;
const gpt2 = {
  ...{ ...family('gpt2').description, n_vocabulary: 50257, n_positions: 1024 },
  ...{ n_layers: 12, d_model: 768, n_heads: 12, n_kv_heads: 12, d_head: 64, d_mlp: 3072 },
};
const qwen = {
  ...{ ...family('qwen2').description, n_vocabulary: 151936, n_layers: 24, d_model: 896 },
  ...{ n_heads: 14, n_kv_heads: 2, d_head: 64, d_mlp: 4864 },
};

test('pieces are of a billion products', () => {
  assert.equal(tokensAtOnce(small), 120);
  // 12 layers of 4 times 768^2 and 2 times 768 times 3072 weights are 84.9 million.
  assert.equal(tokensAtOnce(gpt2), 8);
  // 24 layers of 896 times (2 times 896, 2 times 128, 3 times 4864) are 358 million.
  assert.equal(tokensAtOnce(qwen), 2);
  assert.equal(logitsAtOnce(gpt2, 32), 24);
  assert.equal(logitsAtOnce(qwen, 32), 7);
  assert.equal(logitsAtOnce(small, 32), 32);
});

/** A model of one layer whose MLP is wide: 26.2 million products a token, so 32 tokens are a piece. */
function wide() {
  const [d, hidden, words] = [512, 24_576, 16];
  let state = 1;
  const filled = (shape, size) => {
    const values = new Float32Array(shape.reduce((a, b) => a * b));
    for (let at = 0; at < values.length; at += 1) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      values[at] = size * (state / 2 ** 31 - 1);
    }
    return { shape, values };
  };
  const block = 'blocks.0';
  const heads = ['Q', 'K', 'V'].flatMap((letter) => [
    [`${block}.attn.W_${letter}`, filled([8, d, 64], 0.05)],
    [`${block}.attn.b_${letter}`, filled([8, 64], 0.05)],
  ]);
  const tensors = {
    ...{ 'embed.W_E': filled([words, d], 1), 'pos_embed.W_pos': filled([128, d], 1) },
    ...Object.fromEntries(heads),
    ...{ [`${block}.attn.W_O`]: filled([8, 64, d], 0.05), [`${block}.attn.b_O`]: filled([d], 0.05) },
    ...{ [`${block}.mlp.W_in`]: filled([d, hidden], 0.05), [`${block}.mlp.b_in`]: filled([hidden], 0.05) },
    ...{ [`${block}.mlp.W_out`]: filled([hidden, d], 0.01), [`${block}.mlp.b_out`]: filled([d], 0.01) },
    ...{ 'unembed.W_U': filled([d, words], 0.05), 'unembed.b_U': filled([words], 0.05) },
  };
  const config = {
    ...{ d_vocab: words, n_ctx: 128, n_layers: 1, d_model: d, n_heads: 8, d_head: 64, d_mlp: hidden },
    ...{ act_fn: 'relu', normalization: null },
  };
  return [
    new File([safetensors(tensors)], 'model.safetensors'),
    new File([JSON.stringify(config)], 'config.json'),
  ];
}

/** A signal that counts how often it is looked at, and aborts at one of them. */
function counting(last = Infinity) {
  const controller = new AbortController();
  const { signal } = controller;
  const counted = { signal, looks: 0 };
  signal.throwIfAborted = () => {
    counted.looks += 1;
    if (counted.looks === last) controller.abort(new Error('enough'));
    if (signal.aborted) throw signal.reason;
  };
  return counted;
}

describe('a model of 26 million products a token', { skip: isMissing }, () => {
  test('looks at its signal before each 32 tokens, and is sound after it was cancelled', async () => {
    const model = await openModel(wide());
    const ids = Array.from({ length: 128 }, (_, at) => (at * 7) % 16);
    const all = counting();
    const whole = await model.run(ids, { signal: all.signal });
    // Of two calls, of four pieces of 32 tokens, and of four of 32 rows of logits.
    assert.equal(all.looks, 10);
    // Before the second piece, and before the second rows of logits.
    for (const last of [3, 7]) {
      // Another text is between, so that this one is run anew.
      await model.run(ids.slice(0, 2));
      const { signal } = counting(last);
      await assert.rejects(model.run(ids, { signal }), /enough/);
    }
    assert.equal(largestDifference(nested((await model.run(ids)).logits), nested(whole.logits)), 0);
    const { signal } = counting(3);
    await assert.rejects(collect(model.generate(ids.slice(0, 60), { signal, maxTokens: 2 })), /enough/);
    model.dispose();
  });
});
