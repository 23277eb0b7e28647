// The scenes of one row of attention: strips are as wide or long as the weights, pushes are the values through Value_up, the chain of
// them ends where E' is, and what is expected next is the prediction there. The pictures are drawn in node, from the core's runs.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { importForNode } from '../harness/bundle.mjs';

let teller;
let close;
let engine;
const chapters = {};
const rooms = [767, 336];
const opening = 'a fluffy blue creature roamed the verdant forest';
const long = `${opening} a bony black monster haunted the verdant forest the ${opening.slice(2)}`;
const rows = [
  ...[0, 1, 3, 7].flatMap((token) => [0, 2].map((head) => ({ sentence: opening, token, head }))),
  { sentence: 'a bony black monster haunted the verdant forest', token: 3 },
  { sentence: 'take a biopsy of the mole', token: 5 },
  { sentence: long, token: 3 },
  { sentence: long, token: 20 },
  { sentence: 'creature', token: 0 },
];

before(async () => {
  ({ module: teller, close } = await importForNode(new URL('claims/teller.mjs', import.meta.url)));
  for (const chapter of await teller.openChapters(['en'])) chapters[chapter.id] = chapter;
  ({ engine } = await teller.openEngines([]));
});
after(() => close?.());

const contextOf = ({ sentence, ...chosen }) =>
  teller.pageOf(engine, 'en', { words: sentence.split(' '), ...chosen }).context;

/** The marks of a figure, held at a step, by key; a key that stands twice with the names of those around it. */
function drawn(id, context, step, room) {
  const { figure } = chapters[id];
  const { timeline } = figure;
  const time = teller.heldTime(
    timeline,
    timeline.steps.findIndex((one) => one.id === step),
  );
  const marks = new Map();
  const visit = (node, path) => {
    const here = node.key === undefined ? path : [...path, node.key];
    if (node.key !== undefined) marks.set(here.join('/'), node);
    node.children.forEach((child) => visit(child, here));
  };
  for (const node of figure.draw(context, time, room).nodes) if (node) visit(node, []);
  return marks;
}

const under = (marks, pattern) => [...marks].filter(([path]) => pattern.test(path));
const numbersOf = (text) => text.match(/-?[\d.]+/g).map(Number);

/** From where to where the push of a strip goes. */
function arrowOf({ attributes, children }) {
  const [x, y, turn = 0] = numbersOf(attributes.transform);
  const head = children.find(({ tag }) => tag === 'path');
  const half = Math.abs(numbersOf(head.attributes.d)[1]);
  const angle = (turn * Math.PI) / 180;
  const [dx, dy] = [half * Math.sin(angle), -half * Math.cos(angle)];
  return { from: [x - dx, y - dy], to: [x + dx, y + dy] };
}

/** The same for an arrow that is drawn from its tail. */
function lineOf({ attributes, children }) {
  const [x, y, turn = 0] = numbersOf(attributes.transform);
  const length = Math.abs(numbersOf(children.find(({ tag }) => tag === 'path').attributes.d)[1]);
  const angle = (turn * Math.PI) / 180;
  return { from: [x, y], to: [x + length * Math.sin(angle), y - length * Math.cos(angle)] };
}

const distance = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]);
const placeOf = (mark) => numbersOf(mark.attributes.transform).slice(0, 2);

/** What a head adds for each word: W_O (w v), in double precision. */
function addedBy(trace, head, i) {
  return trace.words.map((_, j) =>
    Array.from({ length: trace.shape('w_o')[1] }, (__, c) => {
      const [row, value] = [trace.row('w_o', head, c), trace.row('value', head, j)];
      return trace.at('weight', head, i, j) * Array.from(row).reduce((sum, x, k) => sum + x * value[k], 0);
    }),
  );
}

/** softmax(W_U x), in double precision. */
function expected(trace, x) {
  const logits = Array.from({ length: trace.shape('w_u')[0] }, (_, word) =>
    Array.from(trace.row('w_u', word)).reduce((sum, weight, c) => sum + weight * x[c], 0),
  );
  const most = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - most));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

