import type { Attribute, SvgNode } from '../../scene/node.js';

export function escapeText(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Numbers in coordinates and paths to a tenth of a pixel: a still picture needs no more. */
function coarse(value: Attribute): string {
  return String(value).replace(/-?\d+\.\d{2,}/g, (digits) => String(Math.round(Number(digits) * 10) / 10));
}

function attributeMarkup([name, value]: [string, Attribute]): string {
  // What only the live figure needs is left out.
  if (value === undefined || name.startsWith('data-')) return '';
  return ` ${name}="${escapeText(name === 'style' ? String(value) : coarse(value))}"`;
}

/** What a figure has drawn, as text. */
export function sceneMarkup(nodes: readonly (SvgNode | undefined)[]): string {
  return nodes.map((node) => (node ? nodeMarkup(node) : '')).join('');
}

function nodeMarkup({ tag, attributes, children, text }: SvgNode): string {
  const written = Object.entries(attributes).map(attributeMarkup).join('');
  const inner = text === undefined ? children.map(nodeMarkup).join('') : escapeText(text);
  return `<${tag}${written}>${inner}</${tag}>`;
}
