// Nothing is empty before it is asked for: at rest each figure has ink all over its stage, in every width, theme and language, and
// no bubble is without words.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PNG } from 'pngjs';
import { choose, listChapters, load, openBrowser, openPage, serveBuild } from '../harness/browser.mjs';

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
  const [red, green, blue] = data;
  for (let y = 0; y < height; y += 1) {
    const row = Math.floor((y * cells) / height) * cells;
    for (let x = 0; x < width; x += 1) {
      const at = 4 * (y * width + x);
      const isInk =
        Math.abs(data[at] - red) > visible ||
        Math.abs(data[at + 1] - green) > visible ||
        Math.abs(data[at + 2] - blue) > visible;
      if (isInk) seen[row + Math.floor((x * cells) / width)] = 1;
    }
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

/** Every look of a width, by the one that a page is opened in: what is drawn at rest is found in each, not only after another. */
const firstLooks = { 1440: ['en', 'light'], 768: ['zh', 'dark'], 360: ['zh', 'light'] };

/** The looks of a width, each but the first a change of the language or of the theme. */
function looksOf([lang, theme]) {
  const [otherLang, otherTheme] = [lang === 'en' ? 'zh' : 'en', theme === 'light' ? 'dark' : 'light'];
  return [
    [lang, theme],
    [lang, otherTheme],
    [otherLang, otherTheme],
    [otherLang, theme],
  ];
}

/** Changes language and theme, and waits until both are there. */
async function change(page, lang, theme) {
  await choose(page, { lang, theme });
  await page.waitForFunction(
    (wanted, scheme) => {
      const explainer = document.querySelector('attention-explainer');
      const { lang: said } = explainer.shadowRoot.querySelector('main');
      return said.startsWith(wanted) && getComputedStyle(explainer).colorScheme === scheme;
    },
    {},
    lang,
    theme,
  );
  await choose(page, {});
}

for (const [width, first] of Object.entries(firstLooks)) {
  const looks = looksOf(first);
  describe(`${width} px`, () => {
    /** The parts of the cells that have ink: { look: { chapter: part } }. */
    const parts = Object.fromEntries(looks.map((look) => [look, {}]));
    before(async () => {
      const [lang, theme] = first;
      const page = await openPage(browser, { width: Number(width), height: 900, theme });
      for (const id of chapters) {
        // Each as it is found: none has been scrolled through.
        await load(page, server.chapter(id, { lang, theme, controls: '' }));
        for (const look of looks) {
          if (look !== looks[0]) await change(page, ...look);
          const stage = await stageOf(page, id);
          parts[look][id] = inked(
            PNG.sync.read(Buffer.from(await stage.screenshot({ optimizeForSpeed: true }))),
          );
        }
      }
      await page.close();
    });

    for (const look of looks)
      test(look.join(', '), () => {
        assert.deepEqual(Object.keys(parts[look]), chapters);
        const thin = Object.entries(parts[look]).filter(([, part]) => part < least);
        assert.deepEqual(thin, []);
      });
  });
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
