// What the tests of the keyboard share: the page, what they look things up with in it, and the keys.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { serveBuild } from '../../harness/browser.mjs';
import { isDrawn } from '../../harness/engines/figures.mjs';
import { openEngine } from '../../harness/engines/index.mjs';

let page;

/** Opens the page for a file of tests, and closes it after them; gives it once it is there. */
export function openForKeys() {
  let engine;
  let server;
  before(async () => {
    [engine, server] = await Promise.all([openEngine('chromium'), serveBuild()]);
    page = await engine.newPage({ width: 1280, height: 900, theme: 'light', motion: 'reduce' });
    await page.goto(server.site);
    await page.waitFor(isDrawn);
    await page.evaluate(install);
    await page.evaluate(installMarks);
  });
  after(async () => {
    await engine?.close();
    await server?.stop();
  });
  return () => page;
}

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
  const inChapter = (chapter, selector) => {
    const section = explainer.shadowRoot.querySelector(`section[data-chapter="${chapter}"]`);
    return all(selector, section)[0];
  };
  const settle = async () => {
    await explainer.updateComplete;
    for (const element of all('*')) await element.updateComplete;
  };
  globalThis.keys = { explainer, visited, active, all, nameOf, place, inChapter, settle };
}

/** In the page, after the others: how the mark of the focus is told. */
function installMarks() {
  /** Whether a shape of a picture has a line around it, which the same shape without the focus does not have. */
  const isLined = (element) => {
    const other = element.parentNode.appendChild(element.cloneNode());
    const without = getComputedStyle(other).stroke;
    other.remove();
    const { stroke, strokeWidth } = getComputedStyle(element);
    return stroke !== 'none' && without === 'none' && Number.parseFloat(strokeWidth) >= 2;
  };
  /** Whether something around the focus is drawn that is not there without it. */
  const isMarked = (element) =>
    (element instanceof SVGElement && isLined(element)) ||
    [element, element.closest('label')].some((one) => {
      if (!one) return false;
      const { outlineStyle, outlineWidth } = getComputedStyle(one);
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
    });
  globalThis.keys.isMarked = isMarked;
}

/**
 * Puts the focus on an element of a chapter ('' for the page around them) as Tab would: scrolled no further than needed, and what
 * that leads the figures to is led to before any key is pressed.
 */
export async function focus(chapter, selector) {
  const found = await page.evaluate(
    async (id, wish) => {
      const { inChapter, all, settle } = globalThis.keys;
      await settle();
      const element = id ? inChapter(id, wish) : all(wish)[0];
      element?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
      element?.focus({ focusVisible: true, preventScroll: true });
      // What has been scrolled is told after a frame, to everybody by one task.
      await new Promise((done) => requestAnimationFrame(done));
      await new Promise((done) => new IntersectionObserver(done).observe(document.documentElement));
      await new Promise((done) => requestAnimationFrame(done));
      await settle();
      return Boolean(element);
    },
    chapter,
    selector,
  );
  assert.ok(found, `${chapter} has no ${selector}`);
}

/** Presses keys one after another; what was asked for is drawn after each. */
export async function press(...names) {
  for (const name of names) {
    await page.press(name);
    await page.evaluate(() => globalThis.keys.settle());
  }
}

/** What the page has chosen. */
export const state = () =>
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