describe('push', () => {
  test('strips are as wide as the weights, those of others as all of theirs', () => {
    for (const row of rows)
      for (const room of rooms) {
        const context = contextOf(row);
        const { head, token } = context.selection;
        const weights = Array.from(context.runs.sentence.row('weight', head, token));
        const marks = drawn('value', context, 'weigh', room);
        const widths = new Map(
          under(marks, /^strips\/strip[^/]*\/body$/).map(([path, { attributes }]) => [
            path.split('/')[1].replace('strip', ''),
            attributes.width,
          ]),
        );
        const [best] = weights.map((weight, j) => [weight, j]).sort((a, b) => b[0] - a[0]);
        const whole = widths.get(String(best[1])) / best[0];
        assert.ok(whole > 20, `a whole strip is ${whole} px wide`);
        let told = 0;
        for (const [name, width] of widths) {
          if (name === '-others') continue;
          told += weights[Number(name)];
          assert.ok(Math.abs(width - weights[Number(name)] * whole) < 0.02, `${name} of ${row.sentence}`);
        }
        if (widths.has('-others'))
          assert.ok(Math.abs(widths.get('-others') - (1 - told) * whole) < 0.5, row.sentence);
        else assert.ok(told > 0.95, `${row.sentence}: ${told} has a strip`);
      }
  });

  test('the chain begins at E, goes on from tip to tail and ends at E′', () => {
    let rests = 0;
    for (const row of rows)
      for (const room of rooms) {
        const context = contextOf(row);
        const marks = drawn('value', context, 'move', room);
        const arrows = under(marks, /^strips\/strip\d+$/)
          .filter(([, mark]) => mark.children.some(({ tag }) => tag === 'path'))
          .map(([, mark]) => arrowOf(mark));
        const rest = marks.get('plane/rest');
        assert.ok(arrows.length <= 4, 'at most four words have an arrow of their own');
        const chain = rest ? [...arrows, lineOf(rest)] : arrows;
        rests += rest ? 1 : 0;
        let at = placeOf(marks.get('plane/before'));
        for (const { from, to } of chain) {
          assert.ok(distance(from, at) < 0.6, `${JSON.stringify(row)} ${from} ${at}`);
          at = to;
        }
        const end = placeOf(marks.get('plane/after'));
        assert.ok(distance(at, end) < 2, `${JSON.stringify(row)} at ${room}: ${at}, E′ is at ${end}`);
        const delta = marks.get('plane/delta');
        if (delta) assert.ok(distance(lineOf(delta).to, end) < 0.6);
      }
    assert.ok(rests > 0, 'somewhere more is left than is drawn');
  });

  test('pushes are as long as what the head adds for their words', () => {
    const context = contextOf({ sentence: opening, token: 3 });
    const { head } = context.selection;
    const lengths = addedBy(context.runs.sentence, head, 3).map((vector) => Math.hypot(...vector));
    const marks = drawn('value', context, 'move', 767);
    const [fluffy, blue] = [1, 2].map((j) => {
      const { from, to } = arrowOf(marks.get(`strips/strip${j}`));
      return distance(from, to);
    });
    assert.ok(Math.abs(fluffy / blue - lengths[1] / lengths[2]) < 0.02);
  });

  test('bars are the prediction where the word is: at E, at E′, and with words faded', () => {
    const context = contextOf({ sentence: opening, token: 3 });
    const { sentence: run } = context.runs;
    const { head } = context.selection;
    const bars = (step, selection = {}) => {
      const chosen = { ...context, selection: { ...context.selection, ...selection } };
      const marks = drawn('value', chosen, step, 767);
      return new Map(
        under(marks, /^next\/next\/next\d+\/bar$/).map(([path, { attributes }]) => [
          Number(path.match(/next(\d+)/)[1]),
          attributes.width,
        ]),
      );
    };
    const room = roomOf(bars('move'), run);
    const assertBars = (shown, probabilities) => {
      assert.equal(shown.size, 5);
      for (const [id, width] of shown)
        assert.ok(Math.abs(width - Math.max(probabilities[id] * room, 1)) < 0.05, run.word(id));
    };
    assertBars(bars('lift'), run.row('probability_before', 3));
    assertBars(bars('move'), run.row('probability_after', 3));
    const kept = run.words.map((_, j) => (j === 1 ? 0.25 : 1));
    const added = addedBy(run, head, 3);
    const x = Array.from(run.row('output', 3), (y, c) => y - 0.75 * added[1][c]);
    assertBars(bars('move', { faded: { run, head, token: 3, kept } }), expected(run, x));
    const other = { run, head: (head + 1) % 4, token: 3, kept };
    assertBars(bars('move', { faded: other }), run.row('probability_after', 3));
  });
});

/** How long a bar of 1 is: told by the longest of them. */
function roomOf(bars, run) {
  const [[id, width]] = [...bars].sort((a, b) => b[1] - a[1]);
  return width / run.at('probability_after', 3, id);
}

