// The whole page by keyboard alone: Tab comes to everything that can be used and out again at the end, each has a name
// and shows that it has the focus, and each does with keys what it does when it is pressed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serveBuild } from '../harness/browser.mjs';
import { isDrawn } from '../harness/engines/figures.mjs';
import { openEngine } from '../harness/engines/index.mjs';

let engine;
let server;
let page;
before(async () => {
  [engine, server] = await Promise.all([openEngine('chromium'), serveBuild()]);
  page = await engine.newPage({ width: 1280, height: 900, theme: 'light', motion: 'reduce' });
  await page.goto(server.site);
  await page.waitFor(isDrawn);
  await page.evaluate(install);
});
after(async () => {
  await engine?.close();
  await server?.stop();
});

/** In the page: what the tests look things up with, on the global object. */
function install() {
  const explainer = document.querySelector('attention-explainer');
  const visited = new Set();
  const active = () => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at;
  };
  const all = (selector, root = explainer.shadowRoot) =>
    [...root.querySelectorAll('*')].flatMap((element) => [
      ...(element.matches(selector) ? [element] : []),
      ...(element.shadowRoot ? all(selector, element.shadowRoot) : []),
    ]);
  const nameOf = (element) =>
    (
      element.ariaLabel ??
      [...(element.labels ?? [])].map((label) => label.textContent).join(' ') + element.textContent
    )
      .replace(/\s+/g, ' ')
      .trim() || element.title;
  const place = (element) => {
    const chapter = (at) => {
      if (!at) return '';
      const section = at.closest?.('section[data-chapter]');
      return section ? section.dataset.chapter : chapter(at.getRootNode().host);
    };
    return `${chapter(element)} ${element.getRootNode().host?.localName} ${element.localName}.${element.className} “${nameOf(element).slice(0, 40)}”`;
  };
  /** Whether something around the focus is drawn that is not there without it. */
  const isMarked = (element) =>
    [element, element.closest('label')].some((one) => {
      if (!one) return false;
      const { outlineStyle, outlineWidth } = getComputedStyle(one);
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
    });
  const inChapter = (chapter, selector) => {
    const section = explainer.shadowRoot.querySelector(`section[data-chapter="${chapter}"]`);
    return all(selector, section)[0];
  };
  const settle = async () => {
    await explainer.updateComplete;
    for (const element of all('*')) await element.updateComplete;
  };
  globalThis.keys = { explainer, visited, active, all, nameOf, place, isMarked, inChapter, settle };
}

/** Everything that Tab has to come to. Of a group of radio buttons it is one, of a closed menu only its title. */
function wanted() {
  const { all, visited, place } = globalThis.keys;
  const roots = new Map();
  const rootId = (radio) => {
    const root = radio.getRootNode();
    if (!roots.has(root)) roots.set(root, roots.size);
    return `${roots.get(root)}/${radio.name}`;
  };
  const seen = new Set([...visited].filter(({ type }) => type === 'radio').map(rootId));
  return all('button, input, summary, select, textarea, a[href], [tabindex="0"]')
    .filter((element) => element.checkVisibility() && !element.disabled && element.tabIndex >= 0)
    .filter((element) => !visited.has(element) && !(element.type === 'radio' && seen.has(rootId(element))))
    .map(place);
}

