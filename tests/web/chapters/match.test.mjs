// The film of a match, frame by frame, against arithmetic of its own: products that fall into one dot, all dots to one scale, a
// future that is hatched from the start, shadows that are scores; and a query that is moved by hand.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { dot, movedRow, principalPlane } from '../../reference/analysis.mjs';
import { eventually, goTo, inChapter, load, openBrowser, openPage, serveBuild } from '../harness/browser.mjs';
import { importForNode } from '../harness/bundle.mjs';

let teller;
let close;
let figure;
let engine;
before(async () => {
  ({ module: teller, close } = await importForNode(new URL('claims/teller.mjs', import.meta.url)));
  const chapters = await teller.openChapters(['en']);
  ({ figure } = chapters.find(({ id }) => id === 'match'));
  ({ engine } = await teller.openEngines([]));
});
after(() => close?.());

const sentences = [
  { words: 'a fluffy blue creature roamed the verdant forest', token: 3 },
  { words: 'a fluffy blue creature roamed the verdant forest', token: 7, head: 1 },
  { words: 'a fluffy blue creature roamed the verdant forest', token: 5, transposed: true },
  { words: 'american shrew mole', token: 0 },
  { words: 'forest', token: 0 },
];
const widths = [767, 336];

const contextOf = ({ words, ...chosen }) =>
  teller.pageOf(engine, 'en', { words: words.split(' '), ...chosen }).context;

/** All nodes of a drawing with a class, each with what it is moved by and those around it. */
function found(nodes, name, around = []) {
  return nodes
    .filter(Boolean)
    .flatMap((node) => [
      ...((node.attributes.class ?? '').split(' ').includes(name) ? [{ ...node, around }] : []),
      ...found(node.children, name, [...around, node]),
    ]);
}

const stepAt = (id) => figure.timeline.steps.find((step) => step.id === id);
const heldAt = (id) => stepAt(id).start + stepAt(id).duration;
const drawn = (context, time, width) => figure.draw(context, time, width).nodes;
const vectors = ({ runs: { sentence }, selection: { head } }, name) =>
  sentence.words.map((_, i) => Array.from(sentence.row(name, head, i)));
const close_ = (a, b, tolerance) => Math.abs(a - b) <= tolerance;
const written = (text) => Number(text.replace(/^[=+] ?/, '').replace(/\u2212 ?/, '-'));
const near = (actual, expected, tolerance, what) =>
  assert.ok(close_(actual, expected, tolerance), `${what}: ${actual}, not ${expected}`);

/** Every moment of a step, a twentieth of a second apart. */
const moments = (id) => {
  const { start, duration } = stepAt(id);
  return Array.from({ length: Math.floor(duration / 50) }, (_, k) => start + 50 * k);
};

