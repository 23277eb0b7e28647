import { css } from 'lit';

/** The cards of a chapter: one a step, beside the figure that they lead, or below it where the page is narrow. */
export const cardStyles = css`
  .card {
    padding-inline-start: 18px;
    border-inline-start: 3px solid transparent;
    margin-bottom: 28px;
    scroll-margin-top: 50vh;
    transition: border-color 0.3s;
  }
  .card.shown {
    border-color: var(--ax-query);
  }
  /* One card is read at a time. */
  .told {
    transition: color 0.3s;
  }
  .leads .card:not(.shown) .told {
    color: var(--ax-quiet);
  }
  /* Room to see what a card speaks of. */
  .leads .card {
    margin-bottom: calc(14 * var(--ax-vh, 1vh));
  }
  @container place (max-width: 519.9px) {
    .card {
      padding-inline-start: 12px;
    }
  }
  @container place (min-width: 1000px) {
    .card {
      margin-bottom: calc(14 * var(--ax-vh, 1vh));
    }
    .leads .card {
      margin-bottom: calc(30 * var(--ax-vh, 1vh));
    }
  }
  /* What follows it has its own distance. */
  .card:last-of-type {
    margin-bottom: 0;
  }
  h3 {
    margin: 0 0 2px;
    font: 600 calc(14 * var(--ax-px)) / 1.4 var(--ax-sans);
    color: var(--ax-quiet);
  }
  .told {
    font-size: calc(18 * var(--ax-px));
    line-height: 1.55;
    overflow-wrap: anywhere;
  }
  .exact {
    margin: 0 0 0.8em;
    font-size: calc(15 * var(--ax-px));
    color: var(--ax-quiet);
  }
  .exact .formulas {
    color: var(--ax-ink);
  }
  summary {
    width: fit-content;
    min-width: 44px;
    min-height: 44px;
    display: flex;
    align-items: center;
    gap: 6px;
    cursor: pointer;
    border-radius: 6px;
  }
  summary::before {
    content: '▸';
    transition: transform 0.2s;
  }
  [open] > summary::before {
    transform: rotate(90deg);
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary:focus-visible {
    outline: 2px solid var(--ax-focus);
    outline-offset: 2px;
  }
  @media (prefers-reduced-motion: reduce) {
    .card,
    .told,
    summary::before {
      transition: none;
    }
  }
  @media print {
    .leads .card {
      margin-bottom: 0;
      padding: 0;
      border: 0;
    }
    .leads .card:not(.shown) .told {
      color: var(--ax-ink);
    }
  }
`;
