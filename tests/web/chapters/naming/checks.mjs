// Runs in the page, bundled, as `namingChecks`: words of the prose and symbols of formulas against the figure beside them.

const explainer = () => document.querySelector('attention-explainer');
const sectionOf = (id) => explainer().shadowRoot.querySelector(`section[data-chapter="${id}"]`);
const everyFigure = () => [...explainer().shadowRoot.querySelectorAll('explainer-figure')];
const everyProse = () => [...explainer().shadowRoot.querySelectorAll('chapter-prose')];
const namesIn = (prose) => [...prose.shadowRoot.querySelectorAll('[data-object]')];

async function settle() {
  await explainer().updateComplete;
  for (const element of [...everyFigure(), ...everyProse()]) await element.updateComplete;
}

/** What is highlighted with an object that it is a part of. */
const parts = { delta: ['word_delta'] };

/** The tensors of what is highlighted in a figure. */
function highlightedTensors(figure) {
  const highlighted = [...figure.shadowRoot.querySelectorAll('.scene .highlight')].map(
    (element) => element.closest('[data-cell]') ?? element.querySelector('[data-cell]'),
  );
  return [...new Set(highlighted.filter(Boolean).map((element) => element.dataset.cell.split(':')[0]))];
}

const how = {
  async pointing(element) {
    element.dispatchEvent(
      new PointerEvent('pointerover', { bubbles: true, composed: true, pointerType: 'mouse' }),
    );
    await settle();
    return () =>
      element
        .getRootNode()
        .querySelector('div')
        .dispatchEvent(new PointerEvent('pointerleave', { pointerType: 'mouse' }));
  },
  async focus(element) {
    element.focus({ preventScroll: true });
    await settle();
    return () => element.blur();
  },
};

/**
 * Names every object of a chapter's prose and formulas at every step: what is wrong; the objects that words name; those of
 * them that the figure never shows (a symbol of a formula may stand for what is not drawn); and what is shown but never highlighted.
 */
export async function checkNames(id, by) {
  const [figure, prose] = ['explainer-figure', 'chapter-prose'].map((name) =>
    sectionOf(id).querySelector(name),
  );
  // The first chapter has no cards.
  if (!prose) return { wrong: [], terms: [], notShown: [], neverHighlighted: [] };
  const wrong = [];
  const highlighted = new Set();
  const shown = new Set();
  for (const fold of prose.shadowRoot.querySelectorAll('details')) fold.open = true;
  const objects = [...new Map(namesIn(prose).map((element) => [element.dataset.object, element]))];
  for (const [object, element] of objects) {
    const stop = await how[by](element);
    for (const [index, step] of (figure?.timeline.steps ?? []).entries()) {
      figure.goTo(index);
      await figure.updateComplete;
      if (figure.shadowRoot.querySelector(`.scene [data-cell^="${object}:"]`)) shown.add(object);
      const tensors = highlightedTensors(figure);
      if (tensors.includes(object)) highlighted.add(object);
      const foreign = tensors.filter((tensor) => tensor !== object && !parts[object]?.includes(tensor));
      if (foreign.length > 0) wrong.push(`${id}, ${step.id}: naming ${object} lights ${foreign}`);
    }
    const elsewhere = everyFigure().filter(
      (other) => other !== figure && highlightedTensors(other).length > 0,
    );
    if (elsewhere.length > 0)
      wrong.push(`${id}: naming ${object} lights something in ${elsewhere.map((other) => other.figure.id)}`);
    stop();
    await settle();
    if (figure && highlightedTensors(figure).length > 0) wrong.push(`${id}: ${object} stays highlighted`);
  }
  const words = [...prose.shadowRoot.querySelectorAll('button[data-object]')];
  const terms = [...new Set(words.map((element) => element.dataset.object))];
  return {
    wrong,
    terms,
    notShown: terms.filter((object) => !shown.has(object)),
    neverHighlighted: [...shown].filter((object) => !highlighted.has(object)),
  };
}

const marked = (prose) => namesIn(prose).filter((element) => element.classList.contains('highlight'));

/** Points at a mark of every tensor at every step: its words and symbols are marked, in this chapter, and no others. */
export async function checkMarks(id) {
  const [figure, prose] = ['explainer-figure', 'chapter-prose'].map((name) =>
    sectionOf(id).querySelector(name),
  );
  if (!prose) return { wrong: [], met: [] };
  const wrong = [];
  const names = new Set(namesIn(prose).map((element) => element.dataset.object));
  const seen = new Set();
  for (const [index, step] of figure.timeline.steps.entries()) {
    figure.goTo(index);
    await figure.updateComplete;
    const marks = new Map(
      [...figure.shadowRoot.querySelectorAll('.scene [data-cell]')].map((element) => [
        element.dataset.cell.split(':')[0],
        element,
      ]),
    );
    for (const [tensor, element] of marks) {
      if (seen.has(tensor) || !element.isConnected) continue;
      seen.add(tensor);
      element.dispatchEvent(
        new PointerEvent('pointermove', { bubbles: true, composed: true, pointerType: 'mouse' }),
      );
      await settle();
      const expected = namesIn(prose).filter((name) => name.dataset.object === tensor);
      const real = marked(prose);
      if (real.length !== expected.length || !real.every((name) => expected.includes(name)))
        wrong.push(
          `${id}, ${step.id}: pointing at ${tensor} marks ${real.map((name) => name.dataset.object)}`,
        );
      if (everyProse().some((other) => other !== prose && marked(other).length > 0))
        wrong.push(`${id}, ${step.id}: pointing at ${tensor} marks words of another chapter`);
      figure.shadowRoot.querySelector('svg.picture').dispatchEvent(new PointerEvent('pointerleave'));
      await settle();
      if (marked(prose).length > 0) wrong.push(`${id}, ${step.id}: the words of ${tensor} stay marked`);
    }
  }
  return { wrong, met: [...names].filter((name) => seen.has(name)) };
}
