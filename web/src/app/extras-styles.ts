import { css } from 'lit';

/** What stands around the first figure and between the chapters. Follows pageStyles, in the same tree. */
export const extrasStyles = css`
  .about {
    margin: 0;
    color: var(--ax-quiet);
    max-width: 62em;
    text-wrap: pretty;
    font-size: calc(14 * var(--ax-px));
    margin-top: 10px;
  }
  footer {
    margin-top: 48px;
    border-top: 1px solid var(--ax-line);
  }
  fieldset {
    display: flex;
    align-items: center;
    border: 0;
    margin: 0;
    padding: 0;
  }
  legend {
    float: left;
    padding: 0 8px 0 0;
    font-size: calc(14 * var(--ax-px));
    color: var(--ax-quiet);
  }
  .option {
    position: relative;
    display: grid;
    place-items: center;
    min-width: 44px;
    height: 44px;
    padding: 0 8px;
    box-sizing: border-box;
    font-size: calc(14 * var(--ax-px));
    font-variant-numeric: tabular-nums;
    border: 1px solid var(--ax-line);
    margin-left: -1px;
    cursor: pointer;
  }
  .option:first-of-type {
    border-radius: 10px 0 0 10px;
  }
  .option:last-of-type {
    border-radius: 0 10px 10px 0;
  }
  .choices {
    margin: 4px 0 8px;
  }
  .choices > summary {
    margin: 0 auto;
    padding: 0 18px;
    border: 1px solid var(--ax-edge);
  }
  .options {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    align-items: start;
    gap: 8px 24px;
    padding: 14px 0;
  }
  .choices .option.single {
    padding: 0 14px;
    border-radius: 10px;
    margin: 0;
  }
  .option input {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  select {
    height: 44px;
    min-width: 44px;
    max-width: 9.5em;
    padding: 0 6px;
    border: 1px solid var(--ax-edge);
    border-radius: 10px;
    background: var(--ax-raised);
    color: inherit;
    font: inherit;
    font-size: calc(15 * var(--ax-px));
    cursor: pointer;
  }
  .model {
    position: var(--ax-sticky, sticky);
    top: 0;
    z-index: 5;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 12px;
    margin: 0 -12px;
    padding: 2px 12px;
    font-size: calc(14 * var(--ax-px));
    line-height: 1.4;
    background: var(--ax-band);
  }
  .model[hidden] {
    display: none;
  }
  .model button {
    width: auto;
    padding: 0 8px;
    font: inherit;
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .own-model {
    --ax-note: 48px;
  }
  sentence-box {
    flex: 1 1 30em;
    max-width: 54em;
    min-width: 0;
  }
  .option:has(:checked) {
    forced-color-adjust: none;
    background: var(--ax-ink);
    border-color: var(--ax-ink);
    color: var(--ax-paper);
  }
  select:focus-visible,
  .option:has(:focus-visible) {
    outline: 2px solid var(--ax-focus);
    outline-offset: 2px;
  }
  @media (max-height: 600px) {
    .model {
      position: static;
    }
  }
  [data-still] {
    --ax-sticky: static;
  }
  [data-still] .chapter.chapter:not(.overview) > explainer-figure {
    min-height: 0;
    --ax-stage-height: initial;
  }
  .below {
    margin-top: 28px;
  }
  .below h3 {
    font: 600 calc(19 * var(--ax-px)) / 1.3 var(--ax-serif);
    margin: 0 0 10px;
  }
  .below sentence-box {
    margin-bottom: 16px;
  }
  .references {
    margin-top: 40px;
    padding-top: 40px;
    border-top: 1px solid var(--ax-line);
    scroll-margin-top: 56px;
  }
  .references ul {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(26em, 100%), 1fr));
    gap: 16px 40px;
    margin: 18px 0 0;
    padding: 0;
    list-style: none;
  }
  .references a {
    display: inline-block;
    padding: 14px 0 8px;
    margin-bottom: -6px;
    color: inherit;
    line-height: 1.3;
    text-decoration-color: var(--ax-quiet);
    text-underline-offset: 3px;
  }
  .references a:hover {
    text-decoration-thickness: 2px;
  }
  footer a:focus-visible,
  .references a:focus-visible {
    outline: 2px solid var(--ax-focus);
    outline-offset: 2px;
    border-radius: 4px;
  }
  .references cite {
    font: 600 calc(17 * var(--ax-px)) / 1.3 var(--ax-serif);
  }
  .references .authors {
    display: block;
    font: 400 calc(14 * var(--ax-px)) / 1.5 var(--ax-sans);
    color: var(--ax-quiet);
  }
  .references .about {
    margin-top: 24px;
  }
  .references li p {
    margin: 2px 0 0;
    font-size: calc(15 * var(--ax-px));
    line-height: 1.5;
    text-wrap: pretty;
  }
  .body {
    container: body / inline-size;
    min-width: 0;
  }
  /* What trains stands beside its cards, or above them, while they pass; not while more of it is opened. */
  .learning > .body:not(:has([opened])) {
    position: var(--ax-sticky, sticky);
    top: calc(72px + var(--ax-note, 0px));
  }
  /* A table under a picture that stands still is to be seen with it. */
  [tabled] {
    --ax-table: 332px;
  }
  /*
   * In one column what is seen comes first, too: all of what trains, and of counts and costs their picture, which stands above the
   * cards as they pass; the rest of it follows them.
   */
  @media screen {
    @container place (max-width: 999.9px) {
      .told:is(.learning, .counting, .cost) {
        display: flex;
        flex-direction: column;
        --ax-pinned: var(--ax-sticky, sticky);
        --ax-beside: minmax(0, 2fr) minmax(0, 3fr);
        --ax-out: absolute;
        --ax-clip: inset(50%);
      }
      .told > .body {
        order: -1;
      }
      .told:is(.counting, .cost) > .body,
      .told > .body > :is(parameter-calculator, cost-growth) {
        display: contents;
        container: none;
      }
      .told > .body > cost-head {
        order: 1;
      }
      .told:is(.learning, .counting, .cost) > h2 {
        order: -2;
      }
      .learning.told > .body {
        z-index: 1;
        background: var(--ax-paper);
      }
      .learning > .body:not(:has([opened])) {
        top: var(--ax-note, 0px);
      }
      .told:is(.learning, .counting, .cost) > chapter-prose {
        margin-inline: auto;
        padding-block: 28px 12vh;
      }
    }
  }
  /* In a short window, as a zoom makes it, the figure stands beside its cards also where there is little room. */
  @media (max-height: 600px) {
    .own-model {
      --ax-note: 0px;
    }
    @container place (min-width: 560px) and (max-width: 999.9px) {
      .carded:not(.overview) {
        display: grid;
        grid-template: auto 1fr / minmax(0, 1fr) minmax(0, 1fr);
        gap: 0 20px;
        align-items: start;
        padding-top: 0;
      }
      .chapter.carded:not(.overview) > explainer-figure {
        grid-area: 1 / 2 / span 2;
        display: grid;
        grid-template-columns: 100%;
        align-content: center;
        box-sizing: border-box;
        min-height: calc(100 * var(--ax-vh, 1vh));
        padding: 4px 0;
        border: 0;
        box-shadow: none;
        --ax-stage-height: calc(100 * var(--ax-vh, 1vh) - 56px);
      }
      .carded > h2 {
        padding-top: calc(36 * var(--ax-vh, 1vh));
      }
      .carded > chapter-prose {
        margin: 0;
        padding-block: calc(4 * var(--ax-vh, 1vh)) calc(46 * var(--ax-vh, 1vh));
      }
    }
  }
  @container place (min-width: 1000px) {
    .learning > chapter-prose {
      padding-block: 2vh 24vh;
    }
  }
  @media print, (max-height: 600px) {
    .learning > .body:not(:has([opened])) {
      position: static;
    }
    .chapter.told.told {
      --ax-pinned: static;
    }
  }
  @media print {
    main {
      max-width: none;
      padding: 0;
    }
    .contents,
    .settings,
    .choices,
    .note,
    .model button,
    chapter-prose > *,
    sentence-box,
    figure-gallery,
    explainer-figure {
      display: none;
    }
    .model {
      position: static;
      margin: 0;
      padding: 0;
    }
    .chapter:not(.overview) {
      display: block;
    }
    .chapter,
    .chapter.overview {
      padding-top: 0;
    }
    .place + .place > .chapter {
      margin: 0;
      border: 0;
      break-before: page;
    }
    h2 {
      break-after: avoid;
    }
    chapter-prose {
      max-width: none;
      margin-bottom: 6mm;
    }
  }
`;
