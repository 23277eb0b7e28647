// Runs in node when the page is built: renders the page's own elements, with the core's own numbers, as they stand in the page
// before it is live, and as readers without scripts have them.
import { render } from '@lit-labs/ssr';
import { collectResultSync } from '@lit-labs/ssr/lib/render-result.js';
import { html, nothing, type TemplateResult } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import type { Chapter, Page } from '../../chapters/chapter.js';
import { chapters } from '../../chapters/chapters.js';
import { chapterSection } from '../../elements/chapter-section.js';
import { define } from '../../elements/define.js';
import { pageContents } from '../../elements/page-contents.js';
import { pageHeader } from '../../elements/page-header.js';
import { TransportBar } from '../../elements/transport-bar.js';
import type { Language, MessageKey } from '../../messages.js';
import '../../whole-texts.js';
import { beginningPage, beginningRuns } from './beginning-page.js';
import { DeclarativeRenderer, placeOf, sheets } from './declarative-renderer.js';
import { pictureFile, withoutMarks } from './picture-files.js';
import { StillExplainer, withoutScripts } from './still-explainer.js';
import { type PictureFile, StillFigure } from './still-figure.js';
import { StillProse } from './still-prose.js';

define({
  'attention-explainer': StillExplainer,
  'explainer-figure': StillFigure,
  'chapter-prose': StillProse,
  'transport-bar': TransportBar,
});

/** Files are named by `still:NAME` where they are asked for. */
export interface StillPage {
  /** The shadow root of the explainer. */
  readonly root: string;
  /** Titles and prose, without any style, formula or picture. */
  readonly texts: string;
  /** Name -> contents: style sheets. */
  readonly sheets: ReadonlyMap<string, string>;
  /** Name -> contents: what only browsers without scripts ask for. */
  readonly unscripted: ReadonlyMap<string, string>;
}

export async function prerender(language: Language): Promise<StillPage> {
  const runs = await beginningRuns();
  const page = beginningPage(runs, language);
  const unscripted = new Map([['without-scripts.css', withoutScripts.cssText]]);
  const later = html`
    ${unsafeHTML(`<noscript><link rel="stylesheet" href="${placeOf('without-scripts.css')}">`)}
    ${chapters.map((chapter) => place(chapter, page, picturedIn(chapter, page, unscripted)))}
    ${unsafeHTML('</noscript>')}
  `;
  const state = { kind: 'ready', ...runs };
  const explainer = html`<attention-explainer
    .lang=${language}
    .linked=${true}
    .embeds=${true}
    .state=${state}
    .later=${later}
  ></attention-explainer>`;
  const whole = markupOf(explainer);
  return {
    root: whole.slice(whole.indexOf('<template'), whole.lastIndexOf('</attention-explainer>')),
    texts: flat(markupOf(texts(page))),
    sheets: new Map([...sheets.all()].map(([tag, css]) => [`${tag}.css`, css])),
    unscripted,
  };
}

function markupOf(template: TemplateResult): string {
  const markup = collectResultSync(render(template, { elementRenderers: [DeclarativeRenderer] }));
  return withoutMarks(markup).replaceAll(' shadowroot="open"', '').replaceAll(' defer-hydration', '');
}

/** Without shadow roots, and what only style sheets and scripts ask for: what stands in them, where they do. */
function flat(markup: string): string {
  return markup
    .replace(/<\/?(template|chapter-prose|slot|span)\b[^>]*>|<link [^>]*>/g, '')
    .replace(/ (class|part|id|tabindex|aria-labelledby|data-\w+)="[^"]*"/g, '')
    .replace(/\s+/g, ' ')
    .replace(/ >/g, '>');
}

function texts(page: Page): TemplateResult {
  const { say } = page.context;
  const nothingHappens = () => {};
  const header = pageHeader({
    say,
    heading: true,
    settings: false,
    theme: 'auto',
    setTheme: nothingHappens,
    setLanguage: nothingHappens,
  });
  const ids = chapters.map(({ id }) => id);
  const places = chapters.map((chapter) => place({ ...chapter, formulas: [] }, page, nothing));
  return html`${header} ${pageContents(say, ids)} ${places}`;
}

/** A chapter for readers without scripts. */
function place(chapter: Chapter, page: Page, figure: unknown): TemplateResult {
  const prose = html`<chapter-prose
    part="prose"
    .chapter=${chapter}
    .page=${page}
    .unscripted=${true}
  ></chapter-prose>`;
  return html`<div class="place">${chapterSection(chapter, page.context.say, true, { figure, prose })}</div>`;
}

/** Its figure, with the picture as a file, which is added to `pictures`. */
function picturedIn({ id, figure }: Chapter, page: Page, pictures: Map<string, string>): unknown {
  if (!figure) return nothing;
  const { context } = page;
  const { width, height, text } = pictureFile(figure, context);
  pictures.set(`${id}.svg`, text);
  const alt = context.say(`chapter.${id}.title` as MessageKey);
  const file: PictureFile = { src: placeOf(`${id}.svg`), alt, width, height };
  return html`<explainer-figure
    part="figure"
    chapter=${id}
    .transport=${false}
    .tools=${false}
    .surrounded=${false}
    .figure=${figure}
    .context=${context}
    .file=${file}
  ></explainer-figure>`;
}
