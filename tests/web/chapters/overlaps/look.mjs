// Runs in the page: bundled, and put there as `overlapChecks`. Looks at figures under way as well as where they are held.
import { isAllowed } from './allowed.mjs';
import { blocksIn } from './blocks.mjs';
import { depth, inside, lettersIn } from './letters.mjs';
import { linesIn } from './lines.mjs';
import { plant } from './plants.mjs';
import { opacities } from './seen.mjs';

/** Pixels of the screen: what is less deep is not seen. */
const hair = 1.5;
/** Slanted words stand as lines of a paragraph do: the tail of a letter of one may lie between the heads of another's. */
const tail = 3;
/** Shares of a step's motion at which it is looked at: the first is where one scene leaves and another comes in. */
const shares = [0.08, 0.25, 0.5, 0.75, 1];

const explainer = () => document.querySelector('attention-explainer');
const figures = () => [...explainer().shadowRoot.querySelectorAll('explainer-figure')];
const figureOf = (id) => figures().find(({ figure }) => figure.id === id);

export const figureIds = () => figures().map(({ figure }) => figure.id);

/** Chooses what figures show; returns the words, and how many there may be at most. */
export async function choose(properties) {
  document.documentElement.lang = properties.lang;
  Object.assign(explainer(), properties);
  await explainer().updateComplete;
  for (const figure of figures()) await figure.updateComplete;
  const { sentence } = explainer().runs;
  return { words: sentence.words.join(' '), longest: sentence.shape('w_p')[0] };
}

/** The classes of a mark and of what is around it, innermost first: what kind of thing it is. */
function kindOf(element) {
  const names = [];
  for (let at = element; at && !at.matches('.scene'); at = at.parentElement) {
    const classes = [...at.classList].join('.');
    if (at === element || classes) names.push(classes ? `${at.localName}.${classes}` : at.localName);
  }
  return names.slice(0, 3).join(' < ');
}

function boxed(mark, corners) {
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  const box = {
    left: Math.min(...xs),
    right: Math.max(...xs),
    top: Math.min(...ys),
    bottom: Math.max(...ys),
  };
  return { ...mark, box };
}

const isApart = ({ box: a }, { box: b }) =>
  a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;

const textOf = ({ text }) => text.textContent.trim();

/** What is told of letters, and of what is wrong with them: `px` is how deep. */
const fault = (what, px, letters, other, otherText) => ({
  what,
  px,
  text: textOf(letters),
  otherText,
  kinds: [letters, other].filter(Boolean).map(({ element }) => kindOf(element)),
});

function overLetters(letters) {
  return letters.flatMap((a, index) =>
    letters
      .slice(index + 1)
      .filter((b) => a.text !== b.text && !isApart(a, b))
      .map((b) => ({ b, px: depth(a.corners, b.corners) }))
      .filter(({ b, px }) => px > (a.turned && b.turned ? tail : hair))
      .map(({ b, px }) => fault('lies over', px, a, b, textOf(b))),
  );
}

function cutLetters(letters, frame) {
  return letters
    .map((one) => {
      const { left, right, top, bottom } = one.box;
      return {
        one,
        px: Math.max(frame.left - left, right - frame.right, frame.top - top, bottom - frame.bottom),
      };
    })
    .filter(({ px }) => px > hair)
    .map(({ one, px }) => fault('is cut off at the edge of the picture', px, one));
}

function crossedLetters(letters, lines) {
  return letters.flatMap((one) =>
    lines
      .filter((line) => !isApart(one, line) && !isAllowed(line.element, one.element))
      .map((line) => ({ line, px: Math.max(0, ...line.points.map((point) => inside(point, one.corners))) }))
      .filter(({ px }) => px > hair)
      .map(({ line, px }) => fault('is crossed by a line', px, one, line)),
  );
}

/** Whether a mark is behind the chip on which letters stand, so that it does not trouble them. */
function isBehind(mark, letters) {
  const chip = letters.closest('.token');
  return Boolean(chip && mark.compareDocumentPosition(chip) & Node.DOCUMENT_POSITION_FOLLOWING);
}

function coveredLetters(letters, blocks) {
  return letters.flatMap((one) =>
    blocks
      .filter((block) => !isApart(one, block) && !isAllowed(block.element, one.element))
      .map((block) => ({ block, px: depth(one.corners, block.corners) }))
      .filter(({ block, px }) => px > hair && !isBehind(block.element, one.element))
      .map(({ block, px }) => fault('has a mark on it', px, one, block)),
  );
}

/** How many letters there are in the picture that a figure shows now, and what is wrong with them. */
function seenIn(figure) {
  const svg = figure.shadowRoot.querySelector('svg.picture');
  const scene = svg.querySelector('.scene');
  const opacityOf = opacities();
  const letters = lettersIn(scene, opacityOf).map((one) => boxed(one, one.corners));
  const lines = linesIn(scene, opacityOf).map((one) => boxed(one, one.points));
  const blocks = blocksIn(scene, opacityOf).map((one) => boxed(one, one.corners));
  const faults = [
    ...overLetters(letters),
    ...cutLetters(letters, svg.getBoundingClientRect()),
    ...crossedLetters(letters, lines),
    ...coveredLetters(letters, blocks),
  ];
  return { letters: letters.length, lines: lines.length, blocks: blocks.length, faults };
}

/**
 * Goes through a figure's steps: what is wrong at which step and share of it, and how much was looked at. `planted` is a mark
 * that is put into each picture.
 */
export async function look(id, planted) {
  const figure = figureOf(id);
  const seen = { moments: 0, letters: 0, lines: 0, blocks: 0, faults: [] };
  for (const { id: step, start, duration } of figure.timeline.steps)
    for (const share of shares) {
      figure.seek(start + share * duration);
      await figure.updateComplete;
      const remove = planted && plant(figure.shadowRoot.querySelector('.scene'), planted);
      const { faults, ...counts } = seenIn(figure);
      remove?.();
      seen.moments += 1;
      for (const kind in counts) seen[kind] += counts[kind];
      seen.faults.push(...faults.map((found) => ({ step, share, ...found })));
    }
  return seen;
}
