// Chapter 6's switches: each makes another run, which is the oracle's with the same options; the chapter's figure shows that
// run and says what was done to it; all other figures stay as trained.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import {
  at,
  goTo,
  inChapter,
  inPage,
  listChapters,
  load,
  openBrowser,
  openPage,
  readTrace,
  rowOf,
  serveBuild,
} from '../harness/browser.mjs';
import { assertIsOracle } from '../harness/oracle.mjs';

let browser;
let server;
let page;
let chapters;
let trained;
const [head, token] = [0, 3];
const asTrained = { temperature: 1, scale: true, mask: 'causal' };

before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
  page = await openPage(browser);
  await load(page, server.site);
  await inPage(page, ({ explainer }, h) => void (explainer.head = h), head + 1);
  chapters = (await listChapters(page)).filter(({ steps }) => steps);
  for (const { id, steps } of chapters) await goTo(page, id, steps.length - 1);
  await goTo(page, 'weights', 'divide');
  trained = await pictures();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});
afterEach(async () => {
  await operate('back');
  await goTo(page, 'weights', 'divide');
});

/** What every figure shows, as text: the same for the same picture, in whatever order its attributes were set. */
async function pictures() {
  const shown = {};
  for (const { id } of chapters) {
    shown[id] = await inChapter(page, id, ({ figure }) => {
      const write = (node) =>
        node.attributes
          ? `<${node.localName} ${[...node.attributes]
              .map(({ name, value }) => `${name}="${value}"`)
              .sort()
              .join(' ')}>${[...node.childNodes].map(write).join('')}</>`
          : node.textContent;
      return write(figure.shadowRoot.querySelector('.scene'));
    });
  }
  return shown;
}

/** Does to the switches what a reader does. */
function operate(what, value) {
  return inChapter(
    page,
    'weights',
    async ({ figure, prose, explainer }, action, wanted) => {
      const host = action === 'scale' ? prose : figure;
      const { shadowRoot } = host.shadowRoot.querySelector(
        action === 'scale' ? 'scale-switch' : 'share-handles',
      );
      if (action === 'temperature') {
        const slider = shadowRoot.querySelector('input[type=range]');
        slider.value = String(Math.log10(wanted));
        slider.dispatchEvent(new Event('input'));
      }
      if (action === 'scale') shadowRoot.querySelector('input[type=checkbox]').click();
      if (action === 'mask') {
        const select = shadowRoot.querySelector('select');
        select.selectedIndex = [...select.options].findIndex(({ text }) => text.includes(wanted));
        select.dispatchEvent(new Event('change'));
      }
      if (action === 'back') shadowRoot.querySelector('button')?.click();
      await explainer.updateComplete;
    },
    what,
    value,
  );
}

async function caption(step) {
  await goTo(page, 'weights', step);
  return inChapter(
    page,
    'weights',
    ({ figure }) => figure.shadowRoot.querySelector('figcaption').textContent,
  );
}

/** The numbers that the figure writes beside the cells of a tensor, in the followed row, by key token. */
function written(tensor) {
  return inChapter(
    page,
    'weights',
    ({ figure }, prefix) =>
      Object.fromEntries(
        [...figure.shadowRoot.querySelectorAll(`.part:not(.share-all) [data-cell^="${prefix}"] .number`)].map(
          (number) => [number.closest('[data-cell]').dataset.cell.split(':').at(-1), number.textContent],
        ),
      ),
    `${tensor}:${head}:${token}`,
  );
}

const readNumber = (text) => Number(text.replace('\u2212', '-').replace('\u221e', 'Infinity'));

/** The followed row is written as the switched run has it. */
async function assertWritten(run, tensor) {
  const numbers = await written(tensor);
  const row = rowOf(run, tensor, head, token);
  assert.equal(Object.keys(numbers).length, row.length, tensor);
  for (const [j, text] of Object.entries(numbers)) {
    const value = row[Number(j)];
    if (!Number.isFinite(value)) assert.equal(text, '\u2212\u221e');
    else
      assert.ok(
        Math.abs(readNumber(text) - value) <= 0.0501 || Math.abs(value) > 99,
        `${tensor} ${j}: ${text}, ${value}`,
      );
  }
}

/** The switched run is the oracle's, chapter 6 shows it, and nothing else has changed. */
async function assertSwitched(options) {
  const run = await readTrace(page, 'switched');
  assertIsOracle(run, options);
  const sentence = await readTrace(page);
  assertIsOracle(sentence, asTrained);
  const { weights, ...others } = await pictures();
  const { weights: before, ...same } = trained;
  for (const { id } of chapters)
    if (id !== 'weights') assert.ok(others[id] === same[id], `${id} is not as trained`);
  assert.notEqual(weights, before, 'the figure shows another run');
  await assertWritten(run, 'weight');
  return run;
}

test('as the page opens the switched run is the trained one', async () => {
  assert.equal(await inPage(page, ({ explainer: { runs } }) => runs.switched === runs.sentence), true);
  assert.match(await caption('divide'), /gives 0\.\d\d to “(fluffy|blue)” and 0\.\d\d to “(fluffy|blue)”/);
});

