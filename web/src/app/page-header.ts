import { html, nothing, type TemplateResult } from 'lit';
import { type Language, languageRows, languages } from '../text/languages.js';
import type { Say } from '../text/messages.js';
import { type Theme, themes } from '../ui/themes.js';
import { icon } from '../ui/icons.js';
import { pageContents } from './page-contents.js';

/** What the head of the page shows, and what becomes of another choice. */
export interface PageHeader {
  readonly say: Say;
  readonly heading: boolean;
  readonly contents: boolean;
  readonly settings: boolean;
  readonly theme: Theme;
  setTheme(theme: Theme): void;
  setLanguage(language: Language): void;
  /** Goes to a chapter. */
  open(id: string): void;
}

/** One quiet line, with what the page is made of and in which language; under it the question that it answers. */
export function pageHeader(header: PageHeader): TemplateResult {
  const { say, heading, contents, settings, open } = header;
  return html`
    <header part="header">
      <div class="line">
        ${contents ? pageContents(say, open) : nothing}
        ${settings ? html`<div class="settings">${languageButtons(header)} ${themeButton(header)}</div>` : nothing}
      </div>
      ${heading ? html`<h1 part="heading">${say('title')}</h1>` : nothing}
      ${heading ? html`<p class="lead" part="lead">${say('lead')}</p>` : nothing}
    </header>
  `;
}

/** Names each other language in that language. */
function languageButtons({ say, setLanguage }: PageHeader): TemplateResult[] {
  const button = (language: Language) => {
    const { name, tag } = languageRows[language];
    return html`<button class="language" lang=${tag} @click=${() => setLanguage(language)}>${name}</button>`;
  };
  return languages.filter((language) => language !== say.language).map(button);
}

function themeButton({ say, theme, setTheme }: PageHeader): TemplateResult {
  const label = say('theme.label', { mode: say(`theme.${theme}`) });
  const next = () => setTheme(themes[(themes.indexOf(theme) + 1) % themes.length]!);
  return html`
    <button class="theme" @click=${next} aria-label=${label} title=${label}>${icon('theme')}</button>
  `;
}
