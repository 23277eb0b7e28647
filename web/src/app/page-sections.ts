import { html, nothing, type TemplateResult } from 'lit';
import type { RunOptions } from '../../../wasm/attention.js';
import type { NumberedChapter, Page } from '../chapters/chapter.js';
import type { ReadCard } from '../chapters/reading-line.js';
import type { Figure, FigureContext } from '../figure/figure.js';
import type { Cell } from '../figure/cell.js';
import type { Handled } from '../figure/view.js';
import type { FigureExtras } from '../figure-shell/figure-extras.js';
import type { EmbedKind } from '../figure-shell/embed-kind.js';
import { memo, memoLatest } from '../scene/memo.js';
import type { MessageKey, Say } from '../text/messages.js';
import type { Control } from './controls.js';

/** The place of a chapter on the page, and what becomes of the reader's moves in it. */
export interface Section {
  readonly id: string;
  readonly number: number;
  readonly say: Say;
  shows(control: Control): boolean;
  /** Undefined until the chapter is shown; the title is there from the beginning. */
  readonly chapter: NumberedChapter | undefined;
  readonly page: Page;
  /** What prose or formulas name while they are pointed at, and what is pointed at in the figure. */
  readonly named: string | undefined;
  readonly pointed: string | undefined;
  /** What has been changed by hand in its figure, where that can be. */
  readonly handled: Handled | undefined;
  readonly extras: FigureExtras | undefined;
  readonly prints: boolean;
  readonly playsBySight: boolean;
  /** Whether its figure is the first that there is. */
  readonly isFirst: boolean;
  readonly embedOf: ((kind: EmbedKind) => string) | undefined;
  readonly linkOf: (() => string) | undefined;
  setNamed(object: string | undefined): void;
  setPointed(object: string | undefined): void;
  setToken(token: number): void;
  setHandled(handled: Handled): void;
  onStep(step: string): void;
  onHeld(): void;
  /** Its figure has begun to move. */
  onMoves(): void;
  reveal(step: string): void;
  /** The reader has come to the card of a step. */
  lead(card: ReadCard): unknown;
}

export function chapterTitle(say: Say, id: string): string {
  return say(`chapter.${id}.title` as MessageKey);
}

/** The title of a chapter, which a reader can be brought to. */
export function chapterHeading(say: Say, id: string, number: number, hidden = false): TemplateResult {
  return html`<h2 id="title-${id}" part="title" tabindex="-1" ?hidden=${hidden}>
    <span aria-hidden="true">${number}</span> ${chapterTitle(say, id)}
  </h2>`;
}

/** Whether cards say what there is to a step. */
function hasCards({ chapter, shows }: Section): boolean {
  return chapter?.cards !== undefined && shows('cards');
}

/** Whether there is something to be read beside what is seen. */
function isTold(section: Section): boolean {
  return section.chapter ? hasCards(section) : section.shows('cards');
}

/** Whether they stand beside a figure, as nearly all do: the title of what is awaited stands where it will. */
function isCarded(section: Section): boolean {
  return isTold(section) && section.chapter?.body === undefined;
}

export function chapterSection(section: Section): TemplateResult {
  const { id, number, say, chapter, page } = section;
  return html`
    <section
      class="chapter ${id} ${chapter ? '' : 'awaited'} ${isTold(section) ? 'told' : ''} ${isCarded(section) ? 'carded' : ''}"
      part="chapter"
      data-chapter=${id}
      aria-labelledby="title-${id}"
    >
      ${chapterHeading(say, id, number, !section.shows('title'))}
      ${chapter ? content(chapter, section) : nothing}
    </section>
    ${chapter?.below?.(page) ?? nothing}
  `;
}

/** The page as a chapter sees it that has a lesson of its own. */
function lessonOf({ id, lesson }: NumberedChapter, page: Page): Page {
  return lesson ? memo(page, `lesson:${id}`, () => ({ ...page, context: lesson(page) })) : page;
}

