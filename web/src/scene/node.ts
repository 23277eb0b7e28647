// A figure is drawn as plain data: a tree of SVG elements. Being data it can be put into a page, compared in a
// test, or written to a file, and a figure stays a pure function.

export type Attribute = string | number | undefined;

export interface SvgNode {
  readonly tag: string;
  /** Keeps an element the same one from frame to frame among its siblings. */
  readonly key: string | undefined;
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly children: readonly SvgNode[];
  readonly text: string | undefined;
}

type Child = SvgNode | false | undefined | readonly Child[];

/** An element. `attributes.key` becomes its key; children that are false or undefined are left out. */
export function node(tag: string, attributes: Record<string, Attribute> = {}, ...children: Child[]): SvgNode {
  const { key, ...rest } = attributes;
  return {
    tag,
    key: key as string | undefined,
    attributes: rest,
    children: flatten(children),
    text: undefined,
  };
}

export function text(content: string, attributes: Record<string, Attribute>): SvgNode {
  const { key, ...rest } = attributes;
  return { tag: 'text', key: key as string | undefined, attributes: rest, children: [], text: content };
}

function flatten(children: readonly Child[]): SvgNode[] {
  const flat: SvgNode[] = [];
  for (const child of children) {
    if (!child) continue;
    if (Array.isArray(child)) flat.push(...flatten(child as readonly Child[]));
    else flat.push(child as SvgNode);
  }
  return flat;
}

/** Coordinates to a hundredth of a pixel: enough for the eye, and equal frames give equal text. */
export function round(x: number): number {
  return Math.round(x * 100) / 100;
}
