import { css } from 'lit';

/** How a figure looks on the whole screen, which its tools bring it to. Follows the figure's own styles, in the same tree. */
export const figureExtrasStyles = css`
  :host(:fullscreen) {
    padding: 3vh 4vw;
    background: var(--ax-paper);
    overflow-y: auto;
  }
  :host(:fullscreen) svg.picture {
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
