import { css } from 'lit';

/** Of the line of controls that stands under a picture and changes it. */
export const handleStyles = css`
  :host {
    display: flex;
    align-items: center;
    gap: 8px;
    height: 44px;
    margin-top: 4px;
    font: 400 calc(15 * var(--ax-px)) / 1.2 var(--ax-sans);
    color: var(--ax-ink);
  }
  :is(button, select) {
    min-width: 44px;
    height: 44px;
    padding: 0 8px;
    border: 1px solid var(--ax-line);
    border-radius: 10px;
    background: none;
    color: inherit;
    font: inherit;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    cursor: pointer;
  }
  :focus-visible {
    outline: 2px solid var(--ax-focus);
    outline-offset: -2px;
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
  @media print {
    :host {
      display: none;
    }
  }
`;
