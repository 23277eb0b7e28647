import { css, html, LitElement, type TemplateResult } from 'lit';
import type { NumberedChapter } from '../chapter.js';
import type { Figure, FigureContext, Picture } from '../../figure/figure.js';
import { still } from '../../figure/still.js';
import type { MessageKey } from '../../text/messages.js';
import { render as renderScene } from '../../scene/render.js';
import { pictureDefinitions } from '../../figure/picture-definitions.js';
import { figureStyles } from '../../figure/figure-styles.js';
import { markStyles } from '../../figure/mark-styles.js';

/** A chapter that has a figure. */
type Shown = NumberedChapter & { readonly figure: Figure };

/** Stills are drawn as in a place as wide as a page, and shown smaller; where they are tiny, as on a phone. */
const rooms = { page: 1100, phone: 336 };
const phoneWidth = 480;

/**
 * Figures as small stills, each a link to its chapter. Emits `open` with { chapter, step }. Only those in sight are
 * drawn, and again only when what they show has changed.
 */
export class FigureGallery extends LitElement {
  static override properties = {
    chapters: { attribute: false },
    context: { attribute: false },
    tiny: { state: true },
  };

  declare chapters: readonly NumberedChapter[];
  declare context: FigureContext;
  declare tiny: boolean;

  #inSight = new Set<Element>();
  /** What each still was last drawn from. */
  #drawn = new WeakMap<Element, { readonly context: FigureContext; readonly room: number }>();
  #observer: IntersectionObserver | undefined;
  #resized: ResizeObserver | undefined;

  static override styles = [
    figureStyles,
    markStyles,
    css`
      :host {
        display: block;
        font: 400 calc(15 * var(--ax-px)) / 1.35 var(--ax-sans);
        color: var(--ax-ink);
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(14.5em, 46%), 1fr));
        gap: 16px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      a {
        display: block;
        height: 100%;
        box-sizing: border-box;
        padding: 10px;
        border: 1px solid var(--ax-line);
        border-radius: 14px;
        background: var(--ax-paper);
        color: inherit;
        text-decoration: none;
      }
      a:hover {
        border-color: var(--ax-quiet);
        background: var(--ax-raised);
      }
      a:focus-visible {
        outline: 2px solid var(--ax-focus);
        outline-offset: 2px;
      }
      .name {
        display: flex;
        gap: 6px;
        padding-top: 8px;
      }
      .number {
        color: var(--ax-quiet);
        font-size: inherit;
        font-variant-numeric: tabular-nums;
      }
      svg.picture {
        height: auto;
        aspect-ratio: 3 / 2;
        overflow: hidden;
        pointer-events: none;
      }
      svg.definitions {
        position: absolute;
        width: 0;
        height: 0;
      }
      .tiny {
        gap: 10px;
      }
      .tiny a {
        padding: 8px;
      }
      .tiny svg.picture {
        aspect-ratio: 5 / 6;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer = new IntersectionObserver((entries) => this.#onSight(entries), { rootMargin: '160px' });
    this.#resized = new ResizeObserver(([entry]) => {
      const tiny = entry!.contentRect.width < phoneWidth;
      requestAnimationFrame(() => (this.tiny = tiny));
    });
    this.#resized.observe(this);
    // Taken out and put back, it has its stills already.
    for (const picture of this.renderRoot.querySelectorAll('svg.picture')) this.#observer.observe(picture);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
    this.#resized?.disconnect();
    this.#inSight.clear();
  }

  override render(): TemplateResult {
    return html`
      <svg class="definitions" aria-hidden="true">${pictureDefinitions}</svg>
      <ul class=${this.tiny ? 'tiny' : ''}>
        ${this.#shown.map((chapter) => this.#link(chapter))}
      </ul>
    `;
  }

  get #shown(): readonly Shown[] {
    return this.chapters.filter((chapter): chapter is Shown => chapter.figure !== undefined);
  }

  #link({ id, number, figure }: Shown): TemplateResult {
    const open = (event: Event) => {
      event.preventDefault();
      this.dispatchEvent(new CustomEvent('open', { detail: { chapter: id, step: figure.keyStep } }));
    };
    return html`
      <li>
        <a href="#chapter=${id}&step=${figure.keyStep}" @click=${open}>
          <svg class="picture" data-chapter=${id} aria-hidden="true"></svg>
          <span class="name">
            <span class="number">${number}</span> ${this.context.say(`chapter.${id}.title` as MessageKey)}
          </span>
        </a>
      </li>
    `;
  }

  override firstUpdated(): void {
    for (const picture of this.renderRoot.querySelectorAll('svg.picture')) this.#observer?.observe(picture);
  }

  override updated(): void {
    for (const picture of this.#inSight) this.#draw(picture);
  }

  #onSight(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) this.#inSight.delete(target);
      else {
        this.#inSight.add(target);
        this.#draw(target);
      }
    }
  }

  #draw(picture: Element): void {
    const { context } = this;
    const room = this.tiny ? rooms.phone : rooms.page;
    const drawn = this.#drawn.get(picture);
    const chapter = this.#shown.find(({ id }) => id === picture.getAttribute('data-chapter'));
    if (!chapter || (drawn?.context === context && drawn.room === room)) return;
    const { kind, width, height, nodes } = stillIn(chapter.figure, context, room);
    picture.setAttribute('class', `picture ${kind}`);
    picture.setAttribute('viewBox', `0 0 ${width} ${height}`);
    renderScene(
      picture,
      nodes.filter((node) => node !== undefined),
    );
    this.#drawn.set(picture, { context, room });
  }
}

/** Where a long sentence is wider than a phone, all of it is shown as on a page: a still cannot be scrolled. */
function stillIn(figure: Figure, context: FigureContext, room: number): Picture {
  const picture = still(figure, context, room);
  return picture.width > 1.1 * room ? still(figure, context, rooms.page) : picture;
}
