import { css, html, nothing, type PropertyValues, svg, type TemplateResult, unsafeCSS } from 'lit';
import { unsafeSVG } from 'lit/directives/unsafe-svg.js';
import { ExplainerFigure } from '../../figure-shell/explainer-figure.js';
import { keyTime } from '../../figure/still.js';
import { sceneMarkup } from './scene-markup.js';

/**
 * The rooms that the first figure is drawn for. From 820 pixels on its layout is the same up to 1080, and from there on; below
 * 820 it fills its room: these are the rooms in windows of 320, 360, 390, 412, 744 and 768 pixels. Where
 * a window leaves more, the picture is as high as the live one and stands in the middle.
 */
const rooms = [296, 336, 366, 387, 620, 699, 722, 820, 1080] as const;
const fillsRoom = 820;

/** Each from its own room to the next; a figure's room is rounded. */
const shownInItsRoom = rooms
  .map((room, index) => {
    const [from, to] = [index > 0 ? room - 0.5 : 0, (rooms[index + 1] ?? Infinity) - 0.5];
    const range = to < Infinity ? `(${from}px <= width < ${to}px)` : `(width >= ${from}px)`;
    return `@container figure ${range} { .room-${room} { display: block; } }`;
  })
  .join('\n');

/** A picture in a file of its own. */
export interface PictureFile {
  readonly src: string;
  readonly alt: string;
  readonly width: number;
  readonly height: number;
}

/** A figure as it is first painted; with a `file`, as readers without scripts have it. */
export class StillFigure extends ExplainerFigure {
  declare file: PictureFile | undefined;

  static override styles = [
    ...ExplainerFigure.styles,
    css`
      .room {
        display: none;
      }
      .room svg.picture {
        height: var(--drawn-height, auto);
      }
      img.picture {
        display: block;
        width: 100%;
        max-width: 400px;
        height: auto;
        margin-bottom: 8px;
      }
      ${unsafeCSS(shownInItsRoom)}
    `,
  ];

  override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (this.file) this.time = keyTime(this.figure);
  }

  protected override pictured(): unknown {
    if (!this.file) return rooms.map((room) => this.#picturedIn(room));
    const { src, alt, width, height } = this.file;
    return html`<img class="picture" src=${src} alt=${alt} width=${width} height=${height} />`;
  }

  #picturedIn(room: number): TemplateResult {
    this.available = room;
    const picture = this.draw();
    const scene = sceneMarkup(picture.nodes);
    // They would be one for all rooms, and have to stand in an SVG that is shown.
    if (scene.includes('url(#'))
      throw new Error('The first paint is drawn without the definitions of pictures.');
    const stage = this.stage.show(picture, svg`<g class="scene">${unsafeSVG(scene)}</g>`);
    const style = room < fillsRoom ? `--drawn-height: ${picture.height}px` : nothing;
    return html`<div class="room room-${room}" style=${style}>${stage}</div>`;
  }
}
