import { belowMiddle, plainColour, plainValue, setPaint } from './plain-svg.js';

const svgNamespace = 'http://www.w3.org/2000/svg';

/** What of a mark's style comes from style sheets and has to go with it into a file, with what it is where it says nothing. */
const carried = {
  'fill-opacity': '1',
  'stroke-opacity': '1',
  'stroke-dasharray': 'none',
  'stroke-linecap': 'butt',
  opacity: '1',
  'text-anchor': 'start',
  'baseline-shift': '0px',
  'paint-order': 'normal',
  display: 'inline',
} as const;

/** The same for what marks have from the marks around them. */
const inherited = [
  'stroke-width',
  'font-family',
  'font-size',
  'font-style',
  'font-weight',
  'font-variant-numeric',
] as const;

const paints = ['fill', 'stroke'] as const;

const margin = 16;
const captionSize = 15;
const lineHeight = 22;

/** What stands under a picture. */
interface Legend {
  readonly caption: string;
  /** Where the picture comes from. */
  readonly source: string;
}

/** A picture as a file of its own: what is seen, with its styles in it, on its paper, and a caption. */
export function svgFile(
  picture: SVGSVGElement,
  legend: Legend,
): { text: string; width: number; height: number } {
  const { width, height } = picture.viewBox.baseVal;
  const style = getComputedStyle(picture);
  const lines = wrap(legend.caption, Math.floor(width / (captionSize * 0.52)));
  const whole = { width: width + 2 * margin, height: height + (lines.length + 1) * lineHeight + 3 * margin };
  const file = document.createElementNS(svgNamespace, 'svg');
  set(file, { xmlns: svgNamespace, viewBox: `0 0 ${whole.width} ${whole.height}`, ...whole });
  const paper = document.createElementNS(svgNamespace, 'rect');
  set(paper, {
    width: whole.width,
    height: whole.height,
    fill: plainColour(style.getPropertyValue('--ax-paper')).colour,
  });
  const copy = document.createElementNS(svgNamespace, 'g');
  set(copy, { transform: `translate(${margin} ${margin})` });
  copy.append(...[...picture.children].filter((part) => !part.matches('.arcs')).map(styledCopy));
  // What is pointed at quiets the scene, here and now only.
  for (const part of copy.children) part.removeAttribute('opacity');
  file.append(paper, copy);
  const text = (content: string, line: number, colour: string, size: number) => {
    const element = document.createElementNS(svgNamespace, 'text');
    const y = height + 2 * margin + (line + 0.8) * lineHeight;
    const fill = plainColour(style.getPropertyValue(colour)).colour;
    set(element, { x: margin, y, fill, 'font-size': size });
    set(element, { 'font-family': style.fontFamily });
    element.textContent = content;
    file.append(element);
  };
  lines.forEach((line, index) => text(line, index, '--ax-ink', captionSize));
  text(legend.source, lines.length, '--ax-quiet', 12);
  return { text: new XMLSerializer().serializeToString(file), ...whole };
}

function set(element: Element, attributes: Readonly<Record<string, string | number>>): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
}

/** A copy of an element with the styles that it has here, without classes, styles of the page, and marks of its own. */
function styledCopy(element: Element): Element {
  const copy = document.createElementNS(element.namespaceURI, element.localName);
  for (const { name, value } of element.attributes) {
    if (!['class', 'style'].includes(name) && !name.startsWith('data-'))
      copy.setAttribute(name, plainValue(value));
  }
  carryStyle(element, copy);
  if (element instanceof SVGPathElement) measureDashes(element, copy);
  if (element.localName === 'text') standOnLine(element, copy);
  if (element.childElementCount === 0) copy.textContent = element.textContent;
  else copy.append(...[...element.children].map(styledCopy));
  return copy;
}

/** Dashes that are parts of a path's length become dashes in pixels: not all programs know that a path can say how long it is. */
function measureDashes(path: SVGPathElement, copy: Element): void {
  const said = Number(path.getAttribute('pathLength'));
  copy.removeAttribute('pathLength');
  const dashes = copy.getAttribute('stroke-dasharray');
  if (!said || !dashes) return;
  const unit = path.getTotalLength() / said;
  const lengths = dashes
    .split(/[\s,]+/)
    .map((part) => Math.round(Number.parseFloat(part) * unit * 100) / 100);
  copy.setAttribute('stroke-dasharray', lengths.join(' '));
}

function carryStyle(element: Element, copy: Element): void {
  const style = getComputedStyle(element);
  const around =
    element.parentElement instanceof SVGGElement ? getComputedStyle(element.parentElement) : undefined;
  const carry = (name: string, usual: string | undefined) => {
    const value = style.getPropertyValue(name);
    // An attribute that names a colour of the page means nothing in a file: what it comes to here goes along.
    if (value && (value !== usual || copy.hasAttribute(name))) copy.setAttribute(name, value);
  };
  for (const [name, usual] of Object.entries(carried)) carry(name, usual);
  for (const name of inherited) carry(name, around?.getPropertyValue(name));
  for (const name of paints) {
    const value = style.getPropertyValue(name);
    if (value !== around?.getPropertyValue(name) || copy.hasAttribute(name)) setPaint(copy, name, value);
  }
}

/** Letters that the browser centres at their place: others know only lines to stand on. */
function standOnLine(element: Element, copy: Element): void {
  const style = getComputedStyle(element);
  if (style.dominantBaseline === 'central')
    copy.setAttribute(
      'y',
      String(Math.round((Number(copy.getAttribute('y') ?? 0) + belowMiddle(style)) * 100) / 100),
    );
  // Spaces at the ends of parts are spaces between words.
  copy.setAttribute('xml:space', 'preserve');
}

/** Lines of at most `most` letters; Chinese has no spaces to break at and breaks anywhere. */
export function wrap(text: string, most: number): string[] {
  const lines: string[] = [''];
  let used = 0;
  for (const word of text.match(/[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+\s*/g) ?? []) {
    const width = [...word.trimEnd()].reduce((sum, letter) => sum + (letter > '\u2e7f' ? 2 : 1), 0);
    if (used > 0 && used + width > most) {
      lines.push('');
      used = 0;
    }
    lines[lines.length - 1] += word;
    used += width + (word.length - word.trimEnd().length);
  }
  return lines.map((line) => line.trimEnd());
}
