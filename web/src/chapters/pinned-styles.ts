import { css } from 'lit';

/**
 * In one column the picture of what stands in a figure's place comes before the cards, and stands there while they pass; the rest
 * of it comes after them. The element itself has no box there.
 */
export const pinnedStyles = css`
  .rest {
    order: 1;
  }
  @media screen {
    @container place (max-width: 999.9px) {
      .pinned {
        order: -1;
        position: var(--ax-pinned, static);
        top: var(--ax-note, 0px);
        z-index: 1;
        padding-block: 6px;
        background: var(--ax-paper);
        box-shadow:
          12px 0 var(--ax-paper),
          -12px 0 var(--ax-paper);
      }
    }
  }
`;
