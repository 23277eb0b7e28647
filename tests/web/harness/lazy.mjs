// The page as a reader finds it: chapters come as they are needed, and nothing here asks for them.

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

/** Brings the place of a chapter into sight, as scrolling does. */
export function comeTo(page, id) {
  return page.evaluate(async (chapter) => {
    const { shadowRoot } = document.querySelector('attention-explainer');
    shadowRoot.querySelector(`[data-place="${chapter}"]`).scrollIntoView({ behavior: 'instant' });
    // What is observed is told after a frame.
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  }, id);
}

/** Until the browser has nothing else to do, twice: what the page does when idle has had its turn. */
export function whenIdle(page) {
  return page.evaluate(
    () => new Promise((done) => requestIdleCallback(() => requestIdleCallback(() => done()))),
  );
}
