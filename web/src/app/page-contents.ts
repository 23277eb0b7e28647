import { html, type TemplateResult } from 'lit';
import { chapterIds } from '../chapters/index.js';
import type { Say } from '../text/messages.js';
import { icon } from '../ui/icons.js';
import { chapterTitle } from './page-sections.js';

/** The list of all chapters, behind one button. `open` goes to one of them. */
export function pageContents(say: Say, open: (id: string) => void): TemplateResult {
  const onPress = (event: Event, id: string) => {
    event.preventDefault();
    fold(event);
    open(id);
  };
  const item = (id: string, number: number) => html`
    <li>
      <a href="#chapter=${id}" @click=${(event: Event) => onPress(event, id)}>
        <span>${number}</span> ${chapterTitle(say, id)}</a
      >
    </li>
  `;
  return html`<details class="contents" part="contents" @keydown=${onKey} @focusout=${onLeave}>
    <summary>${icon('contents')} ${say('chapter.contents')}</summary>
    <nav aria-label=${say('chapter.contents')}>
      <ol>
        ${chapterIds.map(item)}
      </ol>
    </nav>
  </details>`;
}

function fold({ target }: Event): Element | undefined {
  const details = (target as Element).closest('details')!;
  details.open = false;
  return details.querySelector('summary') ?? undefined;
}

function onKey(event: KeyboardEvent): void {
  if (event.key === 'Escape') (fold(event) as HTMLElement).focus();
}

/** A press on nothing that takes the focus leaves it open. */
function onLeave(event: FocusEvent): void {
  const { currentTarget, relatedTarget } = event;
  if (relatedTarget && !(currentTarget as Element).contains(relatedTarget as Node)) fold(event);
}
