// Figures in scenes: which parts are seen at a time, and that what is not seen is not drawn.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bundle } from '../harness/bundle.mjs';

const load = async (path, name) => new Function(await bundle(new URL(path, import.meta.url), name))();
const { drawScenes } = await load('../../../web/src/figure/scenes.ts', 'scenes');
const { during, staggered, within } = await load('../../../web/src/scene/math.ts', 'math');
const { sequence } = await load('../../../web/src/scene/timeline.ts', 'timeline');

const timeline = sequence([
  { id: 'one', duration: 1000, wait: 1000 },
  { id: 'two', duration: 1000, wait: 1000 },
]);
const layout = {
  kind: 'roomy',
  width: 300,
  height: 200,
  scenes: [
    { from: 'one', parts: ['left', 'both'] },
    { from: 'two', parts: ['right', 'both'] },
  ],
};

/** The opacity of each part at a time (1 where it is not said), and which were drawn. */
function at(time, transforms) {
  const drawn = [];
  const part = (name) => () => (drawn.push(name), []);
  const parts = { left: part('left'), right: part('right'), both: part('both') };
  const picture = drawScenes(timeline, time, layout, parts, transforms);
  const opacity = Object.fromEntries(
    picture.nodes.map(({ key, attributes }) => [key, attributes.opacity ?? 1]),
  );
  return { picture, drawn, opacity };
}

test('each scene has its parts, and only they are drawn', () => {
  assert.deepEqual(at(500).opacity, { left: 1, right: 0, both: 1 });
  assert.deepEqual(at(500).drawn, ['left', 'both']);
  assert.deepEqual(at(3000).opacity, { left: 0, right: 1, both: 1 });
  assert.deepEqual(at(3000).drawn, ['right', 'both']);
});

test('one scene leaves before another comes in, what is in both is seen all along', () => {
  for (let time = 2000; time <= 2360; time += 10) {
    const { left, right, both } = at(time).opacity;
    assert.equal(both, 1);
    assert.ok(left === 0 || right === 0, `${left} and ${right} at ${time}`);
  }
  const [leaving, coming] = [at(2090), at(2270)];
  assert.deepEqual([leaving.opacity.left, leaving.opacity.right], [0.5, 0]);
  assert.deepEqual(leaving.drawn, ['left', 'both']);
  assert.deepEqual([coming.opacity.left, coming.opacity.right], [0, 0.5]);
  assert.deepEqual(coming.drawn, ['right', 'both']);
});

test('the picture has the size of its layout, and a part can be moved', () => {
  const { picture } = at(0, { left: 'translate(3 4)' });
  const { nodes, ...box } = picture;
  assert.deepEqual(box, { kind: 'roomy', width: 300, height: 200 });
  assert.deepEqual(
    nodes.map(({ attributes }) => attributes.transform),
    ['translate(3 4)', undefined, undefined],
  );
});

test('phases and items one after another are parts of a progress', () => {
  assert.deepEqual(
    [0, 0.2, 0.3, 0.4, 1].map((p) => during(p, [0.2, 0.4])),
    [0.2, 0.2, 0.3, 0.4, 0.4].map((p) => within(p, 0.2, 0.4)),
  );
  assert.ok(Math.abs(during(0.3, [0.2, 0.4]) - 0.5) < 1e-12);
  assert.equal(staggered(0, 0, 3), 0);
  assert.equal(staggered(1, 2, 3), 1);
  assert.ok(staggered(0.5, 0, 3) > staggered(0.5, 1, 3));
});