for (const chosen of sentences) {
  for (const width of widths) {
    describe(`${JSON.stringify(chosen)}, ${width} px`, () => {
      const products = (context, j) => {
        const { token } = context.selection;
        const [query, key] = [vectors(context, 'query')[token], vectors(context, 'key')[j]];
        return query.map((q, c) => q * key[c]);
      };

      test('bars are the products, all to one scale, and fall together', () => {
        const context = contextOf(chosen);
        const scales = new Set();
        const seen = new Set();
        for (const time of [...moments('pair'), heldAt('pair'), ...moments('row'), heldAt('row')]) {
          const nodes = drawn(context, time, width);
          for (const bar of found(nodes, 'product-bar')) {
            const group = bar.around.at(-1);
            const j = group.attributes['data-key'];
            const c = Number(/\d+/.exec(bar.key)[0]);
            const whole = group.children.filter(({ key }) => key.startsWith('bar')).length === 8;
            const product = products(context, j)[c];
            assert.equal(bar.attributes.class.includes('negative'), product < 0, `sign of ${c} at key ${j}`);
            // The last of them is still growing.
            if (whole && c < 7 && bar.attributes.width > 1.5)
              scales.add(bar.attributes.width / Math.abs(product));
            seen.add(j);
          }
          const drops = found(nodes, 'drop');
          assert.ok(drops.length === 0 || drops.length === 8);
        }
        const { token } = context.selection;
        assert.deepEqual(
          [...seen].sort((a, b) => a - b),
          Array.from({ length: token + 1 }, (_, j) => j),
        );
        const all = [...scales];
        assert.ok(all.length > 0);
        assert.ok(
          Math.max(...all) / Math.min(...all) < 1.02,
          `one scale: ${Math.min(...all)} to ${Math.max(...all)}`,
        );
      });

      test('the first sum is written as its terms, and then that of the best key: each comes to its score', () => {
        const context = contextOf(chosen);
        const { head, token } = context.selection;
        const weights = Array.from(context.runs.sentence.row('weight', head, token));
        const best = weights.indexOf(Math.max(...weights));
        for (const [step, j] of [
          ['pair', 0],
          ['row', best],
        ]) {
          const nodes = drawn(context, heldAt(step), width);
          const terms = found(nodes, 'sum-term').map(({ text }) => written(text));
          const expected = products(context, j);
          assert.equal(terms.length, expected.length);
          terms.forEach((term, c) => near(term, expected[c], 0.051, `${step}, term ${c}`));
          const [sum] = found(nodes, 'sum-result');
          const score = expected.reduce((a, b) => a + b);
          near(written(sum.text), score, 0.051, `${step}, the sum`);
        }
      });

      test('all dots have one scale, and later words are hatched from the start', () => {
        const context = contextOf(chosen);
        const { runs, selection } = context;
        const { sentence: trace } = runs;
        const areas = [];
        for (const cell of found(drawn(context, heldAt('grid'), width), 'grid-cell')) {
          const [, head, i, j] = cell.attributes['data-cell'].split(':').map(Number);
          const [mark] = found(cell.children, 'dot');
          assert.equal(mark !== undefined, j <= i, `a dot at ${i} ${j}`);
          assert.equal(found(cell.children, 'hatch').length === 1, j > i, `hatching at ${i} ${j}`);
          if (!mark) continue;
          const ring = mark.attributes.class.includes('ring');
          const score = trace.at('score', head, i, j);
          assert.equal(ring, score < 0);
          const radius = mark.attributes.r + (ring ? 0.75 : 0);
          if (radius > 2) areas.push(radius ** 2 / Math.abs(score));
        }
        assert.ok(Math.max(...areas) / Math.min(...areas) < 1.03, 'one scale');
        const later = trace.n_tokens - 1 - selection.token;
        // Not where the legend says what it means.
        const hatched = (nodes) =>
          found(nodes, 'hatch').filter(({ around }) => !around.some(({ key }) => key === 'legend'));
        for (const time of [0, ...moments('meet'), ...moments('pair'), ...moments('row')])
          assert.equal(hatched(drawn(context, time, width)).length, later);
      });

      test('the query goes from its word to one key after another, and locks on to each', () => {
        const context = contextOf(chosen);
        const { token } = context.selection;
        const places = [...moments('pair'), ...moments('row'), heldAt('row')].map((time) => {
          const nodes = drawn(context, time, width);
          const strips = found(nodes, 'vector').filter(({ key }) => key.startsWith('travelling-'));
          assert.equal(strips.length, 1);
          const [x, y] = /translate\(([-\d.]+) ([-\d.]+)\)/
            .exec(strips[0].around.at(-1).attributes.transform)
            .slice(1)
            .map(Number);
          return { x, y };
        });
        // On its way it never goes back, and never further at once than the eye can follow.
        places.slice(1).forEach(({ x, y }, k) => {
          assert.ok(x >= places[k].x - 0.01);
          assert.ok(Math.hypot(x - places[k].x, y - places[k].y) < width / 7, `a jump to ${x} ${y}`);
        });
        const stands = new Set(
          places.map(({ x }) => x).filter((x, k, all) => x === all[k - 1] && x === all[k - 2]),
        );
        assert.equal(stands.size, token + 1, 'a place at each key');
      });

      test('the foot of each shadow is where its score says, at a right angle', () => {
        const context = contextOf(chosen);
        const { runs, selection } = context;
        const { head, token } = selection;
        const query = vectors(context, 'query')[token];
        const nodes = drawn(context, heldAt('plane'), width);
        const [tip] = found(nodes, 'grip').map(({ attributes }) => numbersIn(attributes.transform));
        const shadows = found(nodes, 'shadow');
        assert.equal(shadows.length, token + 1);
        for (const { attributes, children } of shadows) {
          const j = attributes['data-key'];
          const at = (name) => numbersIn(found(children, name)[0].attributes.d);
          const [keyX, keyY] = at('drop-line');
          const [zeroX, zeroY, footX, footY] = at('shadow-length');
          const unit = Math.hypot(tip[0] - zeroX, tip[1] - zeroY) / Math.hypot(...query);
          const along = ((footX - zeroX) * (tip[0] - zeroX) + (footY - zeroY) * (tip[1] - zeroY)) / unit ** 2;
          near(
            along,
            runs.sentence.at('score', head, token, j),
            0.01 * (1 + Math.abs(along)),
            `shadow of key ${j}`,
          );
          const right = (keyX - footX) * (tip[0] - zeroX) + (keyY - footY) * (tip[1] - zeroY);
          near(right / (tip[0] - zeroX), 0, 0.05, `the angle at key ${j}`);
        }
      });

      test('a query that is dragged to where it is has the weights of the run, bit for bit', () => {
        const context = contextOf(chosen);
        const { runs, selection, analysis } = context;
        const { head, token } = selection;
        const nodes = drawn(context, heldAt('plane'), width);
        const [tip] = found(nodes, 'grip').map(({ attributes }) => numbersIn(attributes.transform));
        const { moved } = figure.drag(context, width, tip);
        assert.equal(moved.run, runs.sentence);
        // What is drawn is rounded to a hundredth of a pixel.
        moved.by.forEach((by) => near(by, 0, 0.01, 'the move'));
        const { axes } = analysis.plane(vectors(context, 'key'), {
          fit: runs.sentence.n_tokens,
          firstAxis: vectors(context, 'query')[token],
        });
        const row = analysis.movedQuery(
          {
            keys: vectors(context, 'key'),
            query: vectors(context, 'query')[token],
            axes,
            move: [0, 0],
            position: token,
          },
          runs.sentence.options,
        );
        assert.deepEqual(row.weights, Array.from(runs.sentence.row('weight', head, token)));
        assert.deepEqual(row.scores, Array.from(runs.sentence.row('score', head, token)));
      });
    });
  }
}

