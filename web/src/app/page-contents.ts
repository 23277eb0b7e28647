import { html, type TemplateResult } from 'lit';
import { chapterIds } from '../chapters/index.js';
import type { Say } from '../text/messages.js';
import { chapterTitle } from './page-sections.js';

/** The list of all chapters. `open` goes to one of them. */
export function pageContents(say: Say, open: (id: string) => void): TemplateResult {
  const onPress = (event: Event, id: string) => {
    event.preventDefault();
    open(id);
  };
  const item = (id: string, number: number) => html`
    <li>
      <a href="#chapter=${id}" @click=${(event: Event) => onPress(event, id)}>
        <span>${number}</span> ${chapterTitle(say, id)}</a
      >
    </li>
  `;
  return html`<nav part="contents" aria-label=${say('chapter.contents')}>
    <ol>
      ${chapterIds.map(item)}
    </ol>
  </nav>`;
}