test('temperature: scores are divided by it, and weights come closer to one another', async () => {
  // The slider stands at whole twentieths of a power of ten.
  await operate('temperature', 10 ** 0.6);
  const run = await assertSwitched({ ...asTrained, temperature: 3.98 });
  assert.match(await caption('scale'), /temperature, now 3\.98/);
  const before = await readTrace(page);
  assert.ok(
    Math.max(...rowOf(run, 'weight', head, token)) < Math.max(...rowOf(before, 'weight', head, token)) - 0.02,
  );
});

test('without the division by √dₖ', async () => {
  await operate('scale');
  const run = await assertSwitched({ ...asTrained, scale: false });
  assert.match(await caption('scale'), /switched off/);
  assert.deepEqual(rowOf(run, 'scaled', head, token), rowOf(run, 'score', head, token));
});

test('set to zero after softmax: the weights of a row in the middle no longer add up to 1', async () => {
  await operate('mask', 'after softmax');
  const run = await assertSwitched({ ...asTrained, mask: 'zero-after-softmax' });
  const weights = rowOf(run, 'weight', head, token);
  assert.deepEqual(
    weights.slice(token + 1),
    weights.slice(token + 1).map(() => 0),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  assert.ok(sum < 0.99, `the weights add up to ${sum}`);
  const shown = Object.values(await written('weight_sum'));
  const said = /add up to (\d\.\d+)/.exec(await caption('divide'));
  for (const text of [...shown, said?.[1]])
    assert.ok(Math.abs(readNumber(text) - sum) <= 0.00501, `${text}, ${sum}`);
  assert.match(await caption('divide'), /no longer to 1/);
  assert.match(await caption('mask'), /Nothing is crossed out yet/);
});

test('no mask: a later word gets some of the weight', async () => {
  await operate('mask', 'not at all');
  const run = await assertSwitched({ ...asTrained, mask: 'none' });
  const later = rowOf(run, 'weight', head, token).slice(token + 1);
  const leak = Math.max(...later);
  assert.ok(leak > 0.01, `later words get ${later}`);
  const said = /“(\p{L}+)”, which comes later, gets (\d\.\d+)/u.exec(await caption('divide'));
  assert.equal(said[1], run.words[token + 1 + later.indexOf(leak)]);
  assert.ok(Math.abs(Number(said[2]) - leak) <= 0.00501);
  assert.match(await caption('mask'), /nothing is crossed out/);
  assert.match(await caption('all'), /nothing to learn|never learned/);
});

test('all of them at once, and the inspector works with what was switched', async () => {
  await operate('temperature', 0.5);
  await operate('scale');
  await operate('mask', 'not at all');
  const run = await assertSwitched({ temperature: 0.5, scale: false, mask: 'none' });
  const operands = await inChapter(
    page,
    'weights',
    async ({ figure }, cell) => {
      figure.pointed = cell;
      await figure.updateComplete;
      const inspector = figure.shadowRoot.querySelector('cell-inspector');
      await inspector.updateComplete;
      const text = inspector.shadowRoot.querySelector('.operands').textContent.replace(/\s+/g, ' ').trim();
      figure.pointed = undefined;
      return text;
    },
    { run: 'switched', tensor: 'scaled', indices: [head, token, 1] },
  );
  assert.match(operands, /^= [\u2212\d.]+ ÷ \(?0\.50\)? = /);
  const exact = readNumber(/exactly ([\u2212\d.e]+)/.exec(operands)[1].replaceAll('\u2212', '-'));
  assert.equal(Math.fround(exact), at(run, 'scaled', head, token, 1));
});

test('“as trained again” undoes everything, and is there only when there is something to undo', async () => {
  const buttons = () =>
    inChapter(
      page,
      'weights',
      ({ figure }) =>
        figure.shadowRoot.querySelector('share-handles').shadowRoot.querySelectorAll('button').length,
    );
  assert.equal(await buttons(), 0);
  await operate('temperature', 3);
  await operate('scale');
  await operate('mask', 'not at all');
  assert.equal(await buttons(), 1);
  await operate('back');
  assert.equal(await buttons(), 0);
  const undone = await pictures();
  for (const { id } of chapters) assert.ok(undone[id] === trained[id], `${id} is not as it was`);
  const states = await inChapter(page, 'weights', ({ figure, prose }) => {
    const { shadowRoot } = figure.shadowRoot.querySelector('share-handles');
    const scale = prose.shadowRoot.querySelector('scale-switch').shadowRoot.querySelector('input');
    return {
      temperature: Number(shadowRoot.querySelector('input[type=range]').value),
      scale: scale.checked,
      mask: shadowRoot.querySelector('select').selectedOptions[0].text,
    };
  });
  const shownSteps = await inChapter(page, 'weights', ({ figure }) => figure.stepId);
  assert.equal(shownSteps, 'divide', 'what a switch does is seen where the weights are');
  assert.equal(states.temperature, 0);
  assert.equal(states.scale, true);
  assert.match(states.mask, /minus infinity/);
});

test('nothing is complained of', () => assert.deepEqual(page.complaints, []));
