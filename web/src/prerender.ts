// Runs in node when the page is built: what stands in the page before it is live and where it cannot be. Texts and pictures
// are the page's own, the numbers in them come from the same core on the sentence that the page begins with.
import { asTrained } from '../../wasm/attention.js';
import { Analysis } from '../../wasm/analysis.js';
import type { Chapter, Page } from './chapters/chapter.js';
import { factsOf } from './chapters/chapter.js';
import { chapters } from './chapters/chapters.js';
import { aroundStyles } from './elements/around-styles.js';
import { figureStyles } from './elements/figure-styles.js';
import { laterFigureStyles } from './elements/later-figure-styles.js';
import { pictureDefinitions } from './elements/picture-definitions.js';
import { pageStyles } from './elements/page-styles.js';
import { theme } from './elements/theme.js';
import { Engine } from './engine.js';
import { exampleSentences, examples } from './examples.js';
import type { Figure, FigureContext } from './figure/figure.js';
import { type Language, type MessageKey, type Parameters, type Say, sayIn } from './messages.js';
import { splitWords } from './model/words.js';
import { allRuns, removalOf, runPage } from './page-runs.js';
import { drawing, element, join, type Markup, templateMarkup } from './scene/markup.js';
import { letters, pieces } from './scene/rich-text.js';
import { heldTime } from './timeline/timeline.js';
import { strongestHead } from './trace.js';
import './whole-texts.js';

/** Rooms to draw for: a phone, and a column. The style sheet shows the one that fits. */
const rooms = { phone: 336, column: 780 } as const;
type Room = keyof typeof rooms;

export interface StillPage {
  /** The page as far as the first figure. */
  readonly first: string;
  /** The chapters after it. */
  readonly later: string;
  /** Both without their pictures. */
  readonly firstTexts: string;
  readonly laterTexts: string;
  /** For the marks of the first figure's picture: class -> declarations. */
  readonly classes: Classes;
  /** The pictures of the later chapters, by their names in `later`: `<img src="still:NAME">`. */
  readonly pictures: ReadonlyMap<string, StillPicture>;
  /** The style sheet of the page, those of its figures, and the colours of both. */
  readonly styles: { readonly page: string; readonly figures: string; readonly theme: string };
}

type Classes = ReadonlyMap<string, string>;

/** A picture that stands in a file of its own. */
export interface StillPicture {
  /** An `svg` element. */
  readonly markup: string;
  readonly classes: Classes;
}

export async function prerender(language: Language): Promise<StillPage> {
  const page = await beginningPage(language);
  const classes = new Map<string, string>();
  const pictures = new Map<string, StillPicture>();
  const { context } = page;
  const { say } = context;
  const inPage = (figure: Figure) =>
    (['phone', 'column'] as const).map((room) => picture(figure, context, room, classes).element);
  const inFile = (figure: Figure) => [pictureInFile(figure, context, pictures)];
  const markupOf = (pictures?: DrawPictures) => (chapter: Chapter) => chapterMarkup(chapter, page, pictures);
  const [opening, ...others] = chapters;
  return {
    first: join(header(say), contents(say), choices, markupOf(inPage)(opening!)).markup,
    later: join(...others.map(markupOf(inFile))).markup,
    firstTexts: join(header(say), contents(say), markupOf()(opening!)).markup,
    laterTexts: join(...others.map(markupOf())).markup,
    classes,
    pictures,
    styles: {
      page: pageStyles.cssText + aroundStyles.cssText,
      figures: figureStyles.cssText + laterFigureStyles.cssText,
      theme: theme.cssText,
    },
  };
}

type DrawPictures = (figure: Figure) => Markup[];

/** Keeps the place of what only the live page has. */
const choices = element('div', { class: 'choices' });

/** The page as a reader finds it, who has chosen nothing. */
async function beginningPage(language: Language): Promise<Page> {
  const engine = await Engine.start();
  await engine.openAnalysis(Analysis.instantiate);
  const [beginning] = examples;
  const page = runPage(engine, splitWords(beginning.sentence), asTrained, []);
  const { ablations, wordAblations } = page;
  const token = beginning.token - 1;
  const removed = removalOf(page, undefined, token);
  const head = strongestHead(page.runs.sentence, token);
  const context: FigureContext = {
    runs: allRuns(page, removed),
    ablations,
    wordAblations,
    analysis: engine.analysis!,
    selection: { head, token, transposed: false, rank: undefined, removed },
    say: sayIn(language),
  };
  const nothing = () => {};
  const chosen = { options: asTrained, silent: [], ownModel: undefined };
  const choose = {
    setOptions: nothing,
    useModel: nothing,
    setSilent: nothing,
    setRank: nothing,
    setRemoved: nothing,
    setSentence: nothing,
    show: nothing,
    open: nothing,
    stepOf: () => undefined,
  };
  return { engine, context, chapters, examples: exampleSentences, ...chosen, ...choose };
}

