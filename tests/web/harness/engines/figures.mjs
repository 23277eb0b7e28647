// The figures of a page, whichever they are: elements inside the explainer that show a figure and go to its steps.
// Every function runs in the page, and is handed to evaluate, waitFor or screenshot as it is: it stands by itself.

/** Every figure in the order of the page: [{ name, steps }], steps by their ids. */
export function listFigures() {
  const explainer = document.querySelector('attention-explainer');
  return [...(explainer?.shadowRoot?.querySelectorAll('*') ?? [])]
    .filter((element) => element.figure && element.goTo)
    .map((figure) => ({
      name: figure.getAttribute('chapter') ?? figure.localName,
      steps: figure.timeline.steps.map(({ id }) => id),
    }));
}

/**
 * Whether there is a trace, and every chapter that the contents name, and each figure is measured, has drawn something, and has what
 * stands around it, which comes by a task of its own.
 * Asks for the chapters that are only shown when a reader comes near.
 */
export function isDrawn() {
  const explainer = document.querySelector('attention-explainer');
  // Before, there is what the page was built with, which looks alike.
  if (!explainer?.trace) return false;
  if (!explainer.isWhole) explainer.showAll().catch(() => {});
  const figures = [...explainer.shadowRoot.querySelectorAll('*')].filter(
    (element) => element.figure && element.goTo,
  );
  const drawn = (figure) =>
    figure.available > 0 &&
    figure.pointer &&
    figure.shadowRoot?.querySelector('.scene')?.childElementCount > 0;
  // A chapter may have elements of its own in place of a figure.
  const parts = [...explainer.shadowRoot.querySelectorAll('section.chapter *')];
  const rendered = (part) => !part.localName.includes('-') || part.shadowRoot?.childElementCount > 0;
  return explainer.isWhole && parts.length > 0 && parts.every(rendered) && figures.every(drawn);
}

/** Whether the window is so wide, and every figure has been drawn to the room that it has in it. */
export function isDrawnTo(width) {
  const { shadowRoot } = document.querySelector('attention-explainer');
  const figures = [...shadowRoot.querySelectorAll('explainer-figure')];
  const isMeasured = (figure) =>
    figure.available === Math.round(figure.getBoundingClientRect().width) && !figure.isUpdatePending;
  return innerWidth === width && figures.every(isMeasured);
}

/** The element of a figure by its place on the page. */
export function findFigure(index) {
  const { shadowRoot } = document.querySelector('attention-explainer');
  return [...shadowRoot.querySelectorAll('*')].filter((element) => element.figure && element.goTo)[index];
}

/** Shows a step of a figure, at the top of the window, and waits until it is drawn; returns the height it needs. */
export async function goToStep(index, step) {
  const explainer = document.querySelector('attention-explainer');
  const figures = [...explainer.shadowRoot.querySelectorAll('*')].filter(
    (element) => element.figure && element.goTo,
  );
  const figure = figures[index];
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  figure.goTo(step);
  figure.scrollIntoView({ block: 'start', behavior: 'instant' });
  // Sizes are observed after a frame has been laid out, and drawn to in the next.
  await frame();
  await frame();
  await explainer.updateComplete;
  await figure.updateComplete;
  return Math.ceil(figure.getBoundingClientRect().height);
}

/** Asks the explainer for a language, by its attribute. */
export async function setLanguage(lang) {
  const explainer = document.querySelector('attention-explainer');
  document.documentElement.lang = lang;
  explainer.lang = lang;
  await explainer.updateComplete;
}

/**
 * In the page: lets its clock run so many times as fast from now on. What moves takes fewer frames, and goes through the same
 * states; a frame moves nothing by more than a tenth of a second, so five times is all that there is to be gained. Asked again it
 * multiplies: a fifth takes it back.
 */
export function hurry(times = 5) {
  const now = performance.now.bind(performance);
  const ask = requestAnimationFrame.bind(globalThis);
  const start = now();
  const hurried = (time) => start + times * (time - start);
  performance.now = () => hurried(now());
  globalThis.requestAnimationFrame = (draw) => ask((time) => draw(hurried(time)));
}
