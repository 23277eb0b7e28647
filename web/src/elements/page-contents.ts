import { html, type TemplateResult } from 'lit';
import type { MessageKey, Say } from '../messages.js';

/** The list of all chapters. `open`: what becomes of a choice; without it the address names the chapter, and no more. */
export function pageContents(
  say: Say,
  ids: readonly string[],
  open?: (event: Event, id: string) => void,
): TemplateResult {
  const item = (id: string, number: number) => html`
    <li>
      <a href="#chapter=${id}" @click=${(event: Event) => open?.(event, id)}>
        <span>${number}</span> ${say(`chapter.${id}.title` as MessageKey)}</a
      >
    </li>
  `;
  return html`<nav part="contents" aria-label=${say('chapter.contents')}>
    <ol>
      ${ids.map(item)}
    </ol>
  </nav>`;
}
