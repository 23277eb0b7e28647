import { html, type TemplateResult } from 'lit';
import type { Chapter } from '../chapters/chapter.js';
import type { MessageKey, Say } from '../messages.js';

/** What stands in a chapter, in this order. */
export interface ChapterParts {
  readonly figure?: unknown;
  readonly prose?: unknown;
  readonly rest?: unknown;
}

/** A chapter with its title, which is there for listeners and links even where it is not shown. */
export function chapterSection(
  { id, number }: Chapter,
  say: Say,
  titled: boolean,
  { figure, prose, rest }: ChapterParts,
): TemplateResult {
  return html`
    <section class="chapter ${id}" part="chapter" data-chapter=${id} aria-labelledby="title-${id}">
      <h2 id="title-${id}" part="title" tabindex="-1" ?hidden=${!titled}>
        <span aria-hidden="true">${number}</span> ${say(`chapter.${id}.title` as MessageKey)}
      </h2>
      ${figure} ${prose} ${rest}
    </section>
  `;
}
