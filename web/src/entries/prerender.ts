// Runs in node when the page is built: what stands in the page before it is live and where it cannot be. Texts and pictures
// are the page's own, the numbers in them come from the same core on the sentence that the page begins with.
import { asTrained } from '../../../wasm/attention.js';
import type { NumberedChapter, Page } from '../chapters/chapter.js';
import { factsOf } from '../chapters/chapter.js';
import { chapterRows } from '../chapters/index.js';
import { extrasStyles } from '../app/extras-styles.js';
import { figureStyles } from '../figure/figure-styles.js';
import { laterFigureStyles } from '../figure/mark-styles.js';
import { pictureDefinitions } from '../figure/picture-definitions.js';
import { pageStyles } from '../app/page-styles.js';
import { theme } from '../ui/theme.js';
import { Engine } from '../compute/engine.js';
import { exampleSentences, examples } from '../compute/examples.js';
import type { Figure, FigureContext } from '../figure/figure.js';
import { type Language, languageRows } from '../text/languages.js';
import { loadTexts, type MessageKey, type Parameters, type Say, sayIn } from '../text/messages.js';
import { splitWords } from '../compute/model/words.js';
import { allRuns, removalOf, runPage } from '../compute/page-runs.js';
import { drawing, element, join, type Markup, templateMarkup } from '../scene/markup.js';
import { letters, pieces } from '../text/rich-text.js';
import { heldTime } from '../scene/timeline.js';
import { strongestHead } from '../compute/trace.js';

/** Rooms to draw for: a phone, and a column. The style sheet shows the one that fits. */
const rooms = { phone: 336, column: 780 } as const;
type ElementWidth = keyof typeof rooms;

export interface StillPage {
  /** The page as far as the first figure. */
  readonly first: string;
  /** The chapters after it. */
  readonly later: string;
  /** The tag of each language. */
  readonly tags: Readonly<Record<string, string>>;
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
  const markupOf = (pictures?: DrawPictures) => (chapter: NumberedChapter) =>
    chapterMarkup(chapter, page, pictures);
  const [opening, ...others] = page.chapters;
  return {
    first: join(header(say), contents(say, page.chapters), choices, markupOf(inPage)(opening!)).markup,
    later: join(...others.map(markupOf(inFile))).markup,
    firstTexts: join(header(say), contents(say, page.chapters), markupOf()(opening!)).markup,
    laterTexts: join(...others.map(markupOf())).markup,
    tags: Object.fromEntries(Object.entries(languageRows).map(([id, { tag }]) => [id, tag])),
    classes,
    pictures,
    styles: {
      page: pageStyles.cssText + extrasStyles.cssText,
      figures: figureStyles.cssText + laterFigureStyles.cssText,
      theme: theme.cssText,
    },
  };
}

async function loadChapters(language: Language): Promise<NumberedChapter[]> {
  await Promise.all([loadTexts(language, 'common'), loadTexts(language, 'extras')]);
  const load = async ({ id, load }: (typeof chapterRows)[number], number: number) => {
    const [{ chapter }] = await Promise.all([load(), loadTexts(language, id)]);
    return { ...chapter, number };
  };
  return Promise.all(chapterRows.map(load));
}

type DrawPictures = (figure: Figure) => Markup[];

/** Keeps the place of what only the live page has. */
const choices = element('div', { class: 'choices' });

/** The page as a reader finds it, who has chosen nothing. */
async function beginningPage(language: Language): Promise<Page> {
  const engine = await Engine.start();
  const chapters = await loadChapters(language);
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
    lens: engine.lens,
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

function contents(say: Say, chapters: readonly NumberedChapter[]): Markup {
  const item = ({ id, number }: NumberedChapter) =>
    element(
      'li',
      {},
      element('a', { href: `#chapter=${id}` }, element('span', {}, String(number)), ` ${say(titleKey(id))}`),
    );
  return element('nav', { 'aria-label': say('chapter.contents') }, element('ol', {}, ...chapters.map(item)));
}

const titleKey = (id: string) => `chapter.${id}.title` as MessageKey;

/** `pictures` draws what stands in a chapter's figure; without it there is none. */
function chapterMarkup(chapter: NumberedChapter, page: Page, pictures?: DrawPictures): Markup {
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

const keyStepOf = (figure: Figure) => figure.timeline.steps.findIndex(({ id }) => id === figure.keyStep);

function figureMarkup(figure: Figure, context: FigureContext, pictures: Markup[]): Markup {
  const step = keyStepOf(figure);
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
  room: ElementWidth,
  classes: Map<string, string>,
  definitions?: Markup,
): { element: Markup; width: number; height: number } {
  const time = heldTime(figure.timeline, keyStepOf(figure));
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
