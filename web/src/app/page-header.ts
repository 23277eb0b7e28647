import { html, nothing, type TemplateResult } from 'lit';
import { type Language, languageRows, languages } from '../text/languages.js';
import type { Say } from '../text/messages.js';
import { type Theme, themes } from '../ui/themes.js';
import { icon } from '../ui/icons.js';

/** What the head of the page shows, and what becomes of another choice. */
export interface PageHeader {
  readonly say: Say;
  readonly heading: boolean;
  readonly settings: boolean;
  readonly theme: Theme;
  setTheme(theme: Theme): void;
  setLanguage(language: Language): void;
}

/** Title and lead, and the buttons for language and theme. */
export function pageHeader(header: PageHeader): TemplateResult {
  const { say, heading, settings } = header;
  return html`
    <header part="header">
      ${heading ? html`<h1 part="heading">${say('title')}</h1>` : nothing}
      ${settings ? html`<div class="settings">${languageButtons(header)} ${themeButton(header)}</div>` : nothing}
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
