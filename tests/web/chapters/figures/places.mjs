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

function isSeen(element) {
  for (let node = element; node && node.nodeName !== 'svg'; node = node.parentNode) {
    const opacity = node.getAttribute?.('opacity');
    if (opacity !== null && Number(opacity) < 0.05) return false;
  }
  return true;
}

/** The box of the letters on the screen. The outline that keeps them readable is not theirs, and not all engines add it. */
function boxOf(text) {
  const { x, y, width, height } = text.getBBox();
  const toScreen = text.getScreenCTM();
  const corners = [
    [x, y],
    [x + width, y],
    [x, y + height],
    [x + width, y + height],
  ].map(([left, top]) => new DOMPoint(left, top).matrixTransform(toScreen));
  const [xs, ys] = [corners.map((corner) => corner.x), corners.map((corner) => corner.y)];
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

/** Without what a font wants above and below its letters: Chinese ones want half as much again as the letters. */
function lettersOf(text) {
  const { left, right, top, bottom } = boxOf(text);
  const size = parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().d;
  const half = Math.min(bottom - top, size) / 2;
  const middle = (top + bottom) / 2;
  return { left, right, top: middle - half, bottom: middle + half };
}

/** Pairs of texts whose letters overlap by more than a hair, and texts that leave the picture. */
export function wrongTexts(figure) {
  const svg = figure.shadowRoot.querySelector('svg.picture').getBoundingClientRect();
  const texts = [...figure.shadowRoot.querySelectorAll('.scene text')].filter(isSeen).map((element) => {
    const turned = /rotate/.test(element.getAttribute('transform') ?? '');
    return { text: element.textContent, turned, box: turned ? boxOf(element) : lettersOf(element) };
  });
  const overlap = (a, b) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1.5;
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

/** What words push lies end to end, from E to E'; an arrow stops short of a point by its size, and one of less than 5 px is not drawn. */
export function wrongChains(figure) {
  const plane = figure.figure.id === 'value' && figure.shadowRoot.querySelector('.scene .part.plane');
  const shafts = plane ? [...plane.querySelectorAll('.space-arrow:not([data-cell^="delta:"]) .shaft')] : [];
  if (shafts.length === 0) return { count: 0, wrong: [] };
  const ends = shafts.map((shaft) => {
    const [, ...numbers] = /M ([-\d.]+) ([-\d.]+) L ([-\d.]+) ([-\d.]+)/.exec(shaft.getAttribute('d'));
    const [x0, y0, x1, y1] = numbers.map(Number);
    return { from: [x0, y0], to: [x1, y1] };
  });
  const pointAt = (tensor) => {
    const [point] = pointsOf(figure, tensor);
    return [point.x, point.y];
  };
  const corners = [pointAt('embedding'), ...ends.flatMap(({ from, to }) => [from, to]), pointAt('output')];
  const wrong = [];
  for (let k = 0; k < corners.length; k += 2) {
    const [[x0, y0], [x1, y1]] = [corners[k], corners[k + 1]];
    const apart = Math.hypot(x1 - x0, y1 - y0);
    if (apart > 15.5)
      wrong.push(`push ${k / 2} of ${shafts.length} begins ${apart} px from where the way has come`);
  }
  return { count: shafts.length, wrong };
}
