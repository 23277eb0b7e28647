import { css } from 'lit';

/** How a figure looks once the inspector and the tools are there. Follows the figure's own styles, in the same tree. */
export const aroundFigureStyles = css`
  cell-inspector {
    position: absolute;
    inset: 0 0 auto;
    min-height: calc(78 * var(--ax-px));
    max-height: 60vh;
    overflow-y: auto;
    background: var(--ax-paper);
    pointer-events: none;
  }
  cell-inspector.pinned {
    pointer-events: auto;
  }
  :host(:fullscreen) {
    padding: 3vh 4vw;
    background: var(--ax-paper);
    overflow-y: auto;
  }
  :host(:fullscreen) svg.picture {
    max-height: calc(100vh - 270px);
  }
  :host(:fullscreen) figcaption {
    font-size: calc(22 * var(--ax-px));
  }
  @container figure (max-width: 620px) {
    cell-inspector {
      position: fixed;
      inset: auto 8px 84px;
      min-height: 0;
      max-height: 44vh;
      padding: 12px 14px;
      border: 1px solid var(--ax-line);
      border-radius: 14px;
      background: var(--ax-raised);
      box-shadow: 0 6px 24px rgb(0 0 0 / 0.18);
      z-index: 3;
      pointer-events: auto;
    }
  }
`;
