// The table of numbers leaves the page to be read: in one column it is a sheet at the foot of the window that scrolls inside and has a
// button that closes it, elsewhere it stands under its picture.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  eventually,
  inChapter,
  load,
  nextFrames,
  openBrowser,
  openPage,
  serveBuild,
} from '../harness/browser.mjs';

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

async function open(width, height) {
  const page = await openPage(browser, { width, height });
  await load(page, `${server.site}#chapter=match&step=grid`);
  await inChapter(page, 'match', async ({ figure }) => {
    figure.scrollIntoView({ behavior: 'instant' });
    const tools = figure.shadowRoot.querySelector('figure-tools');
    tools.shadowRoot.querySelector('.more').click();
    await tools.updateComplete;
    const items = [...tools.shadowRoot.querySelectorAll('.menu button')];
    items.find(({ textContent }) => textContent.trim() === 'Numbers').click();
    await figure.updateComplete;
  });
  await nextFrames(page);
  return page;
}

/** It has gone, and the focus is where the reader was. */
const assertClosed = (page) =>
  eventually(async () => assert.deepEqual(await inChapter(page, 'match', look), { focused: 'figure' }));

/** In the page: where the table and its button are, and what is to be seen of the picture. */
function look({ figure }) {
  const table = figure.shadowRoot.querySelector('number-table');
  if (!table) return { focused: figure.shadowRoot.activeElement?.localName };
  const box = (one) => one.getBoundingClientRect().toJSON();
  const button = table.shadowRoot.querySelector('button');
  const { x, y, width, height } = box(button);
  const hit = table.shadowRoot.elementFromPoint(x + width / 2, y + height / 2);
  return {
    table: box(table),
    button: { x, y, width, height, isFree: hit === button, name: button.ariaLabel },
    stage: box(figure.shadowRoot.querySelector('.stage')),
    inner: table.scrollHeight > table.clientHeight || table.scrollWidth > table.clientWidth,
  };
}

for (const [width, height] of [
  [360, 740],
  [768, 1024],
]) {
  test(`${width} px: a sheet`, async () => {
    const page = await open(width, height);
    const { table, button, stage, inner } = await inChapter(page, 'match', look);
    assert.ok(Math.abs(table.bottom - height) < 1 && table.left === 0 && table.right === width);
    assert.ok(table.height <= 0.43 * height, `${table.height} px`);
    assert.ok(table.top >= stage.bottom || stage.bottom > height, 'the picture is to be seen');
    assert.ok(button.width >= 44 && button.height >= 44 && button.isFree, JSON.stringify(button));
    assert.equal(button.name, 'Close');
    if (width === 360) assert.ok(inner, 'it scrolls inside');
    // Whichever way it is scrolled the button stays in its corner.
    await inChapter(page, 'match', ({ figure }) =>
      figure.shadowRoot.querySelector('number-table').scrollTo(9999, 9999),
    );
    const moved = (await inChapter(page, 'match', look)).button;
    assert.deepEqual([moved.x, moved.y, moved.isFree], [button.x, button.y, true]);
    await page.mouse.click(button.x + 22, button.y + 22);
    await assertClosed(page);
    assert.deepEqual(page.complaints, []);
    await page.close();
  });
}

test('it goes with its figure, and by Escape', async () => {
  const page = await open(360, 740);
  await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
  await eventually(async () => assert.equal((await inChapter(page, 'match', look)).table, undefined));
  await page.close();
  const other = await open(360, 740);
  await inChapter(other, 'match', ({ figure }) => figure.shadowRoot.querySelector('number-table').focus());
  await other.keyboard.press('Escape');
  await assertClosed(other);
  await other.close();
});

test('1440 px: under its picture', async () => {
  const page = await open(1440, 900);
  const { table, button, stage } = await inChapter(page, 'match', look);
  assert.ok(table.top >= stage.bottom && table.left >= stage.left - 1 && table.right <= stage.right + 1);
  assert.ok(table.height <= 322 && button.isFree);
  await page.mouse.click(button.x + 22, button.y + 22);
  await assertClosed(page);
  await page.close();
});
