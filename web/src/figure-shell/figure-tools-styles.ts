import { css } from 'lit';

/** A button, and the menu that it opens. */
export const figureToolsStyles = css`
  :host {
    position: relative;
    flex: none;
    font: 400 calc(14 * var(--ax-px)) / 1.3 var(--ax-sans);
    color: var(--ax-ink);
  }
  button {
    display: flex;
    align-items: center;
    gap: 8px;
    min-width: 44px;
    min-height: 44px;
    padding: 0 10px;
    border: 0;
    border-radius: 8px;
    background: none;
    color: inherit;
    font: inherit;
    text-align: start;
    cursor: pointer;
  }
  :is(button:hover, .more[aria-expanded='true']) {
    background: var(--ax-chip);
  }
  .more {
    justify-content: center;
    padding: 0;
    color: var(--ax-quiet);
  }
  :is(button, input):focus-visible {
    outline: 2px solid var(--ax-focus);
    outline-offset: -2px;
  }
  .menu {
    position: absolute;
    inset: 100% 0 auto auto;
    z-index: 4;
    display: grid;
    box-sizing: border-box;
    width: min(24em, 100vw - 24px);
    overflow-y: auto;
    padding: 6px;
    border: 1px solid var(--ax-line);
    border-radius: 12px;
    background: var(--ax-raised);
    box-shadow: 0 6px 24px rgb(0 0 0 / 0.18);
  }
  .menu[hidden] {
    display: none;
  }
  .menu.above {
    inset: auto 0 100% auto;
  }
  .menu svg {
    flex: none;
    width: 18px;
    height: 18px;
    color: var(--ax-quiet);
  }
  [aria-pressed='true'] {
    background: var(--ax-chip);
  }
  .kinds {
    display: grid;
    grid-template-columns: auto 1fr 1fr;
    align-items: center;
    padding-inline-start: 10px;
  }
  .kinds > span {
    display: flex;
    align-items: center;
    gap: 8px;
    padding-inline-end: 8px;
  }
  .kinds button {
    padding: 0 6px;
    font-size: calc(13 * var(--ax-px));
  }
  .kinds button:nth-of-type(odd) {
    grid-column: 2;
  }
  [role='status'] {
    padding: 8px 10px;
  }
  [role='status']:empty {
    display: none;
  }
  input {
    height: 44px;
    min-width: 0;
    margin: 4px;
    padding: 0 8px;
    border: 1px solid var(--ax-edge);
    border-radius: 8px;
    background: var(--ax-raised);
    color: inherit;
    font: inherit;
  }
  .legend {
    margin: 4px 0 0;
    padding: 8px 10px 6px;
    border-top: 1px solid var(--ax-line);
    font-size: calc(13 * var(--ax-px));
    color: var(--ax-quiet);
  }
  .legend i {
    display: block;
    height: 8px;
    margin-bottom: 6px;
    border-radius: 4px;
    forced-color-adjust: none;
    background: linear-gradient(to right, var(--ax-negative), var(--ax-paper), var(--ax-positive));
  }
  @media (forced-colors: active) {
    [aria-pressed='true'] {
      border: 2px solid;
    }
  }
`;
