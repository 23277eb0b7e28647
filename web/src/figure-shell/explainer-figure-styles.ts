import { css } from 'lit';

/** What a figure has beside its stage: letters in its caption, transport, and the place of its tools. */
export const explainerFigureStyles = css`
  sub {
    font-size: 0.7em;
    line-height: 0;
  }
  svg.picture {
    max-height: calc(var(--ax-tall, 1) * max(440px, 100vh - 340px));
  }
  svg:is(.narrow, .roomy) {
    max-height: var(--ax-stage-height, none);
  }
  :is(transport-bar, figure-tools, .tools-room)[hidden] {
    display: none;
  }
  .tools-room {
    height: 44px;
  }
  transport-bar {
    padding: 4px 8px;
    border: 1px solid var(--ax-line);
    border-radius: 14px;
    background: var(--ax-raised);
    position: sticky;
    bottom: 8px;
    z-index: 1;
  }
  @container figure (max-width: 500px) {
    .tools-room {
      height: 88px;
    }
  }
  @container figure (max-width: 620px) {
    figcaption {
      font-size: calc(15 * var(--ax-px));
    }
    .reading {
      min-height: calc(132 * var(--ax-px));
      z-index: auto;
    }
  }
`;
