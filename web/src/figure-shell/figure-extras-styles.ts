import { css } from 'lit';

/** How a figure looks on the whole screen, which its tools bring it to. Follows the figure's own styles, in the same tree. */
export const figureExtrasStyles = css`
  svg.handles {
    position: absolute;
    inset: 0;
    width: 100%;
    pointer-events: none;
  }
  .handle {
    fill: transparent;
    pointer-events: all;
    cursor: pointer;
  }
  .handle:hover {
    fill: color-mix(in oklab, var(--ax-ink) 7%, transparent);
  }
  .handle:focus-visible {
    outline: none;
    stroke: var(--ax-focus);
    stroke-width: 2.5;
  }
  :host(:fullscreen) {
    padding: 3vh 4vw;
    background: var(--ax-paper);
    overflow-y: auto;
  }
  :host(:fullscreen) svg:is(.picture, .handles) {
    max-height: calc(100vh - 250px);
  }
  /* The cards are not there. */
  :host(:fullscreen) figcaption[hidden] {
    display: block;
  }
  :host(:fullscreen) figcaption {
    font-size: calc(22 * var(--ax-px));
  }
`;
