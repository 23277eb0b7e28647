import { css } from 'lit';

/** The pattern and the times beside it. */
export const growthStyles = css`
  h3 {
    order: -1;
  }
  .parts {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    gap: 0 28px;
  }
  .times {
    min-width: 0;
  }
  .axes {
    grid-column: 1 / -1;
    display: flex;
    flex-wrap: wrap;
    gap: 0 18px;
    margin: 0 0 6px;
    font-size: calc(13 * var(--ax-px));
  }
  .key {
    color: var(--ax-key);
  }
  .query {
    color: var(--ax-query);
  }
  .query::before {
    content: '↓ ';
  }
  .key::before {
    content: '→ ';
  }
  sub {
    font-size: 0.75em;
    line-height: 0;
  }
  canvas {
    display: block;
    width: 100%;
    aspect-ratio: 1;
    border-radius: 4px;
    box-shadow: 0 0 0 1px var(--ax-line);
    cursor: crosshair;
    touch-action: pan-y;
  }
  canvas.highlight {
    outline: 3px solid var(--ax-focus);
  }
  .zoom {
    display: flex;
    align-items: center;
    gap: 10px;
    min-height: 44px;
  }
  .zoom input {
    flex: 1;
    min-width: 0;
    height: 44px;
    margin: 0;
    accent-color: var(--ax-query);
  }
  .zoom output {
    min-width: 6.6em;
    text-align: end;
  }
  .reading {
    min-height: 2.9em;
    margin: 0;
  }
  .ratio {
    margin: 6px 0 12px;
  }
  svg.chart {
    display: block;
    max-width: 100%;
    height: auto;
    overflow: visible;
    fill: var(--ax-ink);
    font-family: var(--ax-sans);
  }
  text {
    font-size: 13px;
    dominant-baseline: central;
  }
  .axis-name,
  .tick {
    fill: var(--ax-quiet);
  }
  .rule {
    stroke: var(--ax-line);
    fill: none;
  }
  .guide {
    fill: none;
    stroke: var(--ax-quiet);
    stroke-width: 1.5;
    stroke-dasharray: 2 5;
  }
  .guide-name {
    font-weight: 600;
    fill: var(--ax-quiet);
    paint-order: stroke;
    stroke: var(--ax-paper);
    stroke-width: 6px;
  }
  .curve {
    fill: none;
    stroke: var(--ax-query);
    stroke-width: 2;
  }
  .timing circle {
    fill: var(--ax-query);
  }
  .timing .reach {
    fill: transparent;
  }
  .timing.now circle:last-child {
    stroke: var(--ax-ink);
    stroke-width: 2;
  }
  @container body (max-width: 619px) {
    .parts {
      grid-template-columns: minmax(0, 1fr);
    }
    .parts.pinned {
      grid-template-columns: var(--ax-beside, minmax(0, 1fr));
      gap: 0 8px;
    }
  }
`;