test('Tab comes to everything in the order of the page, and out again', { timeout: 240000 }, async () => {
  // What is measured, or trained, when it comes into sight can be used once it has been.
  await page.evaluate(() => globalThis.keys.inChapter('cost', 'cost-growth').scrollIntoView());
  await page.waitFor(() => globalThis.keys.inChapter('cost', 'cost-growth').state === 'done');
  await page.evaluate(() => globalThis.keys.inChapter('learning', 'learning-figure').scrollIntoView());
  await page.waitFor(() => globalThis.keys.inChapter('learning', 'learning-settings') !== undefined);
  await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
  const wrong = [];
  let count = 0;
  for (; count < 900; count += 1) {
    await page.press('Tab');
    const stop = await page.evaluate(() => {
      const { active, visited, place, nameOf, isMarked } = globalThis.keys;
      const element = active();
      if (!element || element === document.body || visited.has(element)) return null;
      visited.add(element);
      const { top, bottom } = element.getBoundingClientRect();
      return {
        place: place(element),
        named: nameOf(element).length > 0,
        marked: isMarked(element),
        seen: bottom > 0 && top < innerHeight,
      };
    });
    if (!stop) break;
    if (!stop.named) wrong.push(`no name: ${stop.place}`);
    if (!stop.marked) wrong.push(`no mark of the focus: ${stop.place}`);
    if (!stop.seen) wrong.push(`out of sight: ${stop.place}`);
  }
  assert.deepEqual(wrong, []);
  assert.ok(count > 150 && count < 900, `${count} stops`);
  assert.deepEqual(await page.evaluate(wanted), []);
});

/** Puts the focus on an element of a chapter ('' for the page around them) as Tab would. */
async function focus(chapter, selector) {
  const found = await page.evaluate(
    (id, wish) => {
      const { inChapter, all } = globalThis.keys;
      const element = id ? inChapter(id, wish) : all(wish)[0];
      element?.scrollIntoView({ block: 'center', behavior: 'instant' });
      element?.focus({ focusVisible: true, preventScroll: true });
      return Boolean(element);
    },
    chapter,
    selector,
  );
  assert.ok(found, `${chapter} has no ${selector}`);
}

/** Presses keys one after another; what was asked for is drawn after each. */
async function press(...names) {
  for (const name of names) {
    await page.press(name);
    await page.evaluate(() => globalThis.keys.settle());
  }
}

const figureState = (chapter) =>
  page.evaluate((id) => {
    const figure = globalThis.keys.inChapter(id, 'explainer-figure');
    const { step, playing, speed, tabled, pointed = null } = figure;
    return { step, playing, speed, tabled, pointed };
  }, chapter);

const state = () =>
  page.evaluate(() => {
    const { sentence, head, token, transposed, options, silent, rank, theme, lang } =
      globalThis.keys.explainer;
    const missing = (value) => value ?? null;
    return {
      sentence,
      token,
      transposed,
      options,
      silent,
      theme,
      lang,
      head: missing(head),
      rank: missing(rank),
    };
  });

test('transport: buttons, slider, speed', async () => {
  const inBar = (selector) => focus('match', selector);
  await focus('match', 'figure');
  await press('Home');
  await inBar('button[aria-label="Step on"]');
  await press('Enter');
  assert.equal((await figureState('match')).step, 1, 'Enter on the button');
  await press(' ');
  assert.equal((await figureState('match')).step, 2, 'the space bar on the button');
  await inBar('button[aria-label="Step back"]');
  await press('Enter');
  assert.equal((await figureState('match')).step, 1);
  await inBar('input[type=range]');
  await press('ArrowRight', 'ArrowRight');
  assert.equal((await figureState('match')).step, 3, 'an arrow is a step');
  await press('ArrowLeft');
  assert.equal((await figureState('match')).step, 2);
  await press('Home');
  assert.equal((await figureState('match')).step, 0);
  await press('End');
  assert.ok((await figureState('match')).step > 3);
  await inBar('button.speed');
  await press('Enter');
  assert.equal((await figureState('match')).speed, 2);
  await inBar('button.play');
  await press(' ');
  assert.equal((await figureState('match')).playing, true);
  await press(' ');
  assert.equal((await figureState('match')).playing, false);
});

test('a figure: steps, a walk from number to number, and out', async () => {
  await focus('match', 'figure');
  await press('Home', 'ArrowRight');
  assert.equal((await figureState('match')).step, 1);
  await press('Enter');
  const { pointed } = await figureState('match');
  assert.ok(pointed, 'Enter begins a walk');
  await press('ArrowDown');
  const next = (await figureState('match')).pointed;
  assert.notDeepEqual(next, pointed);
  const said = await page.evaluate(
    () => globalThis.keys.inChapter('match', 'cell-inspector').shadowRoot.textContent,
  );
  assert.match(said, /=/);
  await press('Escape');
  assert.equal((await figureState('match')).pointed, null);
});

