import type { Attribute, SvgNode } from './node.js';

const svgNamespace = 'http://www.w3.org/2000/svg';

/** An element and what it was last drawn from, so that the next frame touches only what differs. */
interface Drawn {
  readonly element: Element;
  node: SvgNode;
  children: Drawn[];
}

/** What stands in the elements that were rendered into. The page itself is never asked: that takes longer. */
const drawnInto = new WeakMap<Element, Drawn[]>();

/** Makes the children of `parent` be `nodes`, reusing elements of the same key (or place) and tag. */
export function render(parent: Element, nodes: readonly SvgNode[]): void {
  drawnInto.set(parent, renderChildren(parent, drawnInto.get(parent) ?? [], nodes));
}

function renderChildren(parent: Element, before: Drawn[], nodes: readonly SvgNode[]): Drawn[] {
  if (isSameRow(before, nodes)) {
    for (const [index, drawn] of before.entries()) update(drawn, nodes[index]!);
    return before;
  }
  return rearrange(parent, before, nodes);
}

/** Whether each node is to be drawn by the element that is in its place already, as in nearly every frame. */
function isSameRow(before: readonly Drawn[], nodes: readonly SvgNode[]): boolean {
  if (before.length !== nodes.length) return false;
  for (let index = 0; index < before.length; index += 1) {
    const { node } = before[index]!;
    if (node.key !== nodes[index]!.key || node.tag !== nodes[index]!.tag) return false;
  }
  return true;
}

function rearrange(parent: Element, before: readonly Drawn[], nodes: readonly SvgNode[]): Drawn[] {
  const keyed = new Map(
    before.filter(({ node }) => node.key !== undefined).map((drawn) => [drawn.node.key, drawn]),
  );
  const unkeyed = before.filter(({ node }) => node.key === undefined);
  let place = 0;
  const after = nodes.map((node) => {
    const candidate = node.key === undefined ? unkeyed[place++] : keyed.get(node.key);
    const drawn = candidate?.node.tag === node.tag ? candidate : create(node.tag);
    update(drawn, node);
    return drawn;
  });
  const kept = new Set(after);
  for (const drawn of before) if (!kept.has(drawn)) drawn.element.remove();
  let next = parent.firstChild;
  for (const { element } of after) {
    if (element === next) next = next.nextSibling;
    else parent.insertBefore(element, next);
  }
  return after;
}

function create(tag: string): Drawn {
  const element = document.createElementNS(svgNamespace, tag);
  return {
    element,
    node: { tag, key: undefined, attributes: {}, children: [], text: undefined },
    children: [],
  };
}

function update(drawn: Drawn, node: SvgNode): void {
  const { element, node: before } = drawn;
  if (before === node) return;
  updateAttributes(element, before.attributes, node.attributes);
  drawn.node = node;
  if (node.text !== undefined) {
    if (before.text !== node.text) element.textContent = node.text;
    drawn.children = [];
  } else if (before.children !== node.children || before.text !== undefined) {
    if (before.text !== undefined) element.textContent = '';
    drawn.children = renderChildren(element, drawn.children, node.children);
  }
}

function updateAttributes(
  element: Element,
  before: Readonly<Record<string, Attribute>>,
  after: Readonly<Record<string, Attribute>>,
): void {
  if (before === after) return;
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
