// The element as scripts of a page meet it: events, promises, methods, and what they are given that is none.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { host, waitForFigures } from '../fixtures/host.mjs';
import { openBrowser } from '../harness/browser.mjs';

let browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser?.close());

/** In the page, before anything else: what it is told, in order. */
const listening = `<script>
  window.told = [];
  const listen = (one) => {
    for (const type of ['ready', 'error'])
      one.addEventListener(type, ({ detail }) => told.push(detail ? [type, detail.kind, detail.sentence, detail.word] : [type]));
    return one;
  };
</script>`;

test('it tells when it is there, once, and what it is asked before that is done then', async () => {
  const { page, close } = await host(
    browser,
    `<attention-explainer id="one" chapter="weights"></attention-explainer><script>listen(document.getElementById('one'))</script>`,
    { head: listening },
  );
  const step = await page.evaluate(async () => {
    await customElements.whenDefined('attention-explainer');
    const one = document.getElementById('one');
    one.goTo('exp');
    await one.ready;
    const figure = one.shadowRoot.querySelector('explainer-figure');
    const stepNow = () => figure.timeline.steps[figure.step].id;
    const steps = [stepNow()];
    figure.goTo(0);
    one.goTo('exp');
    steps.push(stepNow());
    one.play();
    steps.push(figure.playing);
    one.pause();
    steps.push(figure.playing);
    return steps;
  });
  assert.deepEqual(step, ['exp', 'exp', true, false]);
  assert.deepEqual(await page.evaluate(() => window.told), [['ready']]);
  assert.deepEqual(page.complaints, []);
  await close();
});

test('a sentence that it cannot run is told to script and reader, with the closest words', async () => {
  const { page, close } = await host(
    browser,
    `<attention-explainer id="one" chapter="weights" lang="en" sentence="the cat sat on the mat"></attention-explainer><script>listen(document.getElementById('one'))</script>`,
    { head: listening },
  );
  await waitForFigures(page, 1);
  await page.waitForFunction(() => window.told.some(([type]) => type === 'error'));
  const [, error] = (await page.evaluate(() => window.told)).sort((a, b) => b[0].localeCompare(a[0]));
  assert.deepEqual(error, ['error', 'sentence', 'the cat sat on the mat', 'sat']);
  const note = () =>
    page.evaluate(async () => {
      const one = document.getElementById('one');
      await one.updateComplete;
      return one.shadowRoot.querySelector('p.note')?.textContent ?? '';
    });
  assert.match(await note(), /does not know “sat”\. It knows: \w+, \w+, \w+/);
  await page.evaluate(() => (document.getElementById('one').sentence = 'american shrew mole'));
  assert.equal(await note(), '');
  assert.deepEqual(page.complaints, []);
  await close();
});

test('no value of a framework stops it', async () => {
  const { page, close } = await host(browser, '');
  await page.waitForFunction(() => customElements.get('attention-explainer'));
  const shown = await page.evaluate(async () => {
    const all = [];
    for (const value of [undefined, null, NaN, '', 7, {}, []]) {
      const one = document.createElement('attention-explainer');
      one.chapter = 'heads';
      for (const name of [
        'sentence',
        'head',
        'token',
        'step',
        'lang',
        'theme',
        'controls',
        'transposed',
        'autoplay',
      ])
        one[name] = value;
      document.body.prepend(one);
      await one.ready;
      for (const name of ['sentence', 'head', 'token', 'step']) {
        one[name] = 'x';
        one[name] = value;
        one.removeAttribute(name);
      }
      await one.updateComplete;
      all.push(one.trace.words.length, one.shadowRoot.innerHTML.includes('NaN'));
      one.remove();
    }
    return all;
  });
  assert.deepEqual(
    shown,
    Array.from({ length: 14 }, (_, index) => (index % 2 ? false : 8)),
  );
  assert.deepEqual(page.complaints, []);
  await close();
});

