// What lies between two drawings of the same things: only what is drawn is mixed, and numbers that are written are those of the
// second at once. Pure.
import { mix } from './math.js';
import { type Attribute, round, type SvgNode } from './node.js';

/** From one drawing (0) to another (1). What is in the second alone comes in; what is in the first alone has gone. */
export function mixScenes(
  before: readonly SvgNode[],
  after: readonly SvgNode[],
  amount: number,
): readonly SvgNode[] {
  if (amount >= 1) return after;
  const known = keyed(before);
  return [...keyed(after)].map(([key, node]) => {
    const was = known.get(key);
    return was ? mixNode(was, node, amount) : { ...node, attributes: faded(node, amount) };
  });
}

/** By key, or by tag and place among those of that tag. */
function keyed(nodes: readonly SvgNode[]): Map<string, SvgNode> {
  const places = new Map<string, number>();
  return new Map(
    nodes.map((node) => {
      const { tag, key } = node;
      if (key !== undefined) return [`${tag}#${key}`, node];
      const place = places.get(tag) ?? 0;
      places.set(tag, place + 1);
      return [`${tag} ${place}`, node];
    }),
  );
}

function mixNode(before: SvgNode, after: SvgNode, amount: number): SvgNode {
  if (before === after) return after;
  const names = new Set([...Object.keys(before.attributes), ...Object.keys(after.attributes)]);
  const attributes = Object.fromEntries(
    [...names].map((name) => [
      name,
      mixAttribute(name, before.attributes[name], after.attributes[name], amount),
    ]),
  );
  return { ...after, attributes, children: mixScenes(before.children, after.children, amount) };
}

function mixAttribute(name: string, before: Attribute, after: Attribute, amount: number): Attribute {
  if (name === 'opacity') return mixOpacity(before, after, amount);
  if (before === undefined || after === undefined || before === after) return after;
  if (name.startsWith('data-') || name === 'class') return after;
  if (typeof before === 'number' && typeof after === 'number') return round(mix(before, after, amount));
  return mixText(String(before), String(after), amount);
}

/** What is not said is whole. */
function mixOpacity(before: Attribute, after: Attribute, amount: number): Attribute {
  if (before === after) return after;
  return round(mix(Number(before ?? 1), Number(after ?? 1), amount));
}

const numbers = /-?\d*\.?\d+(?:e[-+]?\d+)?/g;

/** Number by number, such as a path or a transform; the second where the two are not alike. */
function mixText(before: string, after: string, amount: number): string {
  if (before.replace(numbers, '#') !== after.replace(numbers, '#')) return after;
  const from = before.match(numbers) ?? [];
  let place = 0;
  return after.replace(numbers, (number) =>
    String(round(mix(Number(from[place++]), Number(number), amount))),
  );
}

function faded({ attributes }: SvgNode, amount: number): SvgNode['attributes'] {
  return { ...attributes, opacity: round(Number(attributes['opacity'] ?? 1) * amount) };
}