/** The menu of a figure: whether it is open, and what has the focus. */
const menu = () =>
  page.evaluate(() => {
    const { active, nameOf, inChapter } = globalThis.keys;
    const open = inChapter('match', 'button.more').getAttribute('aria-expanded') === 'true';
    return { open, at: nameOf(active()) };
  });

test('a menu of what can be done with a figure: opened, gone through, closed by Escape', async () => {
  await focus('match', 'button.more');
  const { at: more } = await menu();
  for (const key of ['Enter', ' ', 'ArrowDown']) {
    await press(key);
    assert.deepEqual(await menu(), { open: true, at: 'Copy link' }, key);
    await press('Escape');
    assert.deepEqual(await menu(), { open: false, at: more });
  }
  await press('ArrowDown', 'ArrowDown', 'Enter');
  assert.equal((await figureState('match')).tabled, true);
  const numbers = () => globalThis.keys.inChapter('match', 'number-table').shadowRoot.textContent.length;
  assert.ok((await page.evaluate(numbers)) > 200);
  assert.deepEqual(await menu(), { open: false, at: more });
  await press('Enter');
  const seen = [];
  for (; seen.length < 10; await press('ArrowDown')) seen.push((await menu()).at);
  const wanted = ['Copy link', 'Numbers', 'Full screen', 'Picture (SVG)', 'Code: an iframe'];
  for (const name of wanted) assert.ok(seen.includes(name), name);
  await press(...Array(11).fill('Tab'));
  assert.equal((await menu()).open, false, 'it closes behind who leaves it');
});

test('the sentence: typed, completed, run; another; the word and the head', async () => {
  await focus('', 'input[role=combobox]');
  await page.evaluate(() => globalThis.keys.active().select());
  await press(...'the fore', 'ArrowDown', 'Enter', 'Enter');
  assert.equal((await state()).sentence, 'the forest');
  await focus('', 'form button[type=button]');
  await press('Enter');
  const { sentence } = await state();
  assert.notEqual(sentence, 'the forest');
  await focus('', 'select.token');
  await press('Home');
  assert.equal((await state()).token, 1);
  await press('ArrowDown');
  assert.equal((await state()).token, 2);
  await focus('', 'input[name=head]:checked');
  const heads = [];
  for (let time = 0; time < 2; time += 1) {
    await press('ArrowRight');
    heads.push((await state()).head);
  }
  assert.equal(new Set(heads).size, 2, `heads ${heads}`);
  await focus('', 'input[type=checkbox]');
  await press(' ');
  assert.equal((await state()).transposed, true);
  await press(' ');
});

test('switches: temperature, scale, mask, heads, rank', async () => {
  await focus('weights', 'input[type=range]:not([aria-label])');
  await press('ArrowRight');
  assert.ok((await state()).options.temperature > 1);
  await focus('weights', 'input[type=checkbox]');
  await press(' ');
  assert.equal((await state()).options.scale, false);
  await focus('weights', 'input[name=mask]:checked');
  await press('ArrowDown');
  assert.notEqual((await state()).options.mask, 'causal');
  await focus('heads', '[role=group] button[aria-pressed=true]');
  await press('Enter');
  assert.deepEqual((await state()).silent, [0]);
  await press(' ');
  assert.deepEqual((await state()).silent, []);
  await focus('two-steps', 'input[type=range]:not([aria-label])');
  await press('ArrowLeft');
  assert.equal((await state()).rank, 7);
});

test('a question is answered, and says what it makes of the answer', async () => {
  for (const key of ['Enter', ' ']) {
    await page.evaluate(() => void (globalThis.keys.inChapter('match', 'chapter-prose').answer = undefined));
    await focus('match', '.options button');
    await press(key);
    const said = await page.evaluate(
      () =>
        globalThis.keys
          .inChapter('match', 'chapter-prose')
          .shadowRoot.querySelector('.question [role=status]').textContent,
    );
    assert.ok(said.trim().length > 10, said);
  }
});

