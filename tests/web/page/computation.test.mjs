// What a page computes, and when: the same objects until something in them changes, since figures draw again what is another
// object. Here in node, with the model and the core of the page.
import assert from 'node:assert/strict';
import { before, beforeEach, describe, test } from 'node:test';
import { importTypeScript } from '../harness/typescript.mjs';

let Computation;
let Engine;
let EngineError;
let asTrained;
let WeightsModel;
let engine;
before(async () => {
  const modules = await importTypeScript(
    'web/src/app/computation.ts',
    'web/src/compute/engine.ts',
    'wasm/attention.ts',
    'web/src/compute/model/weights-model.ts',
  );
  ({ Computation, Engine, EngineError, asTrained, WeightsModel } = Object.assign({}, ...modules));
  engine = await Engine.start();
});

const sentence = 'a fluffy blue creature roamed the verdant forest';
const say = () => '';
let page;
let computation;
beforeEach(() => {
  page = { sentence, options: asTrained, ownModel: undefined, silent: [], state: { kind: 'loading' } };
  computation = new Computation(page);
  computation.start(engine, ['the', 'forest']);
});

/** Changes properties of the page, and tells which. */
function change(properties) {
  Object.assign(page, properties);
  computation.update(new Set(Object.keys(properties)));
}

const selection = {
  head: 1,
  token: 3,
  transposed: false,
  rank: undefined,
  removed: { kind: 'word', index: 0 },
};
const contextOf = (chosen = {}) => computation.context(page.state, { ...selection, ...chosen }, say);
const words = () => page.state.runs.sentence.words.join(' ');

describe('what is run', () => {
  test('the sentence of the page; where the model cannot read it, the other one', () => {
    assert.equal(words(), sentence);
    page.sentence = 'xyzzy';
    computation.start(engine, ['the', 'forest']);
    assert.equal(words(), 'the forest');
  });

  for (const [name, unread] of [
    ['with an unknown word', 'a fluffy xyzzy'],
    ['of no word', ''],
    ['that is too long', 'the '.repeat(25)],
  ]) {
    test(`a sentence ${name} leaves the one before, and everything that was computed`, () => {
      const { state } = page;
      change({ sentence: unread });
      assert.equal(page.state, state);
    });
  }

  test('another sentence is run in every way that there is', () => {
    change({ sentence: 'american shrew mole' });
    const { runs, ablations, wordAblations } = page.state;
    for (const name of ['sentence', 'switched', 'ablated'])
      assert.equal(runs[name].words.join(' '), 'american shrew mole', name);
    assert.equal(runs['mole-unit'].words.join(' '), 'one mole of carbon dioxide');
    assert.equal(ablations.length, 4);
    assert.deepEqual(
      wordAblations.map((trace) => trace.words.join(' ')),
      ['shrew mole', 'american mole', 'american shrew'],
    );
  });

  test('switches change the switched run alone', () => {
    const { sentence: before } = page.state.runs;
    assert.equal(page.state.runs.switched, before);
    change({ options: { ...asTrained, temperature: 2 } });
    const { sentence: trained, switched, ablated } = page.state.runs;
    assert.deepEqual(trained.values('weight'), before.values('weight'));
    assert.notDeepEqual(switched.values('weight'), before.values('weight'));
    assert.equal(ablated, trained);
    assert.equal(switched.options.temperature, 2);
    change({ options: asTrained });
    assert.equal(page.state.runs.switched, page.state.runs.sentence);
  });

  test('silent heads run the sentence again without them, and leave all else as it was', () => {
    const { runs, ablations, wordAblations } = page.state;
    change({ silent: [0, 2] });
    const { ablated, ...others } = page.state.runs;
    assert.deepEqual(ablated.options.silentHeads, [0, 2]);
    assert.notDeepEqual(ablated.values('output'), runs.sentence.values('output'));
    for (const [name, trace] of Object.entries(others)) assert.equal(trace, runs[name], name);
    assert.equal(page.state.ablations, ablations);
    assert.equal(page.state.wordAblations, wordAblations);
    // A sentence that comes afterwards is run without them, too.
    change({ sentence: 'the forest' });
    assert.deepEqual(page.state.runs.ablated.options.silentHeads, [0, 2]);
    change({ silent: [] });
    assert.equal(page.state.runs.ablated, page.state.runs.sentence);
  });

  test('a model of one’s own runs everything, and without it all is as it was', () => {
    const trained = page.state.runs;
    const values = (trace) => [...trace.values('output')];
    change({ ownModel: ownModel() });
    assert.notEqual(page.state.engine, engine);
    assert.equal(page.state.engine.trained, engine);
    for (const name of ['sentence', 'switched', 'mole-unit'])
      assert.notDeepEqual(values(page.state.runs[name]), values(trained[name]), name);
    change({ sentence: 'the forest' });
    assert.notEqual(page.state.engine, engine);
    change({ sentence });
    change({ ownModel: undefined });
    assert.equal(page.state.engine, engine);
    assert.deepEqual(values(page.state.runs.sentence), values(trained.sentence));
  });

  test('before it has started nothing is computed', () => {
    page.state = { kind: 'loading' };
    change({ sentence: 'the forest', options: { ...asTrained, temperature: 2 } });
    assert.deepEqual(page.state, { kind: 'loading' });
  });
});

