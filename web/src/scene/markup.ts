// Elements as text, for what is written into a page when it is built. Nothing here runs in the page.
import type { Attribute, SvgNode } from './node.js';

/** Text that is already markup. */
export interface Markup {
  readonly markup: string;
}

export function escapeText(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

type Content = Markup | string | undefined;

/** An element of HTML or SVG. Attributes that are undefined and children that are left out are not there. */
export function element(
  tag: string,
  attributes: Readonly<Record<string, Attribute>>,
  ...children: Content[]
): Markup {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escapeText(String(value))}"`);
  const inner = children.map((child) =>
    typeof child === 'string' ? escapeText(child) : (child?.markup ?? ''),
  );
  const end = tag === 'img' ? '' : `${inner.join('')}</${tag}>`;
  return { markup: `<${tag}${written.join('')}>${end}` };
}

export function join(...parts: Content[]): Markup {
  return {
    markup: parts
      .map((part) => (typeof part === 'string' ? escapeText(part) : (part?.markup ?? '')))
      .join(''),
  };
}

/** A template of the page's elements without anything live in it, as it stands. */
export function templateMarkup(template: unknown): Markup {
  if (Array.isArray(template)) return join(...template.map(templateMarkup));
  if (typeof template !== 'object' || template === null) return { markup: escapeText(String(template)) };
  const { strings, values } = template as { strings: readonly string[]; values: readonly unknown[] };
  const parts = strings.map(
    (text, index) => text + (index in values ? templateMarkup(values[index]).markup : ''),
  );
  return { markup: parts.join('').replace(/\s+/g, ' ') };
}

/** Numbers in coordinates and paths to a tenth of a pixel: a still picture needs no more. */
function coarse(value: Attribute): Attribute {
  if (typeof value === 'number') return Math.round(value * 10) / 10;
  return value?.replace(/-?\d+\.\d{2,}/g, (digits) => String(Math.round(Number(digits) * 10) / 10));
}

/**
 * A drawing as markup. Inline styles are handed to `classOf`, which gives a class instead: a strict page has none.
 * What only the live figure needs is left out.
 */
export function drawing(node: SvgNode, classOf: (style: string) => string): Markup {
  const { style, class: classes, ...rest } = node.attributes;
  const named = [classes, style === undefined ? undefined : classOf(String(style))].filter((name) => name);
  const kept = Object.entries(rest).filter(([name]) => !name.startsWith('data-'));
  const attributes = Object.fromEntries(kept.map(([name, value]) => [name, coarse(value)]));
  const children = node.children.map((child) => drawing(child, classOf));
  return element(
    node.tag,
    { class: named.length > 0 ? named.join(' ') : undefined, ...attributes },
    ...(node.text === undefined ? children : [node.text]),
  );
}
