import type { LitElement } from 'lit';
import type { ChapterProse } from '../chapters/chapter-prose.js';
import { type ReadCard, readingLine } from '../chapters/reading-line.js';
import type { ExplainerFigure } from '../figure-shell/explainer-figure.js';

/** The figures and chapters in an element's tree, by the names of the chapters. */
export class PageFigures {
  /** Somewhere is being opened: cards pass that nobody reads. */
  #opens = false;

  constructor(private readonly root: () => ParentNode) {}

  figure(chapter: string): ExplainerFigure | null {
    return this.root().querySelector<ExplainerFigure>(`explainer-figure[chapter="${chapter}"]`);
  }

  /** The step that a figure shows. */
  stepOf(chapter: string): string | undefined {
    return this.figure(chapter)?.stepId;
  }

  /** Holds a figure at a step, if there is one of that name. */
  hold(chapter: string, step: string): void {
    const figure = this.figure(chapter);
    const index = figure ? stepOf(figure, step) : -1;
    if (index >= 0) figure!.goTo(index);
  }

  /**
   * Brings a figure to the step whose card the reader has come to. Whether there is nothing to be brought there: the figure stands
   * at that step already, and tells of nothing, or there is none and no card of a later chapter is read.
   */
  lead(chapter: string, { step, initially }: ReadCard): boolean {
    const led = this.figure(chapter);
    if (this.#opens) return false;
    if (!led) return !initially && !this.#isPassed(chapter);
    // A card that nobody has come to does not take a figure from where it was asked to be.
    if (!led.figure || (initially && !led.rests)) return false;
    const stands = !initially && !led.playing && led.stepId === step;
    const index = led.timeline.steps.findIndex(({ id }) => id === step);
    const { top, bottom } = led.getBoundingClientRect();
    // Whoever has gone past it sees nothing of a motion.
    const inSight = bottom >= 0 && top <= innerHeight;
    led.leadTo(index, inSight);
    return stands && inSight && !led.playing;
  }

  /** Whether the reader has come to a card of the next chapter. */
  #isPassed(chapter: string): boolean {
    const all = [...this.root().querySelectorAll<ChapterProse>('chapter-prose')];
    const next = all[all.indexOf(this.#prose(chapter)!) + 1];
    const card = next?.renderRoot.querySelector('.card');
    return !!card && card.getBoundingClientRect().top <= (readingLine / 100) * innerHeight;
  }

  /** There is one thing to look at: when a figure begins to move others stop, and a loop goes on when none does. */
  onMoves(chapter: string): void {
    const figures = [...this.root().querySelectorAll<ExplainerFigure>('explainer-figure')];
    const moved = figures.find((figure) => figure.playing && figure.figure.id === chapter);
    if (moved) figures.filter((figure) => figure !== moved).forEach((figure) => figure.halt());
    else if (!figures.some((figure) => figure.playing)) figures.find(({ loops }) => loops)?.goOn();
  }

  /** Plays a figure to the step that answers a question. */
  reveal(chapter: string, step: string): void {
    const figure = this.figure(chapter);
    figure?.playTo(stepOf(figure, step));
  }

  /** Marks the card of the step that a figure shows. */
  mark(chapter: string, step: string): void {
    const prose = this.#prose(chapter);
    if (prose) prose.step = step;
  }

  /**
   * Brings a chapter to its place in the window, or the card of a step to where it is read. Chapters have their places on
   * the page once every figure above has the height that it needs.
   */
  async bringIntoSight(chapter: string, step?: string): Promise<void> {
    this.#opens = true;
    const figures = [...this.root().querySelectorAll<ExplainerFigure>('explainer-figure')];
    await Promise.all(figures.map((figure) => figure.measured));
    await this.drawn();
    const shown = step && this.stepOf(chapter);
    const card = shown && this.#prose(chapter)?.renderRoot.querySelector(`.card[data-step="${shown}"]`);
    (card || this.section(chapter))?.scrollIntoView();
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    // What has come to the reading line on the way is told after a frame, by a task that others may come before: all of it at once.
    await new Promise((done) => {
      const observer = new IntersectionObserver(() => {
        observer.disconnect();
        setTimeout(done);
      });
      observer.observe(document.body);
    });
    this.#opens = false;
  }

  #prose(chapter: string): ChapterProse | null {
    return this.section(chapter)?.querySelector<ChapterProse>('chapter-prose') ?? null;
  }

  /** Resolves when a chapter's figure, if it has one, has been laid out and drawn. */
  async live(chapter: string): Promise<void> {
    const figure = this.figure(chapter);
    await figure?.measured;
    await figure?.updateComplete;
  }

  /** Resolves when figures and prose are drawn. What is made while the element is out of the document is not, before it is back. */
  async drawn(): Promise<void> {
    const parts = [...this.root().querySelectorAll<LitElement>('chapter-prose, explainer-figure')];
    await Promise.all(parts.filter(({ isConnected }) => isConnected).map((part) => part.updateComplete));
  }

  section(chapter: string): Element | null {
    return this.root().querySelector(`section[data-chapter="${chapter}"]`);
  }
}

/** The place of a step in a figure, by its name or one that it once had; -1 where there is none. */
function stepOf({ figure, timeline }: ExplainerFigure, step: string): number {
  const id = figure.aliases?.[step] ?? step;
  return timeline.steps.findIndex((one) => one.id === id);
}
