import { css } from 'lit';

/** How the marks look that only later figures have. Follows figureStyles, in the same tree. */
export const markStyles = css`
  .token.answers-key.chosen rect {
    stroke: var(--ax-key);
  }
  .operator {
    font-size: 13px;
    fill: var(--ax-quiet);
  }
  .slot {
    fill: none;
    stroke: var(--ax-line);
  }
  .score-bar {
    fill: var(--ax-score);
  }
  .power-bar,
  .share-part {
    fill: var(--ax-query);
  }
  .share-label {
    fill: var(--ax-on-dot);
    font-weight: 600;
    pointer-events: none;
  }
  :is(.bar-entry, .lesson, .weight) .number {
    font-size: 13px;
  }
  .share-label.resting {
    fill: var(--ax-ink);
    font-weight: 400;
  }
  .narrow [class*='share-'] text {
    font-size: 12.5px;
  }
  .bar-entry.highlight .hit,
  .share.highlight .share-part {
    stroke: var(--ax-focus);
    stroke-width: 2;
  }
  .slot.followed {
    stroke: var(--ax-query);
    stroke-width: 1.5;
  }
  .lesson.chosen .lesson-words {
    font-weight: 700;
  }
  .token.replies.chosen rect {
    stroke: var(--ax-key);
  }
  .column-word.replies .chosen {
    fill: var(--ax-key);
  }
  .bubble path {
    fill: var(--ax-raised);
    stroke-width: 1.5;
    stroke-linejoin: round;
  }
  .bubble.query path {
    stroke: var(--ax-query);
  }
  .bubble.key path {
    stroke: var(--ax-key);
  }
  .bubble text {
    fill: var(--ax-ink);
  }
  .window {
    fill: none;
    stroke: var(--ax-ink);
    stroke-width: 2;
    pointer-events: none;
  }
  .grip {
    cursor: grab;
    touch-action: none;
  }
  .list-line .chosen {
    font-weight: 700;
  }
  .window-link,
  .sum-level {
    fill: none;
    stroke: var(--ax-ink);
    pointer-events: none;
  }
  .sum-level {
    stroke-dasharray: 2 3;
  }
  .sum-line .number,
  .complete-sum {
    font-size: 14.5px;
  }
  .narrow .sum-line .number {
    font-size: 12.4px;
  }
  .quiet {
    fill: var(--ax-quiet);
  }
  .panel-title {
    font-size: 13px;
    font-weight: 600;
  }
  .panel-title.chosen {
    text-decoration: underline 1.5px;
    text-underline-offset: 3px;
  }
  .panel.off .panel-title {
    fill: var(--ax-quiet);
  }
  .panel-word {
    cursor: pointer;
  }
  .panel-word.chosen {
    font-weight: 700;
  }
  .panel-frame {
    fill: none;
    stroke: var(--ax-line);
  }
  .strike {
    fill: none;
    stroke: var(--ax-quiet);
    stroke-width: 1.5;
    pointer-events: none;
  }
  .empty-place {
    fill: none;
    stroke: var(--ax-quiet);
    stroke-dasharray: 3 3;
  }
  .change-line,
  .change-way {
    fill: none;
    stroke: var(--ax-line);
    stroke-width: 8;
    stroke-linecap: round;
  }
  .change-way {
    stroke: var(--ax-output);
  }
  .change-mark {
    fill: var(--ax-output);
    stroke: var(--ax-output);
    stroke-width: 1.5;
  }
  .from .change-mark {
    fill: var(--ax-paper);
  }
  .change-end.highlight .change-mark {
    stroke: var(--ax-focus);
    stroke-width: 3;
  }
  .arc {
    stroke: var(--ax-query);
    stroke-linecap: butt;
    opacity: 0.85;
    pointer-events: stroke;
  }
  .arc.highlight {
    stroke: var(--ax-focus);
  }
  .place {
    fill: var(--ax-quiet);
  }
  /* In a grid as pale as most of its rows are, nothing is paled twice. */
  .panel .dot {
    opacity: 1;
  }
  .large-matrix {
    fill: var(--ax-quiet);
  }
  .error-mark.delta {
    fill: var(--ax-value);
  }
  .axis-name.chosen {
    font-weight: 700;
    fill: var(--ax-ink);
  }
  .slice-end {
    fill: none;
    stroke: var(--ax-paper);
    stroke-width: 2;
  }
  .sheet {
    fill: var(--ax-raised);
    stroke: var(--ax-line);
  }
  .space-grid,
  .space-axis {
    fill: none;
    stroke: var(--ax-line);
    stroke-width: 1;
    opacity: 0.5;
  }
  .space-axis {
    opacity: 1;
  }
  .axis-name {
    font-size: 13px;
    fill: var(--ax-quiet);
  }
  .space-point .mark {
    fill: var(--tone);
    stroke: var(--ax-raised);
    stroke-width: 1.5;
  }
  .space-point .mark.ring {
    fill: var(--ax-raised);
    stroke: var(--tone);
    stroke-width: 2;
  }
  .space-arrow path {
    fill: none;
    stroke-linecap: round;
  }
  .space-arrow .reach {
    stroke: transparent;
    stroke-width: 14;
  }
  .space-arrow .shaft {
    stroke: var(--tone);
    stroke-width: 2;
    pointer-events: none;
  }
  .space-arrow.highlight .shaft {
    stroke-width: 3;
  }
  .space .space-label {
    fill: color-mix(in oklab, var(--tone) 75%, var(--ax-ink));
    paint-order: stroke;
    stroke: var(--ax-raised);
    stroke-width: 3px;
    stroke-linejoin: round;
  }
  .same-frame {
    fill: none;
    stroke: var(--ax-ink);
    stroke-width: 1.5;
    pointer-events: none;
  }
  .strip-label {
    font-size: 13px;
    fill: var(--ax-quiet);
  }
  .strip-label.output {
    fill: var(--ax-output);
  }
  .strip-label:is(.chosen, .coefficient) {
    font-weight: 700;
    fill: var(--ax-ink);
  }
  .comparison {
    font-size: 13px;
    font-weight: 600;
  }
  .leader {
    fill: none;
    stroke: var(--ax-quiet);
    stroke-width: 1;
    opacity: 0.7;
    pointer-events: none;
  }
  .narrow :is(.strip-label, .comparison, .table text, .space text) {
    font-size: 12.4px;
  }
  .part:is(.lanes, .pushes, .slices, .square, .pipeline, .whole) text:not(.gloss, .symbol:not(.small)) {
    font-size: 13px;
  }
  .narrow
    .part:is(.lanes, .pushes, .slices, .square, .pipeline, .whole)
    text:not(.gloss, .symbol:not(.small)) {
    font-size: 12.4px;
  }
  .roomy .lanes .column-word text:not(.gloss) {
    font-size: 15px;
  }
  .lowered {
    font-size: 0.75em;
  }
  @media (forced-colors: active) {
    .bubble path {
      stroke: GrayText;
    }
    .space-grid {
      opacity: 1;
    }
  }
`;
