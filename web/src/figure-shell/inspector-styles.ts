import { css } from 'lit';

/** Where the inspector of a figure stands: over the caption, on a phone over the foot of the window. */
export const inspectorStyles = css`
  cell-inspector {
    position: absolute;
    inset: 0 0 auto;
    min-height: calc(78 * var(--ax-px));
    max-height: 60vh;
    overflow-y: auto;
    background: var(--ax-paper);
    pointer-events: none;
  }
  cell-inspector.pinned {
    pointer-events: auto;
  }
  @container figure (max-width: 620px) {
    cell-inspector {
      position: fixed;
      inset: auto 8px 84px;
      min-height: 0;
      max-height: 44vh;
      padding: 12px 14px;
      border: 1px solid var(--ax-line);
      border-radius: 14px;
      background: var(--ax-raised);
      box-shadow: 0 6px 24px rgb(0 0 0 / 0.18);
      z-index: 3;
      pointer-events: auto;
    }
  }
`;
