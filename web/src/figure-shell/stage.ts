import { html, type ReactiveController, type ReactiveControllerHost, svg, type TemplateResult } from 'lit';
import type { Picture } from '../figure/figure.js';
import { pictureDefinitions } from '../figure/picture-definitions.js';
import { render as renderScene } from '../scene/render.js';
import type { CellPointer } from './cell-pointer.js';

/** Where marks are made once the host has rendered. */
const emptyScene = svg`${pictureDefinitions}<g class="scene"></g>`;

/** A figure that has a stage. */
interface StagedFigure extends ReactiveControllerHost {
  readonly renderRoot: ParentNode;
  /** How wide the stage can be. */
  readonly available: number;
  /** There once cells can be pointed at. */
  readonly pointer: CellPointer | undefined;
  chooseToken(token: number): void;
  /** What a pressed pointer does beside pointing at cells. */
  readonly drag?: ((event: PointerEvent) => void) | undefined;
}

/** Where a figure's picture is drawn, and pointed at. The picture is data; its marks are made when the host has rendered. */
export class Stage implements ReactiveController {
  #picture: Picture | undefined;

  constructor(private readonly host: StagedFigure) {
    host.addController(this);
  }

  /** `inside`: what stands in the picture, where it is not drawn by this stage. */
  show(picture: Picture, inside: unknown = emptyScene): TemplateResult {
    this.#picture = picture;
    const { kind, width, height } = picture;
    const wide = kind === 'wide';
    return html`
      <div class="stage ${width > this.host.available && !wide ? 'scrolls' : ''}">
        <svg
          class="picture ${kind}"
          .style=${wide ? `--ax-tall: ${height / 660}` : `min-width: ${width}px`}
          viewBox="0 0 ${width} ${height}"
          aria-hidden="true"
          translate="no"
          @pointermove=${this.#onMove}
          @pointerdown=${(event: PointerEvent) => this.host.drag?.(event)}
          @pointerleave=${() => this.host.pointer?.leave()}
          @click=${this.#onPress}
        >
          ${inside}
        </svg>
      </div>
    `;
  }

  hostUpdated(): void {
    const scene = this.host.renderRoot.querySelector('.scene');
    if (!scene || !this.#picture) return;
    renderScene(
      scene,
      this.#picture.nodes.filter((node) => node !== undefined),
    );
  }

  #onMove = (event: PointerEvent): void => {
    const { host } = this;
    if (event.buttons === 1 && host.drag) host.drag(event);
    else host.pointer?.move(event);
  };

  #onPress = (event: MouseEvent): void => {
    const token = (event.target as Element).closest('[data-token]')?.getAttribute('data-token');
    if (token) this.host.chooseToken(Number(token));
    else this.host.pointer?.press(event);
  };
}
