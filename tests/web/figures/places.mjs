// Runs in the page. Where things stand in a picture: planes that keep what they promise, texts that do not touch.
import { cellOf } from './marks.mjs';

function pointsOf(figure, tensor) {
  const points = [...figure.shadowRoot.querySelectorAll('.scene .space-point[data-cell]')];
  return points
    .map((element) => {
      const [, x, y] = /translate\(([-\d.]+) ([-\d.]+)\)/.exec(element.getAttribute('transform')).map(Number);
      return { ...cellOf(figure, element), x, y };
    })
    .filter((point) => point.tensor === tensor);
}

/** In the plane of a query, how far a key lies to the right is its score. */
export function wrongScores(figure, runs) {
  const keys = pointsOf(figure, 'key');
  if (keys.length < 3) return { count: 0, wrong: [] };
  const { head, token } = figure.context.selection;
  const scored = keys.map((key) => ({
    ...key,
    score: runs[key.run].at('score', head, token, key.indices[1]),
  }));
  const [low, high] = [...scored]
    .sort((a, b) => a.score - b.score)
    .filter((_, i, all) => i === 0 || i === all.length - 1);
  const unit = (high.x - low.x) / (high.score - low.score);
  const wrong = scored
    .filter(({ x, score }) => unit <= 0 || Math.abs(x - low.x - (score - low.score) * unit) > 0.1)
    .map(({ indices, x, score }) => `key ${indices[1] + 1}: score ${score} at ${x}`);
  return { count: keys.length, wrong };
}

/** A plane through three points keeps the distances between them. */
export function wrongDistances(figure, runs) {
  const points = pointsOf(figure, 'output');
  if (points.length !== 3) return { count: 0, wrong: [] };
  const pairs = [
    [0, 1],
    [0, 2],
    [1, 2],
  ].map(([a, b]) => {
    const [p, q] = [points[a], points[b]];
    const vector = ({ run, indices }) => Array.from(runs[run].row('output', ...indices));
    const [u, v] = [vector(p), vector(q)];
    return { shown: Math.hypot(p.x - q.x, p.y - q.y), real: Math.hypot(...u.map((x, c) => x - v[c])) };
  });
  const unit = pairs[0].shown / pairs[0].real;
  const wrong = pairs
    .filter(({ shown, real }) => Math.abs(shown - real * unit) > 0.2)
    .map(({ shown, real }) => `a distance of ${real} is ${shown} px, the first is ${unit} px a unit`);
  return { count: points.length, wrong };
}

function isSeen(element) {
  for (let node = element; node && node.nodeName !== 'svg'; node = node.parentNode) {
    const opacity = node.getAttribute?.('opacity');
    if (opacity !== null && Number(opacity) < 0.05) return false;
  }
  return true;
}

/** Pairs of texts whose boxes overlap by more than a hair, and texts that leave the picture. */
export function wrongTexts(figure) {
  const svg = figure.shadowRoot.querySelector('svg.picture').getBoundingClientRect();
  const texts = [...figure.shadowRoot.querySelectorAll('.scene text')].filter(isSeen).map((element) => ({
    text: element.textContent,
    turned: /rotate/.test(element.getAttribute('transform') ?? ''),
    box: element.getBoundingClientRect(),
  }));
  const overlap = (a, b) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4;
  const wrong = [];
  for (const [index, a] of texts.entries()) {
    if (/NaN|undefined|[{}]/.test(a.text)) wrong.push(`the text ${a.text}`);
    if (a.box.left < svg.left - 1 || a.box.right > svg.right + 1) wrong.push(`${a.text} leaves the picture`);
    for (const b of texts.slice(index + 1)) {
      // The boxes of slanted words are larger than the words.
      if (!(a.turned && b.turned) && overlap(a.box, b.box)) wrong.push(`${a.text} touches ${b.text}`);
    }
  }
  return { count: texts.length, wrong };
}
