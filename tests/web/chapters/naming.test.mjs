// Words of the prose and symbols of formulas name objects of the figure beside them: pointing at the one, or having the
// focus there, lights the other, both ways, and in no other chapter.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { bundleForPage } from '../harness/bundle.mjs';
import {
  goTo,
  inChapter,
  listChapters,
  load,
  openBrowser,
  openPage,
  serveBuild,
} from '../harness/browser.mjs';

let browser;
let server;
let page;
let chapters;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
  page = await openPage(browser);
  await load(page, server.site);
  await bundleForPage(page, new URL('naming/checks.mjs', import.meta.url), 'namingChecks');
  chapters = await listChapters(page);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Whether a chapter has cards: the first one says nothing beside its figure. */
const told = (id) => id !== 'overview';

const call = (name, ...values) =>
  page.evaluate((method, parameters) => window.namingChecks[method](...parameters), name, values);

for (const by of ['pointing', 'focus']) {
  test(`${by}: a word or a symbol lights what it names, in its own figure`, async () => {
    for (const { id, steps } of chapters) {
      const { wrong, terms, neverHighlighted } = await call('checkNames', id, by);
      assert.deepEqual(wrong, []);
      if (!steps || !told(id)) continue;
      assert.ok(terms.length > 0, `${id} names nothing`);
      assert.deepEqual(neverHighlighted, [], `${id}: named, shown by the figure, and never highlighted`);
    }
  });
}

test('a word of the prose names something that its figure shows', async () => {
  for (const { id } of chapters.filter(({ steps }) => steps)) {
    const { notShown } = await call('checkNames', id, 'pointing');
    assert.deepEqual(notShown, [], id);
  }
});

test('what is pointed at in a figure marks its words and symbols, in its own chapter', async () => {
  for (const { id } of chapters.filter(({ steps }) => steps)) {
    const { wrong, met } = await call('checkMarks', id);
    assert.deepEqual(wrong, []);
    if (!told(id)) continue;
    assert.ok(met.length >= 2, `${id}: only ${met} was met`);
  }
});

test('by mouse and by key: a term, and from it to the next', async () => {
  await goTo(page, 'match', 'grid');
  const place = await inChapter(page, 'match', ({ prose }) => {
    const term = prose.shadowRoot.querySelector('button[data-object="key"]');
    term.scrollIntoView({ block: 'center', behavior: 'instant' });
    const box = term.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
  });
  const highlighted = () =>
    inChapter(page, 'match', ({ figure }) => [
      ...new Set(
        [...figure.shadowRoot.querySelectorAll('.grid .vector.highlight')].map(
          (vector) => vector.querySelector('[data-cell]').dataset.cell.split(':')[0],
        ),
      ),
    ]);
  assert.deepEqual(await highlighted(), []);
  await page.mouse.move(...place);
  assert.deepEqual(await highlighted(), ['key']);
  await page.mouse.move(2, 2);
  assert.deepEqual(await highlighted(), []);
  await inChapter(page, 'match', ({ prose }) =>
    prose.shadowRoot.querySelector('button[data-object="query"]').focus(),
  );
  assert.deepEqual(await highlighted(), ['query']);
  await page.keyboard.press('Tab');
  assert.deepEqual(await highlighted(), ['key']);
});

test('nothing is complained of', () => assert.deepEqual(page.complaints, []));
