import type { CSSResult, LitElement } from 'lit';

/** Gives all elements of a kind that are yet to be made more style sheets. */
export function addStyles(element: typeof LitElement, ...styles: CSSResult[]): void {
  // Reading them makes the list of style sheets, where the element has not been defined yet.
  void element.observedAttributes;
  element.elementStyles.push(...styles);
}

/** Defines elements. A page that loads the script twice must not fail on the second time. */
export function define(elements: Readonly<Record<string, CustomElementConstructor>>): void {
  for (const [name, element] of Object.entries(elements)) {
    if (!customElements.get(name)) customElements.define(name, element);
  }
}
