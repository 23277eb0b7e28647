import type { LitElement } from 'lit';
import type { ExplainerFigure } from '../figure-shell/explainer-figure.js';

/** The figures and chapters in an element's tree, by the names of the chapters. */
export class PageFigures {
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
    const index = figure?.timeline.steps.findIndex(({ id }) => id === step) ?? -1;
    if (index >= 0) figure?.goTo(index);
  }

  /** Plays a figure to the step that answers a question. */
  reveal(chapter: string, step: string): void {
    const figure = this.figure(chapter);
    figure?.playTo(figure.timeline.steps.findIndex(({ id }) => id === step));
  }

  /** Chapters have their places on the page once every figure above has the height that it needs. */
  async bringIntoSight(chapter: string): Promise<void> {
    const figures = [...this.root().querySelectorAll<ExplainerFigure>('explainer-figure')];
    await Promise.all(figures.map((figure) => figure.measured));
    await this.drawn();
    this.section(chapter)?.scrollIntoView();
  }

  /** Resolves when a chapter's figure, if it has one, has been laid out and drawn. */
  async live(chapter: string): Promise<void> {
    const figure = this.figure(chapter);
    await figure?.measured;
    await figure?.updateComplete;
  }

  /** Resolves when figures and prose are drawn. */
  async drawn(): Promise<void> {
    const parts = [...this.root().querySelectorAll<LitElement>('chapter-prose, explainer-figure')];
    await Promise.all(parts.map((part) => part.updateComplete));
  }

  section(chapter: string): Element | null {
    return this.root().querySelector(`section[data-chapter="${chapter}"]`);
  }
}