describe('sharing', () => {
  const options = [1, 3.98, 0.3].flatMap((temperature) =>
    ['causal', 'none', 'zero-after-softmax'].map((mask) => ({ temperature, mask })),
  );
  for (const { temperature, mask } of options)
    test(`strips are as long as the weights of every row: temperature ${temperature}, mask ${mask}`, () => {
      for (const row of rows)
        for (const room of rooms) {
          const context = contextOf({ ...row, options: { ...teller.asTrained, temperature, mask } });
          const { switched } = context.runs;
          const { head, token } = context.selection;
          const strip = drawn('weights', context, 'divide', room);
          const { width } = strip.get('share-strip/slot').attributes;
          const part = /^share-strip\/share\d+\/part$/;
          assertShares(under(strip, part), switched.row('weight', head, token), width, /share(\d+)\/part/);
          const all = drawn('weights', context, 'all', room);
          for (const [i] of switched.words.entries()) {
            const slot = all.get(`share-all/row${i}/slot`).attributes.width;
            const parts = under(all, new RegExp(`^share-all/row${i}/shares/\\d+/part$`));
            assertShares(parts, switched.row('weight', head, i), slot, /(\d+)\/part/);
          }
        }
    });

  test('what the division is held against is the softmax of the scores as they are', () => {
    for (const token of [3, 7])
      for (const room of rooms) {
        const context = contextOf({ sentence: opening, token });
        const { head } = context.selection;
        const marks = drawn('weights', context, 'scale', room);
        const written = context.runs.sentence.row('score', head, token).slice(0, token + 1);
        const powers = Array.from(written, (score) => Math.exp(score - Math.max(...written)));
        const total = powers.reduce((sum, power) => sum + power, 0);
        for (const [key, weights] of Object.entries({
          with: context.runs.sentence.row('weight', head, token),
          without: powers.map((power) => power / total),
        })) {
          const { width } = marks.get(`share-preview/${key}/slot`).attributes;
          const parts = under(marks, new RegExp(`^share-preview/${key}/share\\d+/part$`));
          assertShares(parts, weights, width, /share(\d+)\/part/);
        }
      }
  });

  test('bars of scores have one length for 1, from the first step to the last, whatever they are divided by', () => {
    for (const { temperature, scale } of [
      { temperature: 1, scale: true },
      { temperature: 0.2, scale: true },
      { temperature: 1, scale: false },
    ])
      for (const room of rooms) {
        const context = contextOf({
          sentence: opening,
          token: 3,
          options: { ...teller.asTrained, temperature, scale },
        });
        const { head, token } = context.selection;
        const units = ['scores', 'scale', 'mask', 'exp'].map((step) => {
          const tensor = step === 'scores' ? 'score' : 'scaled';
          const { width } = drawn('weights', context, step, room).get(
            'share-scores/line2/entry2/bar',
          ).attributes;
          return width / context.runs.switched.at(tensor, head, token, 2);
        });
        for (const unit of units) assert.ok(Math.abs(unit / units[0] - 1) < 1e-3, `${units}`);
      }
  });

  test('a sentence of many words has no more lines than can be read, and every word in one of them', () => {
    for (const room of rooms) {
      const marks = drawn('weights', contextOf({ sentence: long, token: 20 }), 'scale', room);
      const lines = under(marks, /^share-scores\/line[^/]+$/);
      const entries = under(marks, /^share-scores\/line[^/]+\/entry\d+$/);
      assert.ok(lines.length <= (room > 620 ? 14 : 9), `${lines.length} lines`);
      assert.equal(entries.length, long.split(' ').length);
    }
  });
});

/** Parts lie end to end, each as long as its weight but for the gap between them. */
function assertShares(parts, weights, whole, name) {
  const drawnOnes = new Map(parts.map(([path, { attributes }]) => [Number(path.match(name)[1]), attributes]));
  let before = 0;
  const start = Math.min(...[...drawnOnes.values()].map(({ x }) => x)) - 0.75;
  for (const [j, weight] of Array.from(weights).entries()) {
    if (weight > 0) {
      const { x, width } = drawnOnes.get(j);
      assert.ok(Math.abs(width - Math.max(weight * whole - 1.5, 0.5)) < 0.02, `${j}: ${width} for ${weight}`);
      assert.ok(Math.abs(x - 0.75 - start - before * whole) < 0.03, `${j} begins at ${x}`);
    } else assert.equal(drawnOnes.has(j), false);
    before += weight;
  }
}
