import { css } from 'lit';

/** How the inspector of a figure stands: over the stage, and moving nothing; on a phone as a sheet at the foot of the window. */
export const inspectorStyles = css`
  cell-inspector {
    position: absolute;
    inset: auto auto 0 0;
    z-index: 3;
    box-sizing: border-box;
    max-width: min(100%, 46em);
    padding: 8px 14px;
    border: 1px solid var(--ax-line);
    border-radius: 12px;
    background: var(--ax-paper);
    box-shadow: 0 6px 24px rgb(0 0 0 / 0.18);
    pointer-events: none;
  }
  cell-inspector[hidden] {
    display: none;
  }
  cell-inspector[pinned] {
    pointer-events: auto;
  }
  cell-inspector[data-at*='top'] {
    inset-block: 0 auto;
  }
  cell-inspector[data-at*='end'] {
    inset-inline: auto 0;
  }
  cell-inspector[data-at='under'] {
    inset-block: 100% auto;
  }
  cell-inspector.sheet {
    position: fixed;
    inset: auto 0 0;
    width: auto;
    max-width: none;
    height: auto;
    max-height: 42vh;
    margin: 0;
    padding-bottom: max(14px, env(safe-area-inset-bottom));
    overflow-y: auto;
    overscroll-behavior: contain;
    border-width: 1px 0 0;
    border-radius: 14px 14px 0 0;
    color: var(--ax-ink);
    pointer-events: auto;
  }
  cell-inspector.sheet[data-at*='top'] {
    inset-block: 0 auto;
    border-radius: 0 0 14px 14px;
  }
`;
