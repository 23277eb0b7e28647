// Runs in node when the page is built: renders the page's own elements, with the core's own numbers, as they stand in the page
// before it is live, and as readers without scripts have them.
import { render } from '@lit-labs/ssr';
import { collectResultSync } from '@lit-labs/ssr/lib/render-result.js';
import { html, nothing, type TemplateResult } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { pageHeader } from '../../app/page-header.js';
import { chapterHeading } from '../../app/page-sections.js';
import type { NumberedChapter, Page } from '../../chapters/chapter.js';
import type { PageRuns } from '../../compute/page-runs.js';
import { TransportBar } from '../../figure-shell/transport-bar.js';
import { type Language, languageRows, languages } from '../../text/languages.js';
import type { MessageKey } from '../../text/messages.js';
import { define } from '../../ui/define.js';
import { beginningPage, beginningRuns, loadChapters } from './beginning-page.js';
import { type Catalog, catalogOf } from './catalog.js';
import { DeclarativeRenderer, placeOf, sheets } from './declarative-renderer.js';
import { type Drawn, pageTheme, pictureFile, withoutMarks } from './picture-files.js';
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
  /** The tag of each language. */
  readonly tags: Readonly<Record<string, string>>;
  /** The shadow root of the explainer. */
  readonly root: string;
  /** Titles and prose, without any style, formula or picture. */
  readonly texts: string;
  /** Name -> contents: style sheets. */
  readonly sheets: ReadonlyMap<string, string>;
  /** Name -> contents: what only browsers without scripts ask for. */
  readonly unscripted: ReadonlyMap<string, string>;
  readonly catalog: Catalog;
  /** The explainer's colours and letters for a page. */
  readonly theme: string;
  /** CHAPTER.LANGUAGE -> a still picture of its figure, for columns of text. */
  readonly pictures: ReadonlyMap<string, Drawn>;
}

/** As wide as a column of text. */
const column = 680;

/** Of every figure, in every language. All texts have been loaded. */
function picturesOf(runs: PageRuns, chapters: readonly NumberedChapter[]): Map<string, Drawn> {
  const drawn = languages.flatMap((language) => {
    const { context } = beginningPage(runs, chapters, language);
    return chapters.flatMap(({ id, figure }) =>
      figure ? [[`${id}.${language}`, pictureFile(figure, context, column)] as const] : [],
    );
  });
  return new Map(drawn);
}

export async function prerender(language: Language): Promise<StillPage> {
  const runs = await beginningRuns();
  for (const other of languages) await loadChapters(other);
  const chapters = await loadChapters(language);
  const page = beginningPage(runs, chapters, language);
  const files = new Map([['without-scripts.css', withoutScripts.cssText]]);
  const unscripted = html`
    ${unsafeHTML(`<noscript><link rel="stylesheet" href="${placeOf('without-scripts.css')}">`)}
    ${unscriptedPage(page, (chapter) => pictured(chapter, page, files))} ${unsafeHTML('</noscript>')}
  `;
  const state = { kind: 'ready', ...runs };
  const explainer = html`<attention-explainer
    .linked=${true}
    .embeds=${true}
    .state=${state}
    .page=${page}
    .unscripted=${unscripted}
  ></attention-explainer>`;
  const whole = markupOf(explainer);
  return {
    tags: Object.fromEntries(Object.entries(languageRows).map(([id, { tag }]) => [id, tag])),
    root: whole.slice(whole.indexOf('<template'), whole.lastIndexOf('</attention-explainer>')),
    texts: flat(markupOf(unscriptedPage(page, () => nothing))),
    sheets: new Map([...sheets.all()].map(([tag, css]) => [`${tag}.css`, css])),
    unscripted: files,
    catalog: catalogOf(runs.engine, chapters),
    theme: pageTheme,
    pictures: picturesOf(runs, chapters),
  };
}

function markupOf(template: TemplateResult): string {
  const markup = collectResultSync(render(template, { elementRenderers: [DeclarativeRenderer] }));
  const rest = / shadowroot="open"| defer-hydration| data-(object|step)="[^"]*"/g;
  return withoutMarks(markup).replace(rest, '');
}

/** Without shadow roots, and what only style sheets and scripts ask for: what stands in them, where they do. */
function flat(markup: string): string {
  return markup
    .replace(/<\/?(template|chapter-prose|slot|span)\b[^>]*>|<link [^>]*>/g, '')
    .replace(/ (class|part|id|tabindex|aria-labelledby|data-\w+)="[^"]*"/g, '')
    .replace(/\s+/g, ' ')
    .replace(/ >/g, '>');
}

/** The page for readers without scripts. `figureOf` draws what stands in a chapter's figure. */
function unscriptedPage(page: Page, figureOf: (chapter: NumberedChapter) => unknown): TemplateResult {
  const { say } = page.context;
  const header = { say, heading: true, contents: true, settings: false, theme: 'auto' } as const;
  const nothingHappens = () => {};
  return html`<main class="unscripted" lang=${say.tag}>
    ${pageHeader({ ...header, setTheme: nothingHappens, setLanguage: nothingHappens, open: nothingHappens })}
    ${page.chapters.map((chapter) => place(chapter, page, figureOf(chapter)))}
  </main>`;
}

function place(chapter: NumberedChapter, page: Page, figure: unknown): TemplateResult {
  const { id, number } = chapter;
  return html`<div class="place">
    <section class="chapter ${id}">
      ${chapterHeading(page.context.say, id, number)} ${figure}
      <chapter-prose part="prose" .chapter=${told(chapter)} .page=${page} .unscripted=${true}></chapter-prose>
    </section>
  </div>`;
}

/** Where nothing plays, what is said under a figure while it does stands on cards. */
function told(chapter: NumberedChapter): NumberedChapter {
  const { cards, figure } = chapter;
  return cards || !figure
    ? chapter
    : { ...chapter, cards: figure.timeline.steps.map(({ id }) => ({ step: id })) };
}

/** Its figure, with the picture as a file, which is added to `files`. */
function pictured({ id, figure }: NumberedChapter, page: Page, files: Map<string, string>): unknown {
  if (!figure) return nothing;
  const { context } = page;
  const { width, height, text } = pictureFile(figure, context);
  files.set(`${id}.svg`, text);
  const alt = context.say(`chapter.${id}.title` as MessageKey);
  const file: PictureFile = { src: placeOf(`${id}.svg`), alt, width, height };
  return html`<explainer-figure
    part="figure"
    chapter=${id}
    .figure=${figure}
    .context=${context}
    .file=${file}
  ></explainer-figure>`;
}
