/** MathML as data, made at build time: tag, attributes, children. */
export type MathData = readonly [string, Readonly<Record<string, string>>, ...(MathData | string)[]];

export type FormulaName =
  | 'embedding'
  | 'update'
  | 'query'
  | 'key'
  | 'score'
  | 'softmax'
  | 'softmax_row'
  | 'value'
  | 'delta'
  | 'attention'
  | 'heads'
  | 'stacked'
  | 'two_steps'
  | 'concatenated';

const mathNamespace = 'http://www.w3.org/1998/Math/MathML';

/** A formula as a new element. Its symbols that name an object have it in `data-object` and can have the focus. */
export function formulaElement([tag, attributes, ...children]: MathData): Element {
  const element = document.createElementNS(mathNamespace, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (attributes['data-object']) element.setAttribute('tabindex', '0');
  element.append(...children.map((child) => (typeof child === 'string' ? child : formulaElement(child))));
  return element;
}
