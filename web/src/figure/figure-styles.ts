import { css } from 'lit';

/**
 * How the marks of a figure look, as far as the first figure has them; the others are in markStyles. Geometry is
 * the figure's, colour and type are here.
 */
export const figureStyles = css`
  svg.picture {
    display: block;
    width: 100%;
    margin: 0 auto;
    font-family: var(--ax-sans);
    font-variant-numeric: tabular-nums;
    fill: var(--ax-ink);
    user-select: none;
    -webkit-user-select: none;
    touch-action: manipulation;
    overflow: visible;
  }
  text {
    font-size: 13px;
    dominant-baseline: central;
  }
  .heading {
    font-size: 13.5px;
    fill: var(--ax-quiet);
  }
  .term {
    font-weight: 700;
  }
  .query {
    fill: var(--ax-query);
  }
  .key {
    fill: var(--ax-key);
  }
  .value {
    fill: var(--ax-value);
  }
  .output {
    fill: var(--ax-output);
  }
  .side-label {
    font-size: 13px;
    font-weight: 600;
  }
  .side-label.embedding {
    fill: var(--ax-quiet);
  }
  .formula {
    font: italic 15.5px var(--ax-serif);
  }
  .formula .words,
  .symbol.words {
    font-style: var(--ax-slant);
  }
  .formula-sub {
    font-size: 10.5px;
  }
  .position {
    font-size: 13px;
    fill: var(--ax-quiet);
    text-anchor: middle;
  }
  .token rect {
    fill: var(--ax-chip);
    stroke: transparent;
    stroke-width: 1.5;
  }
  .token text {
    text-anchor: middle;
  }
  .token[data-token],
  .column-word {
    cursor: pointer;
  }
  .token.chosen rect {
    fill: var(--ax-raised);
  }
  .token.asks.chosen rect {
    stroke: var(--ax-query);
  }
  .gloss {
    font-size: 11px;
    font-weight: 400;
    fill: var(--ax-quiet);
  }
  .token.chosen .gloss,
  .column-word .gloss {
    font-weight: 400;
  }
  .number.query {
    fill: var(--ax-query);
  }
  .number.key {
    fill: var(--ax-key);
  }
  .token.answers.chosen rect {
    stroke: var(--ax-ink);
  }
  .token.chosen text,
  .column-word .chosen {
    font-weight: 700;
  }
  .token.highlight rect {
    stroke: var(--ax-focus);
  }
  .backing {
    fill: var(--ax-raised);
  }
  .positive {
    fill: var(--ax-positive);
  }
  .negative {
    fill: var(--ax-negative);
  }
  .highlight-frame {
    fill: none;
    stroke: var(--ax-focus);
    stroke-width: 2;
    pointer-events: none;
  }
  .bracket {
    fill: none;
    stroke: var(--ax-quiet);
    stroke-width: 1.25;
  }
  .band {
    fill: var(--ax-band);
  }
  .hit {
    fill: transparent;
  }
  .hatch {
    fill: url(#hatch);
  }
  .dot {
    fill: var(--dot);
    opacity: 0.78;
  }
  .dot.ring {
    fill: none;
    stroke: var(--dot);
    stroke-width: 1.5;
  }
  .followed .dot,
  .weight .dot {
    opacity: 1;
  }
  .number {
    font-size: 13px;
  }
  .followed .number {
    font-size: 12px;
    paint-order: stroke;
    stroke: var(--ax-band);
    stroke-width: 3px;
  }
  .followed .number.on-dot {
    stroke: none;
  }
  .number.hidden {
    fill: var(--ax-quiet);
  }
  .number.strong {
    font-weight: 700;
  }
  .number.on-dot {
    fill: var(--ax-on-dot);
    font-weight: 600;
  }
  .grid-cell.highlight .hit,
  .weight.highlight .hit,
  .bar.highlight .hit {
    stroke: var(--ax-focus);
    stroke-width: 2;
  }
  .number.highlight {
    fill: var(--ax-focus);
    font-weight: 700;
  }
  .column-title {
    font-size: 13px;
    fill: var(--ax-quiet);
  }
  .rule {
    stroke: var(--ax-line);
    fill: none;
  }
  .band.key {
    fill: color-mix(in oklab, var(--ax-key) 10%, var(--ax-paper));
  }
  .column-word.asks .chosen {
    fill: var(--ax-query);
  }
  .highlight-frame,
  .bracket,
  .window {
    vector-effect: non-scaling-stroke;
  }
  tspan.strong {
    font-weight: 700;
  }
  .symbol {
    font: italic 15px var(--ax-serif);
  }
  .symbol.small {
    font: 13px var(--ax-sans);
    fill: var(--ax-quiet);
  }
  .symbol.small.chosen {
    font-weight: 700;
    fill: var(--ax-ink);
  }
  .symbol.embedding {
    fill: var(--ax-ink);
  }
  .length {
    font-size: 13px;
  }
  .band.value {
    fill: color-mix(in oklab, var(--ax-value) 10%, var(--ax-paper));
  }
  .hero-word {
    cursor: pointer;
  }
  .hero-word text {
    font-family: var(--ax-serif);
    text-anchor: middle;
  }
  .hero-word .gloss {
    font-family: var(--ax-sans);
    fill: var(--ax-quiet);
  }
  .hero-word.chosen text:not(.gloss) {
    font-weight: 700;
  }
  .underline {
    fill: var(--ax-query);
  }
  .arc-label {
    fill: var(--ax-query);
    font-weight: 700;
    text-anchor: middle;
    paint-order: stroke;
    stroke: var(--ax-paper);
    stroke-width: 4px;
    stroke-linejoin: round;
  }
  .alone-mark {
    fill: none;
    stroke: var(--ax-ink);
    stroke-width: 1.5;
    stroke-dasharray: 3 3;
  }
  .before .bar-length {
    fill: var(--ax-score);
  }
  .after .bar-length {
    fill: var(--ax-output);
  }
  /* In a narrow picture as high as a phone has room for, 12 px are left of it. */
  .narrow text,
  .narrow .symbol.small {
    font-size: 12.4px;
  }
  .narrow .followed .number {
    font-size: 9.5px;
  }
  .narrow .gloss {
    font-size: 10.5px;
  }
  .narrow .symbol {
    font-size: 14px;
  }
  @media (forced-colors: active) {
    .cell {
      stroke: CanvasText;
      stroke-width: 0.5;
      vector-effect: non-scaling-stroke;
    }
    .token rect {
      stroke: GrayText;
    }
    .token.chosen rect {
      stroke: CanvasText;
      stroke-width: 2.5;
    }
    .token.highlight rect {
      stroke: Highlight;
      stroke-width: 2.5;
    }
    .band,
    .band:is(.key, .value) {
      fill: none;
      stroke: Highlight;
    }
    .dot {
      opacity: 1;
    }
    .before .bar-length {
      fill: Canvas;
      stroke: CanvasText;
    }
  }
`;
