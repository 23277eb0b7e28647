// The space of meanings: what is drawn is as long, and at such angles, as in the trace; what is expected at any place is the
// model's; from all sides labels stand free; nothing jumps.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { importTypeScript } from '../harness/typescript.mjs';

const followed = { 'mole-animal': 2, 'mole-unit': 1, 'mole-skin': 5, tower: 1, eiffel: 2, miniature: 3 };
const groups = { moles: ['mole-animal', 'mole-unit', 'mole-skin'], towers: ['tower', 'eiffel', 'miniature'] };

let page;
let engine;
let runs;
before(async () => {
  const names = {
    engine: 'web/src/compute/engine.ts',
    runs: 'web/src/compute/runs.ts',
    messages: 'web/src/text/messages.ts',
    figure: 'web/src/chapters/context/figure.ts',
    space: 'web/src/chapters/context/meaning-space.ts',
    view: 'web/src/chapters/context/view.ts',
    layout: 'web/src/chapters/context/layout.ts',
    labels: 'web/src/chapters/context/space-labels.ts',
    steps: 'web/src/chapters/context/steps.ts',
    camera: 'web/src/chapters/context/camera.ts',
    timeline: 'web/src/scene/timeline.ts',
  };
  const modules = await importTypeScript(...Object.values(names));
  page = Object.fromEntries(Object.keys(names).map((name, index) => [name, modules[index]]));
  for (const language of ['en', 'zh'])
    await Promise.all(['common', 'extras', 'context'].map((file) => page.messages.loadTexts(language, file)));
  engine = await page.engine.Engine.start();
  runs = page.runs.runPhrases(engine);
});

const contextOf = (language = 'en', handled = {}) => ({
  runs,
  analysis: engine.analysis,
  selection: { head: 0, token: 0, removed: { kind: 'head', index: 0 }, ...handled },
  say: page.messages.sayIn(language),
});

const spaceOf = (group) => page.space.meaningSpaceOf(contextOf(), groups[group]);