function content(chapter: NumberedChapter, given: Section): TemplateResult {
  const { figure } = chapter;
  const page = lessonOf(chapter, given.page);
  // Words of another sentence are not the reader's to follow.
  const isOther = page.context.runs.sentence !== given.page.context.runs.sentence;
  const section = isOther ? { ...given, page, setToken: () => {} } : { ...given, page };
  return html`
    ${figure ? liveFigure(figure, chapter, section) : nothing}
    ${chapter.cards ? prose(chapter, section) : nothing}
    ${figure ? (section.prints ? stills(figure, handledContext(section)) : nothing) : body(chapter, section)}
  `;
}

function prose(chapter: NumberedChapter, section: Section): TemplateResult {
  const { pointed, setNamed, reveal, lead } = section;
  return html`<chapter-prose
    part="prose"
    ?hidden=${!section.shows('cards')}
    .chapter=${chapter}
    .page=${handledPage(section)}
    .prints=${section.prints}
    .pointedObject=${pointed}
    @name=${({ detail }: CustomEvent<string | undefined>) => setNamed(detail)}
    @reveal=${({ detail }: CustomEvent<string>) => reveal(detail)}
    @lead=${({ detail }: CustomEvent<ReadCard>) => lead(detail)}
  ></chapter-prose>`;
}

/** What stands in the place of a figure. */
function body(chapter: NumberedChapter, { page, named, setPointed, setToken }: Section): TemplateResult {
  return html`<div
    class="body"
    part="figure"
    @point=${({ detail }: CustomEvent<string | undefined>) => setPointed(detail)}
    @choose-token=${({ detail }: CustomEvent<number>) => setToken(detail)}
  >
    ${chapter.body?.(named === undefined ? page : { ...page, named })}
  </div>`;
}

function liveFigure(figure: Figure, chapter: NumberedChapter, section: Section): TemplateResult {
  const { page, named, setPointed, setToken, setHandled, onStep, onHeld, onMoves } = section;
  const context = handledContext(section);
  const own = named === undefined ? context : { ...context, selection: { ...context.selection, named } };
  return html`
    <explainer-figure
      part="figure"
      chapter=${figure.id}
      .transport=${section.shows('transport')}
      .tools=${section.shows('tools')}
      .captioned=${!hasCards(section)}
      .playsBySight=${section.playsBySight}
      .replaces=${section.isFirst}
      .figure=${figure}
      .context=${own}
      .extras=${section.extras}
      .embedOf=${section.embedOf}
      .linkOf=${section.linkOf}
      @step=${({ detail }: CustomEvent<string>) => onStep(detail)}
      @held=${() => onHeld()}
      @moves=${onMoves}
      @choose-token=${({ detail }: CustomEvent<number>) => setToken(detail)}
      @switch=${({ detail }: CustomEvent<RunOptions>) => section.page.setOptions(detail)}
      @handled=${({ detail }: CustomEvent<Handled>) => setHandled(detail)}
      @point=${({ detail }: CustomEvent<Cell | undefined>) => setPointed(detail?.tensor)}
      @press=${({ detail }: CustomEvent<string>) => chapter.press?.(page, detail)}
    ></explainer-figure>
  `;
}

/** Other figures are not drawn anew for what is changed in one. */
function handledContext({ page: { context }, handled }: Section): FigureContext {
  if (!handled) return context;
  return memoLatest(handled, 'context', [context], () => ({
    ...context,
    selection: { ...context.selection, ...handled },
  }));
}

/** The page as the cards of a figure see it in which a query has been moved; all others see the same one. */
function handledPage(section: Section): Page {
  const { page, handled } = section;
  if (!handled?.moved) return page;
  return memoLatest(handled, 'page', [page], () => ({ ...page, context: handledContext(section) }));
}

function stills(figure: Figure, context: FigureContext): TemplateResult {
  return html`<figure-stills .figure=${figure} .context=${context}></figure-stills>`;
}
