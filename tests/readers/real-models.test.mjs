// Two small trained models of others, with what others' programs compute of them: read here, and run by the oracle.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { transformer } from '../reference/transformer.mjs';
import { largestDifference, parametersOf, readers } from './readers.mjs';
import { json, path, skip, torchTensor } from './trained.mjs';

const open = (...names) =>
  Promise.all(names.map((name) => readers.NodeFileSource.open(path(name)))).then(async (files) => {
    const opened = await readers.openModel(files);
    const parameter = await parametersOf(opened.plan);
    await Promise.all(files.map((file) => file.close()));
    return { ...opened, parameter };
  });

describe('stories260K', { skip }, () => {
  const golden = skip ? undefined : json('stories260K/golden.json');
  let model;
  let run;
  before(async () => {
    model = await open('stories260K/stories260K.bin', 'stories260K/tok512.bin');
    run = transformer(model.plan.description, model.parameter, golden.tokens);
  });

  test('its header says what it is', () => {
    const { description } = model.plan;
    const { n_layers, d_model, n_heads, n_kv_heads, d_head, d_mlp, n_vocabulary, n_positions } = description;
    assert.deepEqual([n_layers, d_model, n_heads, n_kv_heads, d_head, d_mlp], [5, 64, 8, 4, 8, 172]);
    assert.deepEqual([n_vocabulary, n_positions], [512, 512]);
    assert.equal(description.positions, 'rotary_pairs');
    assert.equal(description.is_tied, true);
  });

  test('its tokenizer gives the tokens of llama2.c', () => {
    const { tokenizer } = model;
    assert.equal(tokenizer.n_vocabulary, 512);
    assert.deepEqual(tokenizer.encode(golden.text), golden.tokens);
    const pieces = golden.tokens.map((id) => new TextDecoder().decode(tokenizer.bytesOf(id)));
    assert.deepEqual(pieces.slice(1), golden.pieces.slice(1));
    assert.equal(tokenizer.decode(golden.tokens), golden.text);
  });

  test('every score, weight, rotated query and logit of llama2.c comes out of it', () => {
    assert.ok(largestDifference(run.logits, golden.logits) < 1e-4);
    for (const [layer, stages] of run.layers.entries()) {
      const seen = (heads) => heads.map((rows) => rows.map((row, i) => row.slice(0, i + 1)));
      assert.ok(
        largestDifference(seen(stages.scaled), golden.scaled[layer]) < 1e-4,
        `scaled of layer ${layer}`,
      );
      assert.ok(
        largestDifference(seen(stages.weight), golden.weight[layer]) < 1e-4,
        `weight of layer ${layer}`,
      );
      const queries = stages.query_rotated.map((heads) => heads.flat());
      assert.ok(largestDifference(queries, golden.query_rotated[layer]) < 1e-4, `queries of layer ${layer}`);
    }
  });

  test('it goes on as llama2.c does', () => {
    const ids = [...golden.tokens];
    for (const next of golden.greedy.slice(0, 6)) {
      const last = transformer(model.plan.description, model.parameter, ids).logits.at(-1);
      assert.equal(last.indexOf(Math.max(...last)), next);
      ids.push(next);
    }
  });
});

describe('gpt-nano-sort', { skip }, () => {
  const partials = skip ? undefined : json('gpt-nano-sort/gpt-nano-sort-t0-partials.json');
  let model;
  before(async () => {
    model = await open('gpt-nano-sort/gpt-nano-sort-model.json');
  });

  test('its configuration says what it is', () => {
    const { n_layers, n_heads, d_model, n_positions, is_tied, activation } = model.plan.description;
    assert.deepEqual([n_layers, n_heads, d_model, n_positions], [3, 3, 48, 11]);
    assert.deepEqual([is_tied, activation], [false, 'gelu_tanh']);
  });

  test('every stage of torch comes out of it, for all three inputs', () => {
    const stage = (name) => torchTensor(partials[name]);
    for (const [input, ids] of stage('idx').entries()) {
      const { embedded, layers, final_norm, logits } = transformer(
        model.plan.description,
        model.parameter,
        ids,
      );
      const perHead = (rows) => rows[0].map((_, h) => rows.map((heads) => heads[h]));
      const [first] = layers;
      const computed = {
        ...{ x: embedded, ln1: first.attention_norm, yProj: first.attention_delta, attnResid: first.middle },
        ...{ q: perHead(first.query), k: perHead(first.key), v: perHead(first.value), att: first.masked },
        ...{ attSm: first.weight, y: first.head_output.map((heads) => heads.flat()), ln2: first.mlp_norm },
        ...{ fc: first.up, gelu: first.hidden, mlp: first.mlp_delta, mlpResid: first.output },
        ...{ block0: first.output, block1: layers[1].output, block2: layers[2].output },
        ...{ ln_f: final_norm, lm_head: logits },
      };
      for (const [name, values] of Object.entries(computed)) {
        const difference = largestDifference(values, stage(name)[input]);
        assert.ok(difference < 1e-5, `${name} of input ${input}: ${difference}`);
      }
    }
  });
});
