import { css } from 'lit';

/** What the learning figure has beyond other figures. */
export const learningStyles = css`
  figcaption {
    min-height: calc(56 * var(--ax-px));
  }
  /* Where the figure stands above what is read, the picture alone is seen. */
  figcaption {
    position: var(--ax-out, static);
    clip-path: var(--ax-clip, none);
  }
  figcaption b {
    font-variant-numeric: tabular-nums;
  }
  .stage {
    margin-bottom: 8px;
  }
  .starting {
    margin: 0;
    min-height: 640px;
  }
  .starting,
  .failed {
    color: var(--ax-quiet);
  }
  .failed {
    margin: 0 0 8px;
    padding: 12px 16px;
    border: 1px solid var(--ax-value);
    border-radius: 14px;
    color: var(--ax-ink);
    background: var(--ax-raised);
  }
  .curve,
  .reference,
  .cursor {
    fill: none;
    stroke-linejoin: round;
    stroke-linecap: round;
  }
  .curve.training {
    stroke: var(--ax-score);
    stroke-width: 1.25;
  }
  .curve.held-out {
    stroke: var(--ax-ink);
    stroke-width: 2.25;
  }
  .curve.ahead {
    opacity: 0.3;
  }
  .reference {
    stroke: var(--ax-quiet);
    stroke-dasharray: 2 4;
  }
  .cursor {
    stroke: var(--ax-query);
    stroke-width: 1.5;
  }
  .cursor-dot {
    fill: var(--ax-query);
    stroke: var(--ax-paper);
    stroke-width: 1.5;
  }
  .cursor-number {
    paint-order: stroke;
    stroke: var(--ax-paper);
    stroke-width: 4px;
    stroke-linejoin: round;
  }
  .tick {
    font-size: 13px;
    fill: var(--ax-quiet);
    paint-order: stroke;
    stroke: var(--ax-paper);
    stroke-width: 3px;
    stroke-linejoin: round;
  }
  .reach {
    cursor: ew-resize;
    touch-action: pan-y;
  }
  .weight .number {
    pointer-events: none;
  }
  .transport {
    position: relative;
    display: flex;
    align-items: center;
    gap: 4px;
    padding: 4px 8px;
    border: 1px solid var(--ax-line);
    border-radius: 14px;
    background: var(--ax-raised);
    font: 500 calc(13 * var(--ax-px)) / 1.2 var(--ax-sans);
    font-variant-numeric: tabular-nums;
  }
  .transport button {
    flex: none;
    width: 44px;
    height: 44px;
    display: grid;
    place-items: center;
    border: 0;
    border-radius: 10px;
    background: none;
    color: inherit;
    cursor: pointer;
  }
  .transport button:hover {
    background: var(--ax-chip);
  }
  .transport button.play {
    width: auto;
    min-width: 108px;
    padding: 0 16px 0 10px;
    grid-auto-flow: column;
    gap: 4px;
    border-radius: 22px;
    margin: 0 4px;
    forced-color-adjust: none;
    background: var(--ax-ink);
    color: var(--ax-paper);
    font: 600 calc(14 * var(--ax-px)) / 1 var(--ax-sans);
  }
  .transport button.more {
    width: auto;
    padding: 0 10px;
    display: block;
    white-space: nowrap;
    font: inherit;
  }
  .track {
    min-width: 60px;
    height: 44px;
    margin: 0 14px;
  }
  .track i {
    position: absolute;
    top: 19px;
    height: 6px;
    border-radius: 3px;
    background: var(--ax-line);
    width: 100%;
  }
  .track i.kept {
    background: color-mix(in oklab, var(--ax-query) 35%, var(--ax-line));
  }
  .track i.past {
    background: var(--ax-query);
  }
  .track input {
    inset: 0 -8px;
    width: calc(100% + 16px);
  }
  .progress {
    flex: none;
    width: 10.5em;
    white-space: nowrap;
    line-height: 1.3;
    color: var(--ax-quiet);
  }
  .progress b {
    display: block;
    font-weight: 600;
    color: var(--ax-ink);
  }
  .asides {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 16px;
    margin: 8px 0;
    font: 400 calc(15 * var(--ax-px)) / 1.4 var(--ax-sans);
  }
  .asides label {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 44px;
    cursor: pointer;
  }
  .asides input {
    width: 20px;
    height: 20px;
    margin: 0;
    accent-color: var(--ax-query);
  }
  :is(.asides, .failed) button {
    min-height: 44px;
    padding: 0 14px;
    border: 1px solid var(--ax-line);
    border-radius: 10px;
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  .asides button:hover:enabled {
    background: var(--ax-chip);
  }
  .asides .why,
  .asides button:disabled {
    color: var(--ax-quiet);
    cursor: default;
  }
  :is(button, input, summary):focus-visible {
    outline: 2px solid var(--ax-focus);
    outline-offset: 2px;
  }
  summary {
    display: flex;
    align-items: center;
    gap: 6px;
    width: fit-content;
    min-height: 44px;
    padding: 0 10px 0 2px;
    font: 400 calc(13.5 * var(--ax-px)) / 1.3 var(--ax-sans);
    color: var(--ax-quiet);
    cursor: pointer;
  }
  summary svg {
    width: 18px;
    height: 18px;
  }
  number-table {
    margin-bottom: 12px;
  }
  learning-settings {
    padding: 10px 16px 12px;
    border: 1px solid var(--ax-line);
    border-radius: 14px;
    background: var(--ax-raised);
  }
  @media (prefers-reduced-motion: no-preference) {
    .weight .dot {
      transition: r 120ms linear;
    }
  }
  @container figure (max-width: 620px) {
    .starting {
      min-height: 336px;
    }
    .stage {
      margin-bottom: 4px;
    }
    figcaption {
      min-height: calc(44 * var(--ax-px));
      font-size: calc(14 * var(--ax-px));
    }
    figcaption b {
      font-size: calc(14 * var(--ax-px));
    }
    /* One line: the slider goes back to the start, too, and the button is named where there is nothing to go back to. */
    .transport .first {
      display: none;
    }
    .more span,
    .transport:not(.fresh) .play span {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .transport:not(.fresh) .play {
      position: relative;
      width: 44px;
      min-width: 44px;
      padding: 0;
      margin: 0;
    }
    .track {
      margin: 0 12px;
    }
    .transport button.more {
      position: relative;
      padding: 0;
      width: 44px;
    }
    .progress {
      width: auto;
      font-size: calc(12 * var(--ax-px));
    }
  }
  @media (forced-colors: active) {
    button:disabled {
      color: GrayText;
    }
  }
  @media (forced-colors: active) {
    .curve.training {
      stroke-dasharray: 4 3;
    }
  }
  @media print {
    svg.picture {
      min-width: 0 !important;
    }
    .transport,
    .asides,
    details,
    learning-settings {
      display: none;
    }
    .starting {
      display: none;
    }
    figure {
      break-inside: avoid;
    }
  }
`;
