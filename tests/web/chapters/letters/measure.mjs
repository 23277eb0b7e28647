// Runs in the page: bundled, and put there as `letterChecks`. How large the letters of a figure are on the screen.

const explainer = () => document.querySelector('attention-explainer');
const sectionOf = (id) => explainer().shadowRoot.querySelector(`section[data-chapter="${id}"]`);

const nextFrame = () => new Promise((done) => requestAnimationFrame(done));

/** All that is in an element, its own shadow tree and those in it too. */
const within = (root) =>
  [root, root.shadowRoot]
    .flatMap((tree) => [...(tree?.querySelectorAll('*') ?? [])])
    .flatMap((element) => [element, ...(element.shadowRoot ? within(element.shadowRoot) : [])]);

/** How much larger than it says an element of a picture is on the screen; what turns it makes it no larger. */
function scaleOf(element) {
  const { a, b, c, d } = element.getScreenCTM();
  return Math.sqrt(Math.abs(a * d - b * c));
}

/** What stands in a text or a part of one itself, not in a part of it. */
const ownLetters = (element) =>
  [...element.childNodes]
    .filter(({ nodeType }) => nodeType === Node.TEXT_NODE)
    .map(({ data }) => data.trim());

/** The classes of an element of a picture and of all around it, innermost first. */
function classesOf(element) {
  const classes = [];
  for (let at = element; at && at.localName !== 'svg'; at = at.parentElement)
    classes.push([...at.classList].join('.') || at.localName);
  return classes.join(' < ');
}

/** Everything written in the pictures of a chapter: { letters, classes, size, exception }, the first that fits. */
function written(root, exceptions) {
  return within(root)
    .filter((element) => element.matches('svg text, svg tspan'))
    .filter((element) => ownLetters(element).some((letters) => letters !== ''))
    .map((element) => ({
      letters: ownLetters(element).join(' '),
      classes: classesOf(element),
      size: Number.parseFloat(getComputedStyle(element).fontSize) * scaleOf(element.closest('text')),
      exception: exceptions.find((selector) => element.matches(selector)),
    }));
}

/**
 * The letters of a chapter at every step of its figure, in the middle of its motion and held; of what has no steps as it stands.
 */
export async function measure(id, exceptions) {
  const section = sectionOf(id);
  const figure = section.querySelector('explainer-figure');
  if (!figure) {
    const body = section.querySelector('.body');
    // What is trained here is drawn when it has come into sight and there is something of it.
    body.scrollIntoView({ block: 'center', behavior: 'instant' });
    while (!within(body).some((element) => element.matches('svg text'))) await nextFrame();
    return [{ moment: 'at rest', texts: written(body, exceptions) }];
  }
  const moments = [];
  for (const { id: step, start, duration } of figure.timeline.steps)
    for (const [name, time] of [
      ['under way', start + duration / 2],
      ['held', start + duration],
    ]) {
      figure.seek(time);
      await figure.updateComplete;
      moments.push({ moment: `${step}, ${name}`, texts: written(figure, exceptions) });
    }
  return moments;
}

/** Makes all letters of a chapter's figure as large as this, which shows that the test can fail. */
export function shrink(id, size) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`text { font-size: ${size}px !important; }`);
  const { shadowRoot } = sectionOf(id).querySelector('explainer-figure');
  shadowRoot.adoptedStyleSheets = [...shadowRoot.adoptedStyleSheets, sheet];
}
