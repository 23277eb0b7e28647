import { css } from 'lit';

/** What a figure has beside its stage: the rail under it, and its caption, which moves nothing but what follows it. */
export const explainerFigureStyles = css`
  sub {
    font-size: 0.7em;
    line-height: 0;
  }
  svg.picture {
    max-height: var(--ax-stage-height, calc(var(--ax-tall, 1) * max(440px, 100vh - 340px)));
  }
  svg:is(.narrow, .roomy) {
    max-height: var(--ax-stage-height, none);
  }
  .handled svg.picture {
    max-height: calc(var(--ax-stage-height, 9999px) - 48px);
    touch-action: pan-y;
    cursor: grab;
  }
  :is(transport-bar, figure-tools, .tools-room, figcaption)[hidden] {
    display: none;
  }
  .rail {
    display: flex;
    justify-content: end;
  }
  transport-bar {
    flex: 1;
    min-width: 0;
  }
  .tools-room {
    width: 44px;
    height: 44px;
  }
  figcaption {
    margin-top: 4px;
    min-height: calc(78 * var(--ax-px));
  }
  @container figure (max-width: 620px) {
    figcaption {
      font-size: calc(15 * var(--ax-px));
      min-height: calc(116 * var(--ax-px));
    }
  }
`;