// This test's own arithmetic, in double precision.
const dot = (a, b) => Array.from(a).reduce((sum, x, c) => sum + x * b[c], 0);
const minus = (a, b) => Array.from(a, (x, c) => x - b[c]);
const length = (a) => Math.sqrt(dot(a, a));
const angle = (a, b) => Math.acos(Math.min(1, Math.max(-1, dot(a, b) / length(a) / length(b))));
const near = (actual, expected, tolerance, what) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${what}: ${actual}, not ${expected}`);

function softmax(scores) {
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

describe('what is drawn, before perspective', () => {
  test('three arrows as long as the three ΔE, at the same angles to each other', () => {
    const { of } = spaceOf('moles');
    const deltas = of.map(({ name }) => runs[name].row('delta', followed[name]));
    const arrows = of.map(({ arrows: [one] }) => minus(one.to, one.from));
    for (const [i, delta] of deltas.entries()) {
      assert.ok(length(delta) > 1, 'there is something to see');
      near(length(arrows[i]), length(delta), 1e-3, `length of ${of[i].name}`);
      for (let j = 0; j < i; j += 1)
        near(angle(arrows[i], arrows[j]), angle(delta, deltas[j]), 1e-3, `angle of ${i} and ${j}`);
    }
    // They span three dimensions: no plane would do.
    const [a, b, c] = arrows;
    const cross = [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
    assert.ok(Math.abs(dot(cross, c)) > 0.5 * length(a) * length(b) * length(c));
  });

  test('of the towers, the arrow of each word that one can see is its part, tip to tail from E to E′', () => {
    const all = spaceOf('towers').of.flatMap(({ name, arrows }) =>
      arrows.map(({ j, from, to }) => ({
        word: `${runs[name].words[j]} of ${name}`,
        drawn: minus(to, from),
        part: runs[name].row('word_delta', followed[name], j),
      })),
    );
    const long = all.filter(({ part }) => length(part) > 1);
    assert.ok(long.length >= 3, long.map(({ word }) => word).join());
    for (const [i, { word, drawn, part }] of long.entries()) {
      near(length(drawn), length(part), 1e-3, word);
      for (const other of long.slice(0, i))
        near(dot(drawn, other.drawn), dot(part, other.part), 3e-3, `${word} with ${other.word}`);
    }
    for (const { word, drawn, part } of all) assert.ok(length(drawn) <= length(part) + 1e-5, word);
    for (const { arrows, before: e, after } of spaceOf('towers').of) {
      assert.deepEqual(arrows[0].from, e);
      arrows.slice(1).forEach(({ from }, index) => assert.deepEqual(from, arrows[index].to));
      near(length(minus(arrows.at(-1).to, after)), 0, 1e-4, 'the end of the chain');
    }
  });

  test('words that may come next lie where their rows of the unembedding do', () => {
    const { of, words } = spaceOf('moles');
    const trace = runs['mole-animal'];
    for (const { name } of of) {
      const row = runs[name].row('probability_after', followed[name]);
      assert.ok(
        words.some(({ id }) => row[id] === Math.max(...row)),
        `the likeliest of ${name}`,
      );
    }
    for (const { id, at, word } of words) {
      assert.equal(trace.word(id), word);
      // The shadow on an arrow is the same in the space as outside it.
      for (const {
        name,
        arrows: [arrow],
      } of of) {
        const delta = runs[name].row('delta', followed[name]);
        near(
          dot(at, minus(arrow.to, arrow.from)),
          dot(trace.row('w_u', id), delta),
          2e-3,
          `${word}, ${name}`,
        );
      }
    }
  });
});

describe('what is expected at E + a ΔE', () => {
  const rowsOf = (trace) => Array.from({ length: trace.shape('w_u')[0] }, (_, id) => trace.row('w_u', id));
  const predicted = (name, added) => {
    const [trace, token] = [runs[name], followed[name]];
    const vectors = [trace.row('embedding', token), trace.row('delta', token)];
    return engine.analysis.predict(vectors, [1, added], rowsOf(trace));
  };

  for (const [added, tensor] of [
    [0, 'probability_before'],
    [1, 'probability_after'],
  ])
    test(`with a = ${added} it is the trace's`, () => {
      for (const name of Object.keys(followed)) {
        const { probability } = predicted(name, added);
        const expected = runs[name].row(tensor, followed[name]);
        assert.equal(probability.length, expected.length);
        probability.forEach((p, id) => near(p, expected[id], 2e-6, `${name} ${id}`));
        const [best] = runs[name].candidates(tensor, followed[name], 1);
        const said = page.space.expectedAt(contextOf(), { trace: runs[name], token: followed[name] }, added);
        assert.equal(said.word, best.word);
      }
    });

  test('between them it is that of the oracle, and one call takes less than a millisecond', () => {
    const times = [];
    for (const name of Object.keys(followed)) {
      const [trace, token] = [runs[name], followed[name]];
      for (const added of [0.1, 0.37, 0.5, 0.82]) {
        const at = Array.from(
          trace.row('embedding', token),
          (e, c) => e + added * trace.row('delta', token)[c],
        );
        const expected = softmax(rowsOf(trace).map((row) => dot(row, at)));
        const begin = performance.now();
        const { probability } = predicted(name, added);
        times.push(performance.now() - begin);
        probability.forEach((p, id) => near(p, expected[id], 1e-5, `${name} ${added} ${id}`));
        const said = page.space.expectedAt(contextOf(), { trace, token }, added);
        near(said.probability, Math.max(...expected), 1e-5, `what is said of ${name} at ${added}`);
        assert.equal(said.id, expected.indexOf(Math.max(...expected)));
      }
    }
    times.sort((a, b) => a - b);
    assert.ok(times[times.length >> 1] < 1, `${times}`);
  });
});

function* within(node) {
  yield node;
  for (const child of node.children ?? []) yield* within(child);
}

const drawn = (time, room, language, handled) =>
  page.figure.context.draw(contextOf(language, handled), time, room).nodes.filter(Boolean);
const held = (step) => page.timeline.heldTime(page.steps.timeline, step);

/** Labels and shafts of a space at a moment. */
function placesOf(group, time, room, language, handled) {
  const context = contextOf(language, handled);
  const at = page.steps.contextProgress(time);
  const layout = page.layout.layoutFor(room);
  const view = page.view.spaceView(context, layout, spaceOf(group), at[group], at.turns[group]);
  const { boxes } = page.labels.labelsOf(view, context.say(`space.${group}`));
  const shafts = view.of.flatMap(({ at: { arrow }, arrows }) => (arrow > 0 ? arrows : []));
  return { layout, view, boxes: boxes.filter(({ shown }) => shown > 0).map(({ box }) => box), shafts };
}

const turns = Array.from({ length: 73 }, (_, index) => -180 + 5 * index);
const moments = [
  ['moles', 2],
  ['towers', 3],
  ['towers', 4],
];