/** The parameters of the page's model, but half of each value matrix: an own model as training leaves one. */
function ownModel() {
  const { model } = engine;
  const names = ['w_e', 'w_p', 'w_q', 'w_k', 'w_v', 'w_o', 'w_u'];
  const trace = page.state.runs.sentence;
  const values = Object.fromEntries(names.map((name) => [name, Float32Array.from(trace.values(name))]));
  values.w_v = values.w_v.map((value) => value / 2);
  const weights = { dimensions: model.dimensions, values };
  return { model: new WeightsModel(weights, model), weights, seed: 1, step: 0 };
}

describe('the same objects', () => {
  test('nothing that has changed is nothing to compute', () => {
    const { state } = page;
    const context = contextOf();
    computation.update(new Set());
    change({ theme: 'dark', lang: 'zh', head: 2 });
    change({ sentence: ` ${sentence.toUpperCase()} `.toLowerCase() });
    assert.equal(page.state, state);
    assert.equal(contextOf(), context);
    assert.equal(computation.runs(state, selection.removed), computation.runs(state, selection.removed));
  });

  for (const [name, chosen] of Object.entries({
    head: { head: 2 },
    token: { token: 4 },
    transposed: { transposed: true },
    rank: { rank: 3 },
    removed: { removed: { kind: 'word', index: 1 } },
  })) {
    test(`${name}: another choice is another context, once`, () => {
      const before = contextOf();
      const after = contextOf(chosen);
      assert.notEqual(after, before);
      assert.deepEqual(after.selection, { ...selection, ...chosen });
      assert.equal(contextOf(chosen), after);
    });
  }

  test('what is taken away changes one run and keeps the others', () => {
    const word = computation.runs(page.state, { kind: 'word', index: 1 });
    const head = computation.runs(page.state, { kind: 'head', index: 1 });
    assert.equal(word.without, page.state.wordAblations[1]);
    assert.equal(head.without, page.state.ablations[1]);
    assert.equal(head.sentence, word.sentence);
  });

  test('another language is another context of the same runs', () => {
    const before = contextOf();
    const after = computation.context(page.state, selection, () => 'other');
    assert.notEqual(after, before);
    assert.equal(after.runs, before.runs);
  });
});

describe('failures', () => {
  test('one that the reader is told of is the state; any other is thrown', () => {
    const error = new EngineError('state.error.run', new Error('no memory'));
    computation.fail(error);
    assert.deepEqual(page.state, { kind: 'failed', error });
    assert.throws(() => computation.fail(new TypeError('ours')), /ours/);
  });
});
