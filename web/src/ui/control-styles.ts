import { css } from 'lit';

/** Of the boxes with controls that stand under a chapter's prose. */
export const panelStyles = css`
  :host {
    display: block;
    margin: 0 0 1em;
    padding: 12px 16px;
    border: 1px solid var(--ax-line);
    border-radius: 14px;
    background: var(--ax-raised);
    font: 400 calc(15 * var(--ax-px)) / 1.4 var(--ax-sans);
    color: var(--ax-ink);
  }
  h3 {
    margin: 0 0 6px;
    font: 600 calc(16 * var(--ax-px)) / 1.3 var(--ax-serif);
  }
  label {
    display: flex;
    align-items: center;
    gap: 10px;
    min-height: 44px;
    cursor: pointer;
  }
  input[type='range'] {
    flex: 1;
    min-width: 60px;
    height: 44px;
    margin: 0;
    accent-color: var(--ax-query);
    cursor: pointer;
  }
  output {
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  button {
    min-width: 44px;
    min-height: 44px;
    padding: 0 14px;
    border: 1px solid var(--ax-line);
    border-radius: 10px;
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  button:disabled {
    color: var(--ax-quiet);
    cursor: default;
  }
  :is(input, button):focus-visible {
    outline: 2px solid var(--ax-focus);
    outline-offset: 2px;
  }
  p {
    margin: 10px 0 0;
    font-variant-numeric: tabular-nums;
    text-wrap: pretty;
  }
  @media (forced-colors: active) {
    button:disabled {
      color: GrayText;
    }
  }
`;
