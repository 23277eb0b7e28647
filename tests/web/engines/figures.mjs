// The figures of a page, whichever they are: elements inside the explainer that have a timeline and go to its steps.
// What is here runs in the page, and is handed to evaluate and waitFor as it is.

/** Every figure that has been drawn, in the order of the page: [{ name, steps }], steps by their ids; waits for none. */
export function listFigures() {
  const explainer = document.querySelector('attention-explainer');
  return [...(explainer?.shadowRoot?.querySelectorAll('*') ?? [])]
    .filter((element) => element.timeline && element.goTo)
    .map((figure) => ({
      name: figure.getAttribute('chapter') ?? figure.localName,
      steps: figure.timeline.steps.map(({ id }) => id),
    }));
}

/** Whether there is a trace, and at least one figure, and each has drawn something. */
export function isDrawn() {
  const explainer = document.querySelector('attention-explainer');
  const figures = [...(explainer?.shadowRoot?.querySelectorAll('*') ?? [])].filter(
    (element) => element.timeline && element.goTo,
  );
  const drawn = (figure) => figure.shadowRoot?.querySelector('.scene')?.childElementCount > 0;
  return explainer?.trace !== undefined && figures.length > 0 && figures.every(drawn);
}