test('words of the prose light their object while they have the focus', async () => {
  await focus('match', 'button.object');
  await page.evaluate(() => globalThis.keys.settle());
  assert.ok(await page.evaluate(() => globalThis.keys.explainer.named?.chapter === 'match'));
});

test('the calculator: fields, presets, lines', async () => {
  const sizes = () =>
    page.evaluate(() => globalThis.keys.inChapter('counting', 'parameter-calculator').sizes);
  await focus('counting', 'input[role=spinbutton]');
  const before = await sizes();
  await press('ArrowUp');
  assert.equal((await sizes()).d_model, before.d_model + 1);
  await press('PageUp');
  assert.equal((await sizes()).d_model, 2 * (before.d_model + 1));
  await focus('counting', 'button.choice');
  await press('Enter');
  assert.equal((await sizes()).d_model, 768);
  await focus('counting', '.box button:last-child');
  await press(' ');
  assert.equal((await sizes()).d_model, 1536);
  await focus('counting', 'details:not(.exact) > summary');
  await press('Enter');
  await focus('counting', 'tbody button');
  await page.evaluate(() => globalThis.keys.settle());
  const pointed = () => globalThis.keys.inChapter('counting', 'parameter-calculator').pointed;
  assert.ok(await page.evaluate(pointed), 'a line that has the focus is read out');
});

test('what it costs: measured again, stopped, weights read one by one', async () => {
  await focus('cost', 'canvas');
  await page.waitFor(() => globalThis.keys.inChapter('cost', 'cost-growth').timings.length > 1);
  await press('ArrowDown', 'ArrowRight');
  assert.ok(await page.evaluate(() => globalThis.keys.inChapter('cost', 'cost-growth').cell !== undefined));
  await page.waitFor(() => globalThis.keys.inChapter('cost', 'cost-growth').state !== 'running');
  await focus('cost', '.parts .line button');
  await press('Enter');
  assert.equal(await page.evaluate(() => globalThis.keys.inChapter('cost', 'cost-growth').state), 'running');
  await focus('cost', '.parts .line button');
  await press('Enter');
  assert.equal(await page.evaluate(() => globalThis.keys.inChapter('cost', 'cost-growth').state), 'stopped');
});

test('learning: trained, paused, gone back to, begun anew', async () => {
  const run = () =>
    page.evaluate(() => {
      const { playing, index, history } = globalThis.keys.inChapter('learning', 'learning-figure');
      return { playing, index, count: history?.snapshots.length ?? 0, seed: history?.settings.seed };
    });
  await page.evaluate(() => globalThis.keys.inChapter('learning', 'learning-figure').scrollIntoView());
  await page.waitFor(() => globalThis.keys.inChapter('learning', 'learning-figure').history !== undefined);
  await focus('learning', 'button.play');
  await press('Enter');
  await page.waitFor(
    () => globalThis.keys.inChapter('learning', 'learning-figure').history.snapshots.length > 3,
  );
  await press(' ');
  assert.equal((await run()).playing, false);
  await focus('learning', 'input[type=range]');
  await press('Home', 'ArrowRight');
  assert.equal((await run()).index, 1);
  await focus('learning', 'figure');
  await press('ArrowRight');
  assert.equal((await run()).index, 2);
  await focus('learning', 'input:not([type])');
  await page.evaluate(() => globalThis.keys.active().select());
  await press('5', 'Enter');
  await page.waitFor(
    () => globalThis.keys.inChapter('learning', 'learning-figure').history?.settings.seed === 5,
  );
  await focus('learning', 'button.play');
  await press('Enter');
  assert.equal((await run()).playing, false);
});

test('contents, theme, language', async () => {
  await focus('', 'nav a[href$="value"]');
  await press('Enter');
  const at = await page.evaluate(() => globalThis.keys.active().id);
  assert.equal(at, 'title-value', 'the focus goes along with the eye');
  await focus('', 'button.theme');
  await press('Enter');
  assert.equal((await state()).theme, 'light');
  await focus('', 'button.language');
  await press(' ');
  assert.equal((await state()).lang, 'zh');
  assert.deepEqual(await page.complaints(), []);
});
