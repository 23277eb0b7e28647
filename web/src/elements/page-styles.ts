import { css } from 'lit';

/** The page around the chapters. */
export const pageStyles = css`
  :host {
    display: block;
    background: var(--ax-paper);
    color: var(--ax-ink);
    font: 400 calc(17 * var(--ax-px)) / 1.6 var(--ax-sans);
  }
  /* Not on the host, which every rule of the page around reaches. */
  main {
    color: var(--ax-ink);
    font: 400 calc(17 * var(--ax-px)) / 1.6 var(--ax-sans);
    max-width: 1380px;
    margin: 0 auto;
    padding: clamp(14px, 2.4vw, 30px) clamp(12px, 3vw, 44px) 40px;
    box-sizing: border-box;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 24px;
    margin-bottom: 12px;
  }
  h1 {
    font: 600 clamp(calc(25 * var(--ax-px)), 3.2vw, calc(36 * var(--ax-px))) / 1.15 var(--ax-serif);
    letter-spacing: -0.01em;
    margin: 0;
    flex: 1 1 0;
  }
  /* Between characters a title would break in the middle of a word. */
  :is(h1, h2):lang(zh) {
    word-break: keep-all;
    overflow-wrap: anywhere;
  }
  .lead,
  .about {
    margin: 0;
    color: var(--ax-quiet);
    max-width: 62em;
    text-wrap: pretty;
  }
  .lead {
    flex-basis: 100%;
    max-width: none;
    font-size: calc(16 * var(--ax-px));
    line-height: 1.5;
  }
  .about {
    font-size: calc(14 * var(--ax-px));
    margin-top: 10px;
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    gap: 8px 24px;
    margin-bottom: 14px;
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
  .settings {
    display: flex;
  }
  button {
    min-width: 44px;
    height: 44px;
    display: grid;
    place-items: center;
    border: 0;
    border-radius: 10px;
    background: none;
    color: inherit;
    cursor: pointer;
    font: inherit;
  }
  .language {
    padding: 0 12px;
    font-size: calc(15 * var(--ax-px));
  }
  button:hover {
    background: var(--ax-chip);
  }
  .option:has(:checked) {
    forced-color-adjust: none;
    background: var(--ax-ink);
    border-color: var(--ax-ink);
    color: var(--ax-paper);
  }
  :is(button, select):focus-visible,
  .option:has(:focus-visible) {
    outline: 2px solid var(--ax-focus);
    outline-offset: 2px;
  }
  .model {
    position: sticky;
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
  .message {
    max-width: 40em;
    margin: 12vh auto;
    padding: 28px 32px;
    border: 1px solid var(--ax-line);
    border-radius: 14px;
    background: var(--ax-raised);
  }
  .message h2 {
    font: 600 calc(22 * var(--ax-px)) / 1.3 var(--ax-serif);
    margin: 0 0 8px;
  }
  .message p {
    margin: 0;
    overflow-wrap: anywhere;
  }
  nav ol {
    display: flex;
    flex-wrap: wrap;
    gap: 0 4px;
    margin: 0 0 10px -8px;
    padding: 0;
    list-style: none;
  }
  nav a {
    display: flex;
    align-items: center;
    gap: 6px;
    min-height: 44px;
    padding: 0 10px;
    border-radius: 10px;
    font-size: calc(15 * var(--ax-px));
    color: inherit;
    text-decoration: none;
  }
  /* A finger needs 44 pixels; where there is room and none, the first figure stands higher. */
  @media (min-width: 1024px) and (not (pointer: coarse)) {
    nav a {
      min-height: 30px;
      padding: 0 8px;
      font-size: calc(14 * var(--ax-px));
    }
  }
  nav a:hover {
    background: var(--ax-chip);
  }
  nav span,
  h2 span {
    color: var(--ax-quiet);
    font-variant-numeric: tabular-nums;
  }
  nav a:focus-visible {
    outline: 2px solid var(--ax-focus);
    outline-offset: -2px;
  }
  .chapter {
    padding-top: 40px;
    scroll-margin-top: calc(56px + var(--ax-note, 0px));
  }
  .chapter + .chapter {
    margin-top: 40px;
    border-top: 1px solid var(--ax-line);
  }
  h2 {
    font: 600 clamp(calc(22 * var(--ax-px)), 2.4vw, calc(28 * var(--ax-px))) / 1.2 var(--ax-serif);
    margin: 0 0 12px;
  }
  h2:focus {
    outline: none;
  }
  h2:focus-visible {
    outline: 2px solid var(--ax-focus);
    outline-offset: 4px;
    border-radius: 4px;
  }
  h2 span {
    margin-inline-end: 0.3em;
    font-weight: 400;
  }
  chapter-prose {
    margin-top: 12px;
  }
  chapter-prose[hidden] {
    display: none;
  }
  .chapter.overview {
    padding-top: 8px;
  }
  .overview chapter-prose {
    max-width: none;
  }
  footer {
    margin-top: 48px;
    border-top: 1px solid var(--ax-line);
  }
  @media (min-width: 1080px) {
    .choices {
      position: sticky;
      top: 0;
      z-index: 5;
      margin: 0 -12px;
      padding: 8px 12px;
      background: var(--ax-paper);
    }
    .model {
      top: 60px;
    }
    .chapter:not(.overview) {
      display: grid;
      grid-template: auto 1fr / minmax(0, 5fr) minmax(0, 8fr);
      gap: 0 48px;
      align-items: start;
    }
    .chapter:not(.overview) > :is(explainer-figure, .body) {
      grid-area: 1 / 2 / span 2;
    }
    .chapter:not(.overview) > explainer-figure {
      position: sticky;
      top: calc(72px + var(--ax-note, 0px));
    }
  }
  /* In a short window, as a zoom makes it, what sticks would leave little to read. */
  @media (max-height: 600px) {
    .choices,
    .model,
    .chapter:not(.overview) > explainer-figure {
      position: static;
    }
  }
  .note {
    margin: 0 0 12px;
    font-size: calc(15 * var(--ax-px));
    color: var(--ax-quiet);
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
  .loading {
    color: var(--ax-quiet);
    min-height: 60vh;
    display: grid;
    place-items: center;
  }
  @media print {
    main {
      max-width: none;
      padding: 0;
    }
    nav,
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
    .chapter + .chapter {
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
