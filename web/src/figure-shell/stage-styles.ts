import { css } from 'lit';

/** How a figure stands: the stage, what stands over it, what is said, and what is only said aloud. */
export const stageStyles = css`
  :host {
    display: block;
    container: figure / inline-size;
    overflow-x: clip;
    overflow-clip-margin: 10px;
  }
  figure {
    position: relative;
    margin: 0;
    border-radius: 14px;
  }
  figure:focus-visible {
    outline: 2px solid var(--ax-focus);
    outline-offset: 6px;
  }
  .shown {
    position: relative;
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
  .stage.scrolls {
    overflow-x: auto;
  }
`;
