// The whole page by keyboard alone: Tab comes to everything that can be used and out again at the end, each has a name
// and shows that it has the focus, and each does with keys what it does when it is pressed. (Chapters' own controls:
// keyboard-chapters.test.mjs.)
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { focus, openForKeys, press, state } from './keyboard/keys.mjs';

const page = openForKeys();

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

test('Tab comes to everything in the order of the page, and out again', async () => {
  // What is measured, or trained, when it comes into sight can be used once it has been.
  await page().evaluate(() => globalThis.keys.inChapter('cost', 'cost-growth').scrollIntoView());
  await page().waitFor(() => globalThis.keys.inChapter('cost', 'cost-growth').state === 'done');
  await page().evaluate(() => globalThis.keys.inChapter('learning', 'learning-figure').scrollIntoView());
  await page().waitFor(() => globalThis.keys.inChapter('learning', 'learning-figure').history !== undefined);
  // What is folded is there for keys once its title has been pressed.
  await page().evaluate(async () => {
    const { all, inChapter, settle } = globalThis.keys;
    inChapter('learning', 'learning-figure').opened = true;
    await settle();
    for (const details of all('details')) details.open = true;
    await settle();
    scrollTo({ top: 0, behavior: 'instant' });
  });
  assert.ok(await page().evaluate(() => Boolean(globalThis.keys.inChapter('learning', 'learning-settings'))));
  const wrong = [];
  let count = 0;
  for (; count < 900; count += 1) {
    await page().press('Tab');
    const stop = await page().evaluate(() => {
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
  assert.deepEqual(await page().evaluate(wanted), []);
});

const figureState = (chapter) =>
  page().evaluate((id) => {
    const figure = globalThis.keys.inChapter(id, 'explainer-figure');
    const { step, playing, speed, tabled, pointed = null } = figure;
    return { step, playing, speed, tabled, pointed };
  }, chapter);

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
  const said = await page().evaluate(
    () => globalThis.keys.inChapter('match', 'cell-inspector').shadowRoot.textContent,
  );
  assert.match(said, /=/);
  await press('Escape');
  assert.equal((await figureState('match')).pointed, null);
});

/** The menu of a figure: whether it is open, and what has the focus. */
const menu = () =>
  page().evaluate(() => {
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
  assert.ok((await page().evaluate(numbers)) > 200);
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
  await page().evaluate(() => (globalThis.keys.all('.choices')[0].open = false));
  await focus('', '.choices > summary');
  await press('Enter');
  await focus('', 'input[role=combobox]');
  await page().evaluate(() => globalThis.keys.active().select());
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

test('a question is answered, and says what it makes of the answer', async () => {
  for (const key of ['Enter', ' ']) {
    await page().evaluate(
      () => void (globalThis.keys.inChapter('match', 'chapter-prose').answer = undefined),
    );
    await focus('match', '.options button');
    await press(key);
    const said = await page().evaluate(
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
  await page().evaluate(() => globalThis.keys.settle());
  assert.ok(await page().evaluate(() => globalThis.keys.explainer.named?.chapter === 'match'));
});

test('contents, theme, language', async () => {
  await page().evaluate(() => (globalThis.keys.all('.contents')[0].open = false));
  const isOpen = () => page().evaluate(() => globalThis.keys.all('.contents')[0].open);
  await focus('', '.contents > summary');
  await press('Enter');
  assert.equal(await isOpen(), true);
  await press('Tab', 'Escape');
  assert.equal(await isOpen(), false);
  await press('Enter');
  await focus('', 'nav a[href$="value"]');
  await press('Enter');
  assert.equal(await isOpen(), false);
  const at = await page().evaluate(() => globalThis.keys.active().id);
  assert.equal(at, 'title-value', 'the focus goes along with the eye');
  await focus('', 'button.theme');
  await press('Enter');
  assert.equal((await state()).theme, 'light');
  await focus('', 'button.language');
  await press(' ');
  assert.equal((await state()).lang, 'zh');
  assert.deepEqual(await page().complaints(), []);
});
