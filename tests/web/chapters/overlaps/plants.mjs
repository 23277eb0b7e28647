// Runs in the page. Faults that are put into a picture, which shows that they are found, and what is none.

const svgNamespace = 'http://www.w3.org/2000/svg';

/** The middle of a picture's first text, in the coordinates of the scene. */
function firstText(scene) {
  const text = scene.querySelector('text');
  const { x, y, width, height } = text.getBBox();
  const there = scene.getScreenCTM().inverse().multiply(text.getScreenCTM());
  return new DOMPoint(x + width / 2, y + height / 2).matrixTransform(there);
}

const letters = ({ x, y }, more = '') => `<text x="${x - 4}" y="${y}"${more}>planted</text>`;

const marks = {
  letters,
  cut: ({ y }) => letters({ x: -16, y }),
  line: ({ x, y }) => `<path class="rule" d="M ${x - 90} ${y} H ${x + 90}"/>`,
  strip: ({ x, y }) => `<rect class="backing" x="${x}" y="${y - 10}" width="60" height="20"/>`,
  shadow: (place) => letters(place, ' opacity="0.1"'),
  'line beside': ({ x, y }) => `<path class="rule" d="M ${x - 90} ${y + 40} V ${y + 41}"/>`,
};

/** Puts a mark into a scene; returns what takes it out again. */
export function plant(scene, name) {
  const planted = document.createElementNS(svgNamespace, 'g');
  planted.innerHTML = marks[name](firstText(scene));
  scene.append(planted);
  return () => planted.remove();
}