test('its language is that of its tag, of what stands around it, of its reader', async () => {
  const explainer = (lang) => `<attention-explainer chapter="match" ${lang}></attention-explainer>`;
  const wanted = { 'zh-CN': 'zh-CN', 'zh-Hans': 'zh-CN', ZH: 'zh-CN', 'en-US': 'en', fr: 'en', auto: 'en' };
  const own = Object.keys(wanted).map((lang) => explainer(`lang="${lang}"`));
  const around = `<section lang="zh-TW">${explainer('')}</section><section lang="fr">${explainer('')}</section>`;
  const { page, close } = await host(browser, own.join('') + around);
  await page.waitForFunction(() => customElements.get('attention-explainer'));
  const tags = await page.evaluate(async () => {
    const all = [];
    for (const one of document.querySelectorAll('attention-explainer')) {
      one.scrollIntoView();
      await one.ready;
      all.push(one.shadowRoot.querySelector('main').lang);
    }
    return all;
  });
  assert.deepEqual(tags, [...Object.values(wanted), 'zh-CN', 'en']);
  assert.deepEqual(page.complaints, []);
  await close();
});

/** In the page: in which language an element is, what its caption says, what else it offers, and what its words mean. */
const languageOf = async (id) => {
  const one = document.getElementById(id);
  await one.updateComplete;
  const { shadowRoot } = one;
  const figure = shadowRoot.querySelector('explainer-figure');
  await figure.updateComplete;
  return {
    tag: shadowRoot.querySelector('main').lang,
    title: shadowRoot.querySelector('h2').textContent.trim(),
    caption: figure.shadowRoot.querySelector('figcaption').textContent.trim(),
    offered: [...shadowRoot.querySelectorAll('button.language')].map((button) => button.textContent),
    drawn: figure.shadowRoot.querySelector('.scene').textContent,
  };
};

test('an author adds a language, part of it or all, and says things in words of their own', async () => {
  const one = (id, lang) =>
    `<attention-explainer id="${id}" chapter="weights" lang="${lang}" step="mask" controls="settings title transport"></attention-explainer>`;
  const { page, close } = await host(browser, one('added', 'fr') + one('english', 'en'));
  await waitForFigures(page, 1);
  await page.evaluate(() => document.getElementById('english').scrollIntoView());
  await waitForFigures(page, 2);
  const before = await page.evaluate(languageOf, 'added');
  assert.deepEqual([before.tag, before.offered.length], ['en', 1]);
  await page.evaluate(() =>
    customElements.get('attention-explainer').addTexts('fr-CA', {
      name: 'Français',
      texts: { 'step.weights.mask': 'Masque', 'chapter.weights.title': 'Poids' },
      glosses: { creature: 'créature' },
    }),
  );
  await page.waitForFunction(
    () => document.getElementById('added').shadowRoot.querySelector('main').lang === 'fr-CA',
  );
  const french = await page.evaluate(languageOf, 'added');
  assert.match(french.title, /Poids/);
  assert.match(french.caption, /^3. Masque/);
  // What is not there yet is in English.
  assert.equal(french.caption.replace('Masque', 'Mask'), before.caption);
  assert.deepEqual(french.offered, ['English', '中文']);
  assert.match(french.drawn, /créature/);
  const english = await page.evaluate(languageOf, 'english');
  assert.deepEqual(english.offered, ['中文', 'Français']);
  assert.equal(english.caption, before.caption);
  await page.evaluate(() =>
    customElements.get('attention-explainer').addTexts('en', { texts: { 'step.weights.mask': 'Hidden' } }),
  );
  assert.match((await page.evaluate(languageOf, 'english')).caption, /^3. Hidden/);
  // And in what is not French in French.
  assert.match((await page.evaluate(languageOf, 'added')).caption, /^3. Masque/);
  // A tag that is in no table changes nothing of others.
  await page.evaluate(() => (document.getElementById('added').lang = 'constructor'));
  assert.equal((await page.evaluate(languageOf, 'added')).tag, 'en');
  assert.deepEqual(page.complaints, []);
  await close();
});
