import { css } from 'lit';

/** How the calculator looks; its geometry is in counting/drawing.ts. */
export const calculatorStyles = css`
  :host {
    display: block;
    font: 400 calc(15 * var(--ax-px)) / 1.45 var(--ax-sans);
    color: var(--ax-ink);
  }
  fieldset {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    margin: 0 0 14px;
    padding: 0;
    border: 0;
  }
  legend {
    float: left;
    margin-inline-end: 4px;
    padding: 0;
    color: var(--ax-quiet);
  }
  .choice {
    min-height: 44px;
    padding: 0 14px;
    border: 1px solid var(--ax-line);
    border-radius: 10px;
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  .choice:hover {
    background: var(--ax-chip);
  }
  .choice[aria-pressed='true'] {
    forced-color-adjust: none;
    background: var(--ax-ink);
    border-color: var(--ax-ink);
    color: var(--ax-paper);
  }
  .fields {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(168px, 1fr));
    gap: 14px 16px;
    align-items: start;
  }
  label.block {
    display: flex;
    gap: 10px;
    align-items: center;
    min-height: 44px;
    cursor: pointer;
    align-self: end;
  }
  label.block input {
    flex: none;
    width: 20px;
    height: 20px;
    margin: 0;
    accent-color: var(--ax-ink);
  }
  small {
    display: block;
    font-size: calc(13 * var(--ax-px));
    color: var(--ax-quiet);
  }
  .remark {
    margin: 12px 0 0;
    font-size: calc(14 * var(--ax-px));
    color: var(--ax-quiet);
  }
  .rows {
    margin: 6px 0 0;
  }
  .pinned .rows {
    margin: 0;
  }
  .scale {
    margin-top: 26px;
  }
  summary {
    display: flex;
    align-items: center;
    gap: 6px;
    width: fit-content;
    min-height: 44px;
    margin-top: 12px;
    cursor: pointer;
  }
  summary::before {
    content: '▸';
  }
  [open] > summary::before {
    content: '▾';
  }
  summary::-webkit-details-marker {
    display: none;
  }
  .picture {
    display: block;
    max-width: 100%;
    height: auto;
    overflow: visible;
    font-family: var(--ax-sans);
    font-variant-numeric: tabular-nums;
    fill: var(--ax-ink);
  }
  text {
    font-size: 13px;
    dominant-baseline: central;
  }
  .strong {
    font-weight: 650;
  }
  .lowered {
    font-size: 0.75em;
  }
  sub {
    font-size: 0.75em;
    line-height: 0;
  }
  .row-name.strong {
    font-size: 14px;
  }
  .row-count,
  .times,
  .shape {
    fill: var(--ax-quiet);
  }
  .times,
  .shape {
    font-size: 13px;
  }
  .on {
    fill: var(--ax-on-dot);
    text-anchor: middle;
    pointer-events: none;
  }
  [data-item] {
    cursor: pointer;
  }
  .w_q {
    --tone: var(--ax-query);
  }
  .w_k {
    --tone: var(--ax-key);
  }
  .value_down {
    --tone: var(--ax-value);
  }
  .value_up {
    --tone: color-mix(in oklab, var(--ax-value) 82%, var(--ax-on-dot));
  }
  .mlp {
    --tone: var(--ax-chip);
  }
  .embeddings {
    --tone: var(--ax-score);
  }
  .area {
    fill: var(--tone);
  }
  g.mlp .area,
  .square .area {
    stroke: var(--ax-line);
  }
  g.mlp .on {
    fill: var(--ax-ink);
  }
  .square .area {
    fill: var(--ax-raised);
    stroke: var(--ax-quiet);
    stroke-dasharray: 4 4;
  }
  .hit {
    fill: transparent;
  }
  .ghost {
    fill: none;
    stroke: var(--ax-line);
  }
  .joint {
    stroke: var(--ax-paper);
    stroke-width: 1;
    pointer-events: none;
  }
  .first {
    fill: transparent;
    stroke: var(--ax-ink);
    stroke-width: 1.5;
  }
  .wedge {
    fill: var(--ax-chip);
    opacity: 0.75;
  }
  .highlight {
    fill: none;
    stroke: var(--ax-focus);
    stroke-width: 3;
    pointer-events: none;
  }
  .reading {
    min-height: 4.6em;
    margin: 12px 0 18px;
    padding: 10px 14px;
    border-inline-start: 3px solid var(--ax-line);
    overflow-wrap: anywhere;
    font-variant-numeric: tabular-nums;
  }
  .reading b {
    display: block;
    font-weight: 650;
  }
  .scale p {
    margin: 4px 0 0;
    max-width: 62ch;
  }
  table {
    width: 100%;
    margin-top: 4px;
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  caption {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  th,
  td {
    padding: 0 8px;
    border-top: 1px solid var(--ax-line);
    text-align: start;
    font-weight: 400;
  }
  thead th {
    height: 32px;
    border: 0;
    font-size: calc(13 * var(--ax-px));
    color: var(--ax-quiet);
  }
  :is(th, td):last-child {
    text-align: end;
  }
  td:last-child {
    white-space: nowrap;
  }
  td.long {
    white-space: normal;
    overflow-wrap: anywhere;
  }
  th button {
    display: flex;
    align-items: center;
    gap: 8px;
    width: 100%;
    min-height: 44px;
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    text-align: start;
    overflow-wrap: anywhere;
    cursor: pointer;
  }
  i {
    flex: none;
    width: 12px;
    height: 12px;
    border-radius: 3px;
    background: var(--tone, transparent);
  }
  tr.four i {
    background: linear-gradient(var(--ax-query) 25%, var(--ax-key) 25% 50%, var(--ax-value) 50%);
  }
  tr.mlp i {
    box-shadow: 0 0 0 1px var(--ax-line);
  }
  tr.square i {
    border: 1px dashed var(--ax-quiet);
    box-sizing: border-box;
  }
  :is(.total, .share, .whole) :is(th, td:last-child) {
    font-weight: 650;
  }
  td.formula {
    color: var(--ax-quiet);
    font-weight: 400;
    font-size: calc(14 * var(--ax-px));
  }
  tr.now {
    background: var(--ax-chip);
  }
  tr.now .formula {
    color: var(--ax-ink);
  }
  :is(button, input, summary):focus-visible {
    outline: 2px solid var(--ax-focus);
    outline-offset: 2px;
  }
  @container body (max-width: 36.45em) {
    text {
      font-size: 12px;
    }
    td.formula,
    th.formula {
      display: none;
    }
    .fields {
      grid-template-columns: repeat(2, minmax(0, 1fr));
      gap: 12px;
    }
    :is(th, td) {
      padding: 0 4px;
    }
  }
  @media (forced-colors: active) {
    tr.now {
      outline: 2px solid Highlight;
    }
    td i,
    th i {
      forced-color-adjust: none;
    }
  }
  @media print {
    svg.picture {
      max-width: 100%;
      height: auto;
    }
    fieldset,
    summary {
      display: none;
    }
    details::details-content {
      content-visibility: visible;
      block-size: auto;
    }
    .rows,
    .scale,
    tr {
      break-inside: avoid;
    }
  }
`;
