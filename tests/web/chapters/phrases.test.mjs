// The two chapters of phrases: what their texts tell of the model that comes with the page, and that they tell something else of
// models that do not bear it out; what their words mean in the phrases; how high their pictures are.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { importForNode } from '../harness/bundle.mjs';

const followed = { 'mole-animal': 2, 'mole-unit': 1, 'mole-skin': 5, tower: 1, eiffel: 2, miniature: 3 };
const moles = ['mole-animal', 'mole-unit', 'mole-skin'];
const steps = [0, 200];

let teller;
let close;
let chapters;
/** By name: the page's model, and models on their way. */
let engines;
before(async () => {
  ({ module: teller, close } = await importForNode(new URL('claims/teller.mjs', import.meta.url)));
  const [all, { engine, own }] = await Promise.all([
    teller.openChapters(['en', 'zh']),
    teller.openEngines(steps),
  ]);
  chapters = Object.fromEntries(all.map((chapter) => [chapter.id, chapter]));
  engines = { page: engine, ...Object.fromEntries(own.map((one, index) => [`step ${steps[index]}`, one])) };
});
after(() => close?.());

const contextOf = (name, language = 'en') =>
  teller.pageOf(engines[name], language, { words: ['a', 'tower'] }).context;

/** Which text of each step is said. */
const told = (id, context) => {
  const { claims, timeline } = chapters[id].figure;
  return timeline.steps.map(({ id: step }) =>
    teller.variantOf(claims, `card.${id}.${step}`, context).slice(`card.${id}.`.length),
  );
};

const length = (vector) => Math.hypot(...Array.from(vector));
const between = (a, b) => length(Array.from(a, (x, c) => x - b[c]));
const most = (row) => Math.max(...Array.from(row));

/** This test's own account of the same: from the numbers of the runs alone. */
function measured({ runs }) {
  const row = (name, tensor, ...more) => runs[name].row(tensor, followed[name], ...more);
  const pairs = [
    [0, 1],
    [0, 2],
    [1, 2],
  ].map(([a, b]) =>
    ['embedding', 'output'].map((tensor) => between(row(moles[a], tensor), row(moles[b], tensor))),
  );
  const part = (name, j) => {
    const parts = runs[name].words.map((_, k) => length(row(name, 'word_delta', k)));
    return parts[j] / parts.reduce((sum, one) => sum + one, 0);
  };
  return {
    apart: pairs.every(([e, output]) => output >= 2 * e),
    guesses: most(moles.map((name) => most(row(name, 'probability_before')))),
    knows: Math.min(...moles.map((name) => most(row(name, 'probability_after')))),
    eiffel: part('eiffel', 1),
    beside: [part('miniature', 1), part('miniature', 2)],
    plain: length(row('tower', 'delta')) / length(row('eiffel', 'delta')),
  };
}

describe('what is told', () => {
  test('the model of the page bears out the whole story', () => {
    const context = contextOf('page');
    assert.deepEqual(told('word', context), ['phrases', 'lookup', 'same', 'sum.mixture']);
    assert.deepEqual(told('context', context), [
      'before.undecided',
      'arrows.apart',
      'after.settled',
      'eiffel.named',
      'miniature.both',
    ]);
    const { apart, guesses, knows, eiffel, beside, plain } = measured(context);
    assert.ok(apart && guesses <= 0.3 && knows >= 0.3);
    assert.ok(eiffel >= 0.5 && plain <= 0.1, `${eiffel}, ${plain}`);
    assert.ok(Math.min(...beside) >= 0.2, beside.join());
  });

  for (const step of steps)
    test(`a model of step ${step} is not said to know what it does not`, () => {
      const context = contextOf(`step ${step}`);
      const { apart, knows, plain } = measured(context);
      const said = [...told('word', context), ...told('context', context)];
      assert.ok(knows < 0.3 && plain > 0.1, `${knows}, ${plain}`);
      assert.equal(said.includes('arrows.apart'), apart);
      for (const claim of ['sum.mixture', 'after.settled', 'eiffel.named', 'miniature.both'])
        assert.ok(!said.includes(claim), claim);
    });

  test('where no next word stands out, that is what is said', () => {
    const said = told('context', contextOf('step 0'));
    assert.deepEqual(
      said.filter((key) => key.endsWith('.even')),
      ['before.even', 'after.even'],
    );
  });

  test('the answers of the question differ, and one is right', () => {
    for (const name of Object.keys(engines)) {
      const context = contextOf(name);
      const offered = chapters.context.question.options(context);
      const { word } = context.runs['mole-unit'].candidates('probability_after', 1, 1)[0];
      assert.ok(offered.length >= 2, name);
      assert.equal(new Set(offered.map(({ text }) => text)).size, offered.length, name);
      assert.deepEqual(
        offered.filter(({ right }) => right).map(({ text }) => text),
        [word],
        name,
      );
    }
  });
});

function* within(node) {
  yield node;
  for (const child of node.children ?? []) yield* within(child);
}

/** The pictures of a figure's steps, held, in a room. */
const pictures = (id, context, room) => {
  const { figure } = chapters[id];
  return figure.timeline.steps.map((_, index) =>
    figure.draw(context, teller.heldTime(figure.timeline, index), room),
  );
};

/** What stands under each marked word of the first picture. */
function glossesOf({ nodes }) {
  const chips = nodes
    .filter(Boolean)
    .flatMap((node) => [...within(node)])
    .filter(({ attributes }) => /\btoken\b.*\bchosen\b/.test(attributes?.class ?? ''));
  return chips.map((chip) =>
    [...within(chip)].filter(({ attributes }) => attributes?.class === 'gloss').map(({ text }) => text),
  );
}

describe('pictures', () => {
  test('in Chinese a word has the sense of its phrase under it, whole', () => {
    for (const room of [336, 767]) {
      const [first] = pictures('word', contextOf('page', 'zh'), room);
      assert.deepEqual(glossesOf(first), [['鼹鼠'], ['摩尔'], ['痣']], `${room}`);
      const held = pictures('context', contextOf('page', 'zh'), room)[2];
      const said = held.nodes.filter(Boolean).flatMap((node) => [...within(node)].map(({ text }) => text));
      for (const sense of ['鼹鼠', '摩尔', '痣'])
        assert.ok(
          said.some((text) => text?.includes(sense)),
          `${sense} at ${room}`,
        );
    }
  });

  test('they fit over the cards: on phones in the upper part of the window', () => {
    // The space is the largest picture; its handles stand under it.
    for (const [id, high] of [
      ['word', [300, 420, 420]],
      ['context', [240, 370, 650]],
    ])
      for (const language of ['en', 'zh'])
        for (const [room, limit] of [
          [336, high[0]],
          [620, high[1]],
          [860, high[2]],
        ])
          for (const { height } of pictures(id, contextOf('page', language), room))
            assert.ok(height <= limit, `${id} ${language} ${room}: ${height}`);
  });

  test('a step that was has another in its place', () => {
    for (const id of ['word', 'context']) {
      const { aliases, timeline } = chapters[id].figure;
      const there = timeline.steps.map((step) => step.id);
      for (const [old, now] of Object.entries(aliases))
        assert.ok(!there.includes(old) && there.includes(now), `${id}: ${old}`);
    }
  });
});