const numbersIn = (text) => [...text.matchAll(/-?\d+(?:\.\d+)?/g)].map(([number]) => Number(number));

describe('the query is moved by hand', () => {
  let browser;
  let server;
  before(async () => {
    [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  const open = async (options, fields = {}) => {
    const page = await openPage(browser, options);
    await load(page, server.chapter('match', fields));
    await goTo(page, 'match', 'plane');
    await inChapter(page, 'match', ({ figure: shown }) => shown.scrollIntoView({ block: 'center' }));
    return page;
  };

  /** What the figure shows: the title, the weights as written, where the grip is on the screen, and how far it was moved. */
  const shown = (page) =>
    inChapter(page, 'match', ({ figure: drawnFigure, explainer }) => {
      const scene = drawnFigure.shadowRoot.querySelector('.scene');
      const { e, f } = scene.querySelector('.grip').getScreenCTM();
      const { moved } = explainer.handled;
      return {
        title: scene.querySelector('.plane .heading').textContent,
        weights: [...scene.querySelectorAll('.list-line .number')].map(({ textContent }) => textContent),
        grip: [e, f],
        by: moved?.by,
        cells: scene.querySelectorAll('.list-line [data-cell]').length,
      };
    });

  /** What the row of the opening sentence is with its query moved, by double precision. */
  const expected = (by) => {
    const context = contextOf(sentences[0]);
    const { token } = context.selection;
    const [keys, query] = [vectors(context, 'key'), vectors(context, 'query')[token]];
    const { axes } = principalPlane(keys, keys.length, query);
    // The second axis points to where its largest component is positive.
    const [along, across] = axes;
    const largest = across.reduce((most, x) => (Math.abs(x) > Math.abs(most) ? x : most), 0);
    const up = across.map((x) => x * Math.sign(largest));
    return movedRow({ keys, query, axes: [along, up], move: by }, Math.sqrt(query.length), token + 1);
  };

  const settle = (page) =>
    page.waitForFunction(() => document.querySelector('attention-explainer').handled.moved);

  /**
   * Waits until the page knows where the query has been moved to, which it is told when the hand rests, and gives that: what is drawn
   * is then what the oracle makes of it. On a busy machine a hand may rest on its way, too.
   */
  const told = (page, before_) =>
    eventually(async () => {
      const now = await shown(page);
      assert.ok(now.by && now.by[0] !== before_, `${now.by}`);
      const row = expected(now.by);
      now.weights.forEach((weight, j) => near(Number(weight), row.weights[j], 0.0051, `weight ${j}`));
      return { ...now, row };
    });

  for (const width of [1440, 360])
    test(`${width} px: by the pointer, dots and weights follow, and the figure says so`, async () => {
      const page = await open({ width, height: 900 });
      const before_ = await shown(page);
      assert.equal(before_.title, 'drag the tip of the query');
      const [x, y] = before_.grip;
      // Held beside its middle, and let go where it was.
      await page.mouse.move(x + 5, y + 3);
      await page.mouse.down();
      await page.mouse.move(x + 30, y - 20, { steps: 4 });
      await page.mouse.move(x + 5, y + 3, { steps: 4 });
      await page.mouse.up();
      await settle(page);
      const back = await shown(page);
      assert.deepEqual(back.weights, before_.weights, 'where it was, it changes nothing');
      near(back.grip[0], x, 1, 'the grip');

      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x - 40, y - 50, { steps: 5 });
      const during = await shown(page);
      assert.equal(during.title, 'a query of your own');
      near(during.grip[0], x - 40, 1.5, 'the grip under the pointer');
      near(during.grip[1], y - 50, 1.5, 'the grip under the pointer');
      assert.equal(during.cells, 0, 'no number says that it is of the run');
      await page.mouse.up();
      const { weights } = await told(page, back.by[0]);
      assert.notDeepEqual(weights, before_.weights);

      await inChapter(page, 'match', ({ prose }) => {
        const mover = prose.shadowRoot.querySelector('query-mover');
        mover.shadowRoot.querySelector('button:last-of-type').click();
      });
      const again = await shown(page);
      assert.deepEqual([again.title, again.weights], [before_.title, before_.weights]);
      assert.deepEqual(page.complaints, []);
      await page.close();
    });

  test('by keyboard, with words for what comes of it; another word forgets it', async () => {
    const page = await open({ width: 1440, height: 900 });
    const mover = (action, ...values) =>
      page.evaluate(
        (source, given) => {
          const { shadowRoot } = document.querySelector('attention-explainer');
          const prose = shadowRoot.querySelector('section[data-chapter=match] chapter-prose');
          const element = prose.shadowRoot.querySelector('query-mover').shadowRoot;
          // eslint-disable-next-line no-new-func
          return new Function(`return (${source})`)()(element, ...given);
        },
        action.toString(),
        values,
      );
    const said = () => mover((element) => element.querySelector('[role=status]').textContent);
    assert.match(await said(), /^The query of “creature” as the model has it gives most weight to “blue”/);
    await mover((element) => element.querySelector('button').focus());
    for (let k = 0; k < 4; k += 1) await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowLeft');
    const { row } = await eventually(async () => {
      const now = await told(page);
      assert.ok(now.by[0] < 0 && now.by[1] > 0, `${now.by}`);
      assert.equal(now.title, 'a query of your own');
      return now;
    });
    const best = row.weights.indexOf(Math.max(...row.weights));
    const [word] = /(?<=“)[^”]+/.exec(await said());
    assert.equal(word, sentences[0].words.split(' ')[best]);
    const sizes = await mover((element) =>
      [...element.querySelectorAll('button')]
        .map((button) => button.getBoundingClientRect())
        .map(({ width, height }) => Math.min(width, height)),
    );
    assert.ok(Math.min(...sizes) >= 44);
    await inChapter(page, 'match', ({ explainer }) => void (explainer.token = 3));
    assert.equal((await shown(page)).title, 'drag the tip of the query');
    assert.deepEqual(page.complaints, []);
    await page.close();
  });
});

test('the scores of the oracle are those of the run', () => {
  const context = contextOf(sentences[0]);
  const { runs, selection } = context;
  const { head, token } = selection;
  const [keys, query] = [vectors(context, 'key'), vectors(context, 'query')[token]];
  keys.forEach((key, j) =>
    near(dot(query, key), runs.sentence.at('score', head, token, j), 1e-4, `score ${j}`),
  );
});
