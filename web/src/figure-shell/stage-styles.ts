import { css } from 'lit';

/** How a figure stands: its caption, what is only said, and the stage. */
export const stageStyles = css`
  :host {
    display: block;
    container: figure / inline-size;
    overflow-x: clip;
    overflow-clip-margin: 10px;
  }
  figure {
    margin: 0;
    border-radius: 14px;
  }
  figure:focus-visible {
    outline: 2px solid var(--ax-focus);
    outline-offset: 6px;
  }
  .reading {
    position: relative;
    min-height: calc(78 * var(--ax-px));
    z-index: 2;
  }
  .reading > [hidden] {
    display: none;
  }
  .spoken {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: 0;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  figcaption {
    font: 400 calc(17 * var(--ax-px)) / 1.5 var(--ax-sans);
    text-wrap: pretty;
  }
  figcaption b {
    font: 600 calc(19 * var(--ax-px)) / 1.3 var(--ax-serif);
    margin-right: 0.4em;
  }
  .stage {
    margin: 0 0 8px;
  }
  .stage.scrolls {
    overflow-x: auto;
  }
`;
