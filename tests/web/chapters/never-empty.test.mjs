// Nothing is empty before it is asked for: at rest each figure has ink all over its stage, in every width, theme and language, and
// no bubble is without words.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PNG } from 'pngjs';
import { listChapters, load, openBrowser, openPage, serveBuild } from '../harness/browser.mjs';

/** The stage is looked at in this many cells across and down, and this part of them has ink at least. */
const cells = 60;
const least = 0.2;
/** How far a channel of a pixel is from the paper where there is ink: less is a tint that few screens show. */
const visible = 8;

let browser;
let server;
/** The names of all chapters. */
let chapters;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
  const page = await openPage(browser);
  await load(page, server.site);
  chapters = (await listChapters(page)).map(({ id }) => id);
  await page.close();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** The part of the cells of a picture that have ink; paper is what its corner shows. */
function inked({ width, height, data }) {
  const seen = new Uint8Array(cells * cells);
  const paper = data.subarray(0, 3);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const at = 4 * (y * width + x);
      const isInk = [0, 1, 2].some((channel) => Math.abs(data[at + channel] - paper[channel]) > visible);
      if (isInk) seen[Math.floor((y * cells) / height) * cells + Math.floor((x * cells) / width)] = 1;
    }
  return seen.reduce((sum, one) => sum + one, 0) / seen.length;
}

/** The stage of a chapter’s figure, wherever it is drawn. */
async function stageOf(page, id) {
  return page.evaluateHandle(async (chapter) => {
    const { shadowRoot } = document.querySelector('attention-explainer');
    const section = shadowRoot.querySelector(`section[data-chapter="${chapter}"]`);
    const figure = section.querySelector('explainer-figure, learning-figure');
    const find = () => (figure ? figure.shadowRoot.querySelector('.stage') : section.querySelector('.body'));
    // What is trained here stands there when it has its random parameters.
    while (!find()) await new Promise(requestAnimationFrame);
    const stage = find();
    // No card is led to by this: it stands in the middle of the window, or above it.
    stage.scrollIntoView({ block: 'center', behavior: 'instant' });
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    return stage;
  }, id);
}

for (const width of [1440, 768, 360]) {
  for (const theme of ['light', 'dark']) {
    describe(`${width} px, ${theme}`, () => {
      for (const lang of ['en', 'zh'])
        test(lang, async () => {
          const page = await openPage(browser, { width, height: 900, theme });
          const thin = [];
          for (const id of chapters) {
            // Each as it is found: none has been scrolled through.
            await load(page, server.chapter(id, { lang, theme, controls: '' }));
            const stage = await stageOf(page, id);
            const part = inked(PNG.sync.read(Buffer.from(await stage.screenshot())));
            if (part < least) thin.push(`${id}: ${(100 * part).toFixed(0)} %`);
          }
          assert.deepEqual(thin, []);
          await page.close();
        });
    });
  }
}

test('no bubble is without words', async () => {
  const page = await openPage(browser);
  await load(page, server.site);
  const bubbles = await page.evaluate(() =>
    [
      ...document.querySelector('attention-explainer').shadowRoot.querySelectorAll('explainer-figure'),
    ].flatMap((figure) =>
      [...figure.shadowRoot.querySelectorAll('.bubble text')].map((text) => text.textContent.trim()),
    ),
  );
  assert.ok(bubbles.length >= 2);
  for (const words of bubbles) assert.match(words, /\p{L}{2}/u);
  await page.close();
});
