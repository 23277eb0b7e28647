// The page as a reader finds it: chapters come as they are needed, and nothing here asks for them.
import { nextFrames } from './browser.mjs';

/** In the page: whether the figure that stands first is live, which one of the first paint is not, and has drawn something. */
export function isFirstDrawn() {
  const root = document.querySelector('attention-explainer')?.shadowRoot;
  const figure = root?.querySelector('explainer-figure');
  return (
    figure?.figure &&
    figure.available > 0 &&
    figure.shadowRoot?.querySelector('.scene')?.childElementCount > 0
  );
}

/** Opens an address and waits for the first figure alone. */
export async function openLazily(page, address) {
  await page.goto(address);
  await page.waitForFunction(isFirstDrawn);
}

/** The chapters that are shown, by their names. */
export function shownChapters(page) {
  return page.evaluate(() => {
    const { shadowRoot } = document.querySelector('attention-explainer');
    return [...shadowRoot.querySelectorAll('section.chapter:not(.awaited)')].map(
      ({ dataset }) => dataset.chapter,
    );
  });
}

/** Waits until chapters are shown and drawn. */
export async function waitForChapters(page, ...ids) {
  await page.waitForFunction(
    (wanted) => {
      const root = document.querySelector('attention-explainer')?.shadowRoot;
      const isDrawn = (id) => {
        const section = root?.querySelector(`section[data-chapter="${id}"]:not(.awaited)`);
        const figure = section?.querySelector('explainer-figure');
        const prose = section?.querySelector('chapter-prose');
        if (!section || (prose && !prose.hasUpdated)) return false;
        return !figure || figure.shadowRoot?.querySelector('.scene')?.childElementCount > 0;
      };
      return wanted.every(isDrawn);
    },
    {},
    ids,
  );
}

/** Brings the place of a chapter into sight, as scrolling does. What is observed has been told by then. */
export async function comeTo(page, id) {
  await page.evaluate((chapter) => {
    const { shadowRoot } = document.querySelector('attention-explainer');
    shadowRoot.querySelector(`[data-place="${chapter}"]`).scrollIntoView({ behavior: 'instant' });
  }, id);
  await nextFrames(page);
}

/**
 * Comes to the first chapter and back to another, as often as is needed until that is shown: whether an earlier try, which cannot
 * succeed, is still under way nobody can see, and another one that comes meanwhile is the same.
 */
export async function comeUntilShown(page, id) {
  while (!(await shownChapters(page)).includes(id)) {
    await comeTo(page, 'overview');
    await comeTo(page, id);
  }
}

/** Until the browser has nothing else to do, twice: what the page does when idle has had its turn. */
export function whenIdle(page) {
  return page.evaluate(
    () => new Promise((done) => requestIdleCallback(() => requestIdleCallback(() => done()))),
  );
}
