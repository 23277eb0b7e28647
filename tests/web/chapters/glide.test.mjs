// Another word, head, sentence or switch: what is drawn glides from the one run to the other, what is written is the second’s at once.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { importSource } from '../harness/bundle.mjs';
import { load, openBrowser, openPage, serveBuild } from '../harness/browser.mjs';
import { sources } from '../harness/sources.mjs';

const { mixScenes } = await importSource(sources.mixScenes);

const node = (tag, attributes, { key, text, children = [] } = {}) => ({
  tag,
  key,
  attributes,
  children,
  text,
});

describe('between two drawings', () => {
  const from = [
    node('rect', { x: 0, width: 10, class: 'one', 'data-cell': 'weight:0:1:1' }, { key: 'bar' }),
    node('path', { d: 'M 0 0 L 10 -4', transform: 'translate(1 2)' }),
    node('text', { x: 4 }, { text: '0.25' }),
    node('circle', { r: 3 }, { key: 'gone' }),
  ];
  const to = [
    node('rect', { x: 4, width: 30, class: 'two', 'data-cell': 'weight:0:2:1' }, { key: 'bar' }),
    node('path', { d: 'M 0 8 L 20 4', transform: 'translate(5 2)' }),
    node('text', { x: 8 }, { text: '0.75' }),
    node('circle', { r: 5, opacity: 0.5 }, { key: 'new' }),
  ];

  test('numbers are mixed, in paths and transforms too; names and what is written are those of the second', () => {
    const [bar, path, text, circle] = mixScenes(from, to, 0.25);
    assert.deepEqual(bar.attributes, { x: 1, width: 15, class: 'two', 'data-cell': 'weight:0:2:1' });
    assert.deepEqual(path.attributes, { d: 'M 0 2 L 12.5 -2', transform: 'translate(2 2)' });
    assert.deepEqual([text.attributes.x, text.text], [5, '0.75']);
    assert.deepEqual([circle.key, circle.attributes.opacity], ['new', 0.13]);
  });

  test('at its end it is the second', () => assert.equal(mixScenes(from, to, 1), to));

  test('paths that are not alike are not mixed', () => {
    const [path] = mixScenes([node('path', { d: 'M 0 0 h 4' })], [node('path', { d: 'M 1 1 v 4' })], 0.5);
    assert.equal(path.attributes.d, 'M 1 1 v 4');
  });
});

describe('in the page', () => {
  const at = {};
  before(async () => {
    [at.browser, at.server] = await Promise.all([openBrowser(), serveBuild()]);
    at.page = await openPage(at.browser);
    await at.page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'no-preference' }]);
    await load(at.page, at.server.site);
  });
  after(async () => {
    await at.browser?.close();
    await at.server?.stop();
  });

  /** Changes a property while a figure is in sight: its scenes, frame by frame until nothing has changed for some, and as it is drawn anew. */
  const change = (chapter, properties) =>
    at.page.evaluate(
      async (id, changed) => {
        const explainer = document.querySelector('attention-explainer');
        const figure = explainer.shadowRoot.querySelector(`explainer-figure[chapter="${id}"]`);
        const frame = () => new Promise(requestAnimationFrame);
        figure.scrollIntoView({ block: 'center', behavior: 'instant' });
        figure.pause();
        // A card that is passed on the way leads the figure.
        for (let still = 0; still < 6; still = figure.playing ? 0 : still + 1) await frame();
        figure.goTo(figure.timeline.steps.length - 1);
        await figure.updateComplete;
        const read = () => figure.shadowRoot.querySelector('.scene').innerHTML;
        const before = read();
        Object.assign(explainer, changed);
        await explainer.updateComplete;
        const scenes = [];
        for (let same = 0; same < 8;) {
          await frame();
          const now = read();
          same = now === scenes.at(-1) ? same + 1 : 0;
          scenes.push(now);
        }
        // A moment that is asked for is drawn without a glide.
        figure.goTo(figure.timeline.steps.length - 1);
        await figure.updateComplete;
        return { before, scenes: [...new Set(scenes)], direct: read() };
      },
      chapter,
      properties,
    );

  for (const [name, chapter, properties] of [
    ['a word', 'overview', { token: 6 }],
    ['a head', 'match', { head: 3 }],
    ['a sentence as long', 'overview', { sentence: 'every night a bony black monster haunted forest' }],
    ['a switch', 'weights', { options: { temperature: 3, scale: true, mask: 'causal', silentHeads: [] } }],
    ['a removed head', 'your-turn', { removed: { kind: 'head', index: 2 } }],
    ['a removed word', 'your-turn', { removed: { kind: 'word', index: 1 } }],
  ])
    test(`${name} glides, and ends where it would be at once`, async () => {
      const { before: old, scenes, direct } = await change(chapter, properties);
      assert.ok(direct !== old, 'something has changed');
      assert.ok(scenes.at(-1) === direct, 'the last frame is what is drawn at once');
      const between = scenes.filter((scene) => scene !== old && scene !== direct);
      assert.ok(between.length >= 2, `${between.length} frames between`);
    });

  test('a sentence of another length is there at once', async () => {
    const { scenes, direct } = await change('overview', { sentence: 'american shrew mole' });
    assert.ok(scenes.length === 1 && scenes[0] === direct, `${scenes.length} frames`);
  });

  test('still frames do not glide', async () => {
    await at.page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
    const { scenes, direct } = await change('overview', { token: 1 });
    assert.ok(scenes.length === 1 && scenes[0] === direct, `${scenes.length} frames`);
  });
});