function header(say: Say): Markup {
  return element(
    'header',
    {},
    element('h1', {}, say('title')),
    element('div', { class: 'settings' }),
    element('p', { class: 'lead' }, say('lead')),
  );
}

function contents(say: Say): Markup {
  const item = ({ id, number }: Chapter) =>
    element(
      'li',
      {},
      element('a', { href: `#chapter=${id}` }, element('span', {}, String(number)), ` ${say(titleKey(id))}`),
    );
  return element('nav', { 'aria-label': say('chapter.contents') }, element('ol', {}, ...chapters.map(item)));
}

const titleKey = (id: string) => `chapter.${id}.title` as MessageKey;

/** `pictures` draws what stands in a chapter's figure; without it there is none. */
function chapterMarkup(chapter: Chapter, page: Page, pictures?: DrawPictures): Markup {
  const { say } = page.context;
  const { id, number, figure } = chapter;
  const facts = factsOf(chapter, page);
  const paragraphs = (kind: 'chapter' | 'note', count: number) =>
    Array.from({ length: count }, (_, n) =>
      element(
        'p',
        { class: kind === 'note' ? kind : undefined },
        prose(say(`${kind}.${id}.${n + 1}` as MessageKey, facts)),
      ),
    );
  const prosePart = element(
    'div',
    { class: 'prose' },
    ...paragraphs('chapter', chapter.paragraphs),
    ...paragraphs('note', chapter.notes ?? 0),
  );
  const section = element(
    'section',
    { class: `chapter ${id}` },
    element('h2', {}, element('span', {}, String(number)), ` ${say(titleKey(id))}`),
    figure && pictures ? figureMarkup(figure, page.context, pictures(figure)) : undefined,
    prosePart,
  );
  return element('div', { class: 'place' }, section);
}

/** A text with its terms, and the letters of matrices lowered. */
function prose(text: string): Markup {
  const plain = (part: string) =>
    join(...letters(part).map(({ text, lowered }) => (lowered ? element('sub', {}, text) : text)));
  return join(
    ...pieces(text).map(({ text, object }) =>
      object === undefined ? plain(text) : element('b', { class: `object ${object}` }, plain(text)),
    ),
  );
}

/** The step whose held moment tells most by itself: where a figure does not say, what answers its question, or the last. */
function keyStep(figure: Figure): number {
  const { keyStep } = figure as { keyStep?: string };
  const answer = chapters.find(({ id }) => id === figure.id)?.question?.reveal;
  const index = figure.timeline.steps.findIndex(({ id }) => id === (keyStep ?? answer));
  return index < 0 ? figure.timeline.steps.length - 1 : index;
}

function figureMarkup(figure: Figure, context: FigureContext, pictures: Markup[]): Markup {
  const step = keyStep(figure);
  const id = figure.timeline.steps[step]!.id;
  const caption = figure.captionOf?.(context, id) ?? id;
  const facts: Parameters = figure.facts(context);
  const { say } = context;
  return element(
    'figure',
    { class: 'figure' },
    element(
      'figcaption',
      { class: 'reading' },
      element('b', {}, `${step + 1}. ${say(`step.${figure.id}.${id}` as MessageKey)}`),
      ' ',
      prose(say(`caption.${figure.id}.${caption}` as MessageKey, facts)),
    ),
    ...pictures,
    element('div', { class: 'bar' }),
  );
}

/** The image of a figure, whose file is added to `pictures`. */
function pictureInFile(figure: Figure, context: FigureContext, pictures: Map<string, StillPicture>): Markup {
  const classes = new Map<string, string>();
  const { id } = figure;
  const definitions = templateMarkup(pictureDefinitions);
  const { element: drawn, width, height } = picture(figure, context, 'phone', classes, definitions);
  pictures.set(id, { markup: drawn.markup, classes });
  const alt = context.say(titleKey(id));
  return element('img', { class: 'picture phone', src: `still:${id}`, alt, width, height });
}

function picture(
  figure: Figure,
  context: FigureContext,
  room: Room,
  classes: Map<string, string>,
  definitions?: Markup,
): { element: Markup; width: number; height: number } {
  const time = heldTime(figure.timeline, keyStep(figure));
  const { kind, width, height, nodes } = figure.draw(context, time, rooms[room]);
  const classOf = (style: string) => {
    const known = [...classes].find(([, declarations]) => declarations === style);
    const name = known?.[0] ?? `s${classes.size}`;
    classes.set(name, style);
    return name;
  };
  const title = context.say(titleKey(figure.id));
  const drawn = element(
    'svg',
    { class: `picture ${kind} ${room}`, viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': title },
    definitions,
    ...nodes.filter((node) => node !== undefined).map((node) => drawing(node, classOf)),
  );
  return { element: drawn, width, height };
}
