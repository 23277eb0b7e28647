import { css, html, LitElement, type TemplateResult } from 'lit';
import type { Figure, FigureContext } from '../figure/figure.js';
import { cardText } from '../figure/telling.js';
import type { MessageKey } from '../text/messages.js';
import { render as renderScene } from '../scene/render.js';
import { heldTime, type Step } from '../scene/timeline.js';
import { figureStyles } from '../figure/figure-styles.js';
import { markStyles } from '../figure/mark-styles.js';
import { subscriptLetters } from '../text/subscript-letters.js';
import { pictureDefinitions } from '../figure/picture-definitions.js';

/** What a sheet has room for: the width of A4 between its margins, in CSS pixels. */
const sheetWidth = 680;

/** A figure for paper: one frame for each step, as it is when its motion has ended, with its name and caption. */
export class FigureStills extends LitElement {
  static override properties = {
    figure: { attribute: false },
    context: { attribute: false },
  };

  declare figure: Figure;
  declare context: FigureContext;

  static override styles = [
    figureStyles,
    markStyles,
    css`
      :host {
        display: block;
      }
      figure {
        margin: 0 0 7mm;
        break-inside: avoid;
      }
      figcaption {
        margin-bottom: 3mm;
        font: 400 11pt/1.4 var(--ax-sans);
        color: var(--ax-ink);
        break-after: avoid;
      }
      b {
        font: 600 12pt/1.3 var(--ax-serif);
        margin-right: 0.4em;
      }
      sub {
        font-size: 0.7em;
        line-height: 0;
      }
      svg.picture {
        max-height: 106mm;
        print-color-adjust: exact;
        -webkit-print-color-adjust: exact;
      }
    `,
  ];

  override render(): TemplateResult {
    return html`${this.figure.timeline.steps.map((step, index) => this.#still(step, index))}`;
  }

  #still({ id }: Step, index: number): TemplateResult {
    const { figure, context } = this;
    const { say } = context;
    const told = cardText(figure, context, id);
    return html`
      <figure data-step=${id}>
        <figcaption>
          <b>${index + 1}. ${say(`step.${figure.id}.${id}` as MessageKey)}</b>${subscriptLetters(told)}
        </figcaption>
        <svg aria-hidden="true">
          ${pictureDefinitions}
          <g class="scene"></g>
        </svg>
      </figure>
    `;
  }

  override updated(): void {
    const { figure, context } = this;
    [...this.renderRoot.querySelectorAll('svg')].forEach((picture, index) => {
      const { kind, width, height, nodes } = figure.draw(
        context,
        heldTime(figure.timeline, index),
        sheetWidth,
      );
      picture.setAttribute('class', `picture ${kind}`);
      picture.setAttribute('viewBox', `0 0 ${width} ${height}`);
      renderScene(
        picture.querySelector('.scene')!,
        nodes.filter((node) => node !== undefined),
      );
    });
  }
}
