import { css } from 'lit';

/** What both parts of the chapter share. */
export const costStyles = css`
  :host {
    display: block;
    font: 400 calc(15 * var(--ax-px)) / 1.45 var(--ax-sans);
    color: var(--ax-ink);
    font-variant-numeric: tabular-nums;
  }
  h3 {
    margin: 0 0 10px;
    font: 600 calc(19 * var(--ax-px)) / 1.3 var(--ax-serif);
  }
  button {
    min-height: 44px;
    padding: 0 16px;
    border: 1px solid var(--ax-line);
    border-radius: 10px;
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  button:hover {
    background: var(--ax-chip);
  }
  button.main {
    forced-color-adjust: none;
    background: var(--ax-ink);
    border-color: var(--ax-ink);
    color: var(--ax-paper);
  }
  :is(button, input, canvas):focus-visible {
    outline: 2px solid var(--ax-focus);
    outline-offset: 2px;
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 14px;
  }
  .line p {
    margin: 0;
    flex: 1 1 14em;
  }
  .quiet {
    color: var(--ax-quiet);
    font-size: calc(14 * var(--ax-px));
  }
  .failed {
    margin: 10px 0 0;
    padding: 10px 14px;
    border-inline-start: 3px solid var(--ax-value);
    overflow-wrap: anywhere;
  }
  progress {
    forced-color-adjust: none;
    appearance: none;
    display: block;
    width: 100%;
    height: 6px;
    margin: 10px 0 0;
    border: 0;
    border-radius: 3px;
    background: var(--ax-line);
    overflow: hidden;
  }
  progress::-webkit-progress-bar {
    background: var(--ax-line);
  }
  progress::-webkit-progress-value {
    background: var(--ax-query);
  }
  progress::-moz-progress-bar {
    background: var(--ax-query);
  }
  @media print {
    button,
    progress,
    .zoom.zoom,
    .empty.empty,
    .line:has(number-field) {
      display: none;
    }
  }
`;
