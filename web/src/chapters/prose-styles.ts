import { css } from 'lit';

/** Formulas and questions, which only later chapters have. Follows the style sheet of the prose. */
export const proseStyles = css`
  math .object {
    color: var(--tone);
    cursor: pointer;
  }
  .formulas {
    margin: 0 0 1em;
    padding: 10px 14px;
    overflow-x: auto;
    border-inline-start: 3px solid var(--ax-line);
    font-size: calc(18 * var(--ax-px));
  }
  math {
    display: block math;
    width: fit-content;
    margin: 10px 0;
  }
  .question {
    margin: 0 0 1em;
    padding: 12px 16px 14px;
    border: 1px solid var(--ax-line);
    border-radius: 14px;
    background: var(--ax-raised);
    font-size: calc(16 * var(--ax-px));
  }
  .question p {
    margin: 0 0 8px;
  }
  .question p:last-child {
    margin: 8px 0 0;
  }
  .options {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .options button {
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
  .options button:hover {
    background: var(--ax-chip);
  }
  .options button[aria-pressed='true'] {
    border-color: var(--ax-ink);
    box-shadow: inset 0 0 0 1px var(--ax-ink);
  }
  .options button.right {
    border-color: var(--ax-key);
    box-shadow: inset 0 0 0 1px var(--ax-key);
  }
  @media (forced-colors: active) {
    .options button[aria-pressed='true'] {
      border-width: 3px;
    }
  }
  @media print {
    .formulas {
      overflow: visible;
    }
    .formulas,
    .question {
      break-inside: avoid;
    }
  }
`;
