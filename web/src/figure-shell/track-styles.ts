import { css } from 'lit';

/** A track with a thumb over marks of its own. */
export const trackStyles = css`
  .track {
    forced-color-adjust: none;
    position: relative;
    flex: 1;
  }
  .track input {
    position: absolute;
    height: 44px;
    margin: 0;
    appearance: none;
    background: none;
    cursor: pointer;
  }
  .track input::-webkit-slider-runnable-track {
    height: 44px;
    background: none;
  }
  .track input::-webkit-slider-thumb {
    appearance: none;
    width: 16px;
    height: 16px;
    margin-top: calc(var(--ax-line-at, 22px) - 8px);
    border-radius: 50%;
    border: 3px solid var(--ax-raised);
    background: var(--ax-query);
    box-shadow: 0 0 0 1px var(--ax-query);
  }
  .track input::-moz-range-track {
    background: none;
  }
  .track input::-moz-range-thumb {
    transform: translateY(calc(var(--ax-line-at, 22px) - 22px));
    width: 11px;
    height: 11px;
    border-radius: 50%;
    border: 3px solid var(--ax-raised);
    background: var(--ax-query);
    box-shadow: 0 0 0 1px var(--ax-query);
  }
`;