describe('what is seen', () => {
  test('the shafts are where the camera sees E and E′, from each side', () => {
    for (const turn of turns) {
      const { view } = placesOf('moles', held(2), 767, 'en', { turn });
      const shafts = drawn(held(2), 767, 'en', { turn })
        .flatMap((node) => [...within(node)])
        .filter(({ attributes, key }) => key === 'shaft' && attributes['marker-end']);
      assert.ok(shafts.length <= 3 && shafts.length >= 2, `${turn}: ${shafts.length}`);
      const expected = view.of.map(({ before: e, after }) => [e.x, e.y, after.x, after.y]);
      for (const { attributes } of shafts) {
        const at = attributes.d.match(/-?[\d.]+/g).map(Number);
        assert.ok(
          expected.some((place) => place.every((x, k) => Math.abs(x - at[k]) < 0.02)),
          `${turn}: ${at}`,
        );
      }
    }
  });

  test('perspective: what is near is larger, straight is straight, and a whole turn changes nothing', () => {
    const layout = page.layout.layoutFor(767);
    const camera = (degrees) =>
      page.camera.cameraFor(spaceOf('moles'), layout.space, layout.margins, degrees);
    const { see, floor, middle: axis } = camera(20);
    const [a, b] = [see([0, -2, 0]), see([0, 2, 0])];
    assert.ok(b.near > a.near && b.scale > a.scale, 'the second axis comes towards the reader');
    const middle = see([0, 0, 0]);
    near((b.x - a.x) * (middle.y - a.y), (b.y - a.y) * (middle.x - a.x), 1e-6 * layout.width ** 2, 'a line');
    assert.ok(see([0, 0, 1]).y < middle.y, 'the third axis is up');
    assert.deepEqual(camera(380).see([1, 2, 3]).x.toFixed(6), see([1, 2, 3]).x.toFixed(6));
    // The rim of the floor is round the axis that all turns about, which need not go through 0.
    const rim = [0, 1, 2, 3, 4, 5, 6, 7].map((part) => {
      const angle = (part * Math.PI) / 4;
      return [axis[0] + floor.radius * Math.cos(angle), axis[1] + floor.radius * Math.sin(angle), floor.y];
    });
    for (const degrees of turns)
      for (const place of [...spaceOf('moles').of.flatMap(({ before: e, after }) => [e, after]), ...rim]) {
        const { x, y } = camera(degrees).see(place);
        assert.ok(x > 0 && x < layout.width && y > 0 && y < layout.height, `${degrees}: ${x} ${y}`);
      }
  });

  for (const room of [336, 722, 767])
    for (const language of ['en', 'zh'])
      test(`${room} px, ${language}: labels touch neither each other nor an arrow, from any side`, () => {
        const wrong = [];
        for (const [group, step] of moments)
          for (const turn of turns) {
            const { layout, boxes, shafts } = placesOf(group, held(step), room, language, { turn });
            boxes.forEach((box, i) => {
              const { x, y, width, height } = box;
              if (x < 0 || y < 0 || x + width > layout.width || y + height > layout.height)
                wrong.push(`${group} ${step} ${turn}: label ${i} stands out`);
              for (const other of boxes.slice(0, i)) {
                const across = Math.min(x + width, other.x + other.width) - Math.max(x, other.x);
                const down = Math.min(y + height, other.y + other.height) - Math.max(y, other.y);
                if (across > 0.5 && down > 0.5)
                  wrong.push(`${group} ${step} ${turn}: labels ${across} ${down}`);
              }
              for (const { from, to } of shafts)
                for (let part = 0; part <= 1; part += 0.005) {
                  const [px, py] = [from.x + part * (to.x - from.x), from.y + part * (to.y - from.y)];
                  if (px > x + 0.5 && px < x + width - 0.5 && py > y + 0.5 && py < y + height - 0.5) {
                    wrong.push(`${group} ${step} ${turn}: label ${i} on an arrow`);
                    break;
                  }
                }
            });
          }
        assert.deepEqual(wrong, []);
      });

  test('nothing jumps while it plays: no label goes further than 12 px in a frame of 40 ms', () => {
    for (const room of [336, 767]) {
      const { steps } = page.steps.timeline;
      for (const [group, from, to] of [
        ['moles', 0, 2],
        ['towers', 3, 4],
      ]) {
        let before;
        for (let time = steps[from].start; time <= steps[to].start + steps[to].duration; time += 40) {
          const { view } = placesOf(group, time, room, 'en', {});
          const { boxes } = page.labels.labelsOf(view, '');
          boxes.forEach(({ box, shown }, index) => {
            const was = before?.[index];
            if (!was || shown === 0 || was.shown === 0) return;
            const way = Math.hypot(box.x - was.box.x, box.y - was.box.y);
            assert.ok(way <= 12, `${group} ${room} at ${time}: label ${index} by ${way} px`);
          });
          before = boxes;
        }
      }
    }
  });
});
