// On paper: prose in full, every figure as one frame for each step with its name and caption, nothing to press, in light
// colours. Nothing of it is there before the page is printed, or afterwards.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { inPage, listChapters, load, openBrowser, openPage, serveBuild } from '../harness/browser.mjs';

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serveBuild()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** A4 between margins of 15 mm, in CSS pixels. */
const sheet = { width: 680, height: 1009 };

/** In the page: every frame for paper, by chapter. */
function frames({ explainer }) {
  const all = [...explainer.shadowRoot.querySelectorAll('figure-stills')];
  return all.map((stills) => ({
    id: stills.figure.id,
    frames: [...stills.shadowRoot.querySelectorAll('figure')].map((frame) => ({
      step: frame.dataset.step,
      caption: frame.querySelector('figcaption').textContent.replace(/\s+/g, ' ').trim(),
      marks: frame.querySelectorAll('.scene *').length,
      scene: frame.querySelector('.scene').innerHTML,
      kept: getComputedStyle(frame).breakInside,
      shown: frame.checkVisibility(),
      height: frame.getBoundingClientRect().height,
    })),
  }));
}

for (const lang of ['en', 'zh']) {
  describe(`in ${lang}, from a dark screen`, () => {
    let page;
    let chapters;
    before(async () => {
      page = await openPage(browser, { ...sheet, theme: 'dark' });
      await load(page, `${server.site}#lang=${lang}`);
      chapters = await listChapters(page);
      assert.deepEqual(await inPage(page, frames), [], 'there are frames before anything is printed');
      await page.emulateMediaType('print');
      await page.waitForFunction(
        () =>
          document.querySelector('attention-explainer').shadowRoot.querySelector('figure-stills')?.hasUpdated,
      );
    });
    after(() => page.close());

    test('one frame for each step of every figure, with its name and caption, whole on its sheet', async () => {
      const printed = await inPage(page, frames);
      const figures = chapters.filter(({ steps }) => steps);
      assert.deepEqual(
        printed.map(({ id, frames: all }) => ({ id, steps: all.map(({ step }) => step) })),
        figures.map(({ id, steps }) => ({ id, steps })),
      );
      const names = await inPage(page, ({ explainer }) =>
        [...explainer.shadowRoot.querySelectorAll('figure-stills')].map(({ figure, context }) =>
          figure.timeline.steps.map(({ id }) => context.say(`step.${figure.id}.${id}`)),
        ),
      );
      printed.forEach(({ id, frames: all }, chapter) => {
        all.forEach(({ step, caption, marks, kept, shown, height }, index) => {
          const label = `${id}, ${step}`;
          assert.ok(caption.startsWith(`${index + 1}. ${names[chapter][index]}`), `${label}: ${caption}`);
          assert.doesNotMatch(caption, /[{}]|NaN|undefined/, label);
          assert.ok(caption.length > names[chapter][index].length + 8, label);
          assert.ok(shown && marks > 8, `${label}: ${marks} marks`);
          assert.equal(kept, 'avoid', label);
          assert.ok(height <= sheet.height / 2, `${label}: ${height} px, and two shall stand on a sheet`);
        });
        assert.equal(
          new Set(all.map(({ scene }) => scene)).size,
          all.length,
          `${id}: two steps look the same`,
        );
      });
    });

    test('prose in full, nothing to press, dark ink on white paper', async () => {
      const found = await inPage(page, ({ explainer }) => {
        const pressed = [];
        const look = (root) => {
          for (const element of root.querySelectorAll('*')) {
            if (element.shadowRoot) look(element.shadowRoot);
            if (!element.matches('button, input, summary, nav a, transport-bar')) continue;
            // Words of the prose and the choices of a question are read too; sizes are what is counted.
            if (element.matches('.object, .options button, tbody button, number-field *')) continue;
            if (root.host.localName === 'number-field' && element.localName === 'input') continue;
            if (element.checkVisibility())
              pressed.push(`${root.host.localName}: ${element.outerHTML.slice(0, 80)}`);
          }
        };
        look(explainer.shadowRoot);
        const prose = [...explainer.shadowRoot.querySelectorAll('chapter-prose')];
        const { color, backgroundColor } = getComputedStyle(explainer);
        return {
          pressed,
          read: prose.flatMap(({ shadowRoot }) => [...shadowRoot.querySelectorAll('.told')]).length,
          unseen: prose
            .flatMap(({ shadowRoot }) => [...shadowRoot.querySelectorAll('.told, .exact p, .formulas')])
            .filter((paragraph) => !paragraph.checkVisibility()).length,
          colours: [color, backgroundColor],
          stuck: [...explainer.shadowRoot.querySelectorAll('*')].filter(
            (element) => element.checkVisibility() && getComputedStyle(element).position === 'sticky',
          ).length,
          surplus: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        };
      });
      assert.deepEqual(
        found.pressed.filter((name) => !/type="checkbox"/.test(name)),
        [],
      );
      assert.ok(found.read > 40, `${found.read} cards`);
      assert.deepEqual([found.unseen, found.stuck, found.surplus], [0, 0, 0]);
      assert.deepEqual(found.colours, ['rgb(35, 38, 43)', 'rgb(255, 255, 255)']);
    });

    test('afterwards nothing of it is left', async () => {
      await page.emulateMediaType('screen');
      await page.waitForFunction(
        () => !document.querySelector('attention-explainer').shadowRoot.querySelector('figure-stills'),
      );
      assert.deepEqual(page.complaints, []);
    });
  });
}
