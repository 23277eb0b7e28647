import type { Attribute, SvgNode } from './node.js';

const svgNamespace = 'http://www.w3.org/2000/svg';

/** What an element was last drawn from, so that the next frame touches only what differs. */
const drawnFrom = new WeakMap<Element, SvgNode>();

/** Makes the children of `parent` be `nodes`, reusing elements of the same key (or place) and tag. */
export function render(parent: Element, nodes: readonly SvgNode[]): void {
  const keyed = new Map<string, Element>();
  const unkeyed: Element[] = [];
  for (const element of parent.children) {
    const key = drawnFrom.get(element)?.key;
    if (key === undefined) unkeyed.push(element);
    else keyed.set(key, element);
  }
  let next = parent.firstElementChild;
  let place = 0;
  for (const node of nodes) {
    const candidate = node.key === undefined ? unkeyed[place++] : keyed.get(node.key);
    const element =
      candidate?.tagName === node.tag ? candidate : document.createElementNS(svgNamespace, node.tag);
    update(element, node);
    if (element === next) next = next.nextElementSibling;
    else parent.insertBefore(element, next);
  }
  while (next) {
    const surplus = next;
    next = next.nextElementSibling;
    surplus.remove();
  }
}

function update(element: Element, node: SvgNode): void {
  const before = drawnFrom.get(element);
  if (before === node) return;
  updateAttributes(element, before?.attributes ?? {}, node.attributes);
  if (node.text !== undefined) {
    if (before?.text !== node.text) element.textContent = node.text;
  } else if (before?.children !== node.children) {
    if (before?.text !== undefined) element.textContent = '';
    render(element, node.children);
  }
  drawnFrom.set(element, node);
}

function updateAttributes(
  element: Element,
  before: Readonly<Record<string, Attribute>>,
  after: Readonly<Record<string, Attribute>>,
): void {
  for (const name in after) {
    const value = after[name];
    if (value === before[name]) continue;
    // Through its own interface: a page that allows no inline styles blocks the attribute.
    if (name === 'style') (element as SVGElement).style.cssText = String(value ?? '');
    else if (value === undefined) element.removeAttribute(name);
    else element.setAttribute(name, String(value));
  }
  for (const name in before) {
    if (!(name in after)) element.removeAttribute(name);
  }
}
