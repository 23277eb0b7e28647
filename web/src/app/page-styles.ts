import { css } from 'lit';

/** The page around the chapters. */
export const pageStyles = css`
  :host {
    display: block;
    background: var(--ax-paper);
    color: var(--ax-ink);
    font: 400 calc(17 * var(--ax-px)) / 1.6 var(--ax-sans);
  }
  /* What is measured against has no width of its own: letters that may break say how wide it would be, and how narrow it can be. */
  :host::before {
    all: initial;
    display: block;
    visibility: hidden;
    font: 1px/0 a;
    word-spacing: 690px;
    content: '- - -';
  }
  /* Not on the host, which every rule of the page around reaches. Nothing that is inherited comes in, but for what says whether
     the element is there at all. */
  main {
    all: initial;
    display: block;
    direction: ltr;
    unicode-bidi: isolate;
    color-scheme: inherit;
    pointer-events: inherit;
    visibility: inherit;
    /* What “all” has taken from the attribute of that name. */
    -webkit-locale: 'en';
    color: var(--ax-ink);
    font: 400 calc(17 * var(--ax-px)) / 1.6 var(--ax-sans);
    max-width: 1380px;
    margin: 0 auto;
    padding: clamp(14px, 2.4%, 30px) clamp(12px, 3%, 44px) 40px;
    box-sizing: border-box;
  }
  /* Behind the first paint: as wide as it will be. */
  main[inert] {
    height: 0;
    padding-block: 0;
    overflow: clip;
    visibility: hidden;
  }
  main:lang(zh) {
    -webkit-locale: 'zh-CN';
  }
  header {
    margin-bottom: clamp(4px, 1.5vh, 20px);
    text-align: center;
  }
  .line {
    display: flex;
    justify-content: space-between;
    align-items: center;
    min-height: 44px;
  }
  .line .settings {
    margin-inline-start: auto;
  }
  h1 {
    font: 600 clamp(calc(25 * var(--ax-px)), 3.6vw, calc(46 * var(--ax-px))) / 1.15 var(--ax-serif);
    letter-spacing: -0.01em;
    margin: clamp(2px, 1.4vh, 16px) 0 0;
    text-wrap: balance;
  }
  /* Between characters a title would break in the middle of a word. */
  :is(h1, h2):lang(zh) {
    word-break: keep-all;
    overflow-wrap: anywhere;
  }
  .lead {
    margin: 0.4em auto 0;
    max-width: 44em;
    color: var(--ax-quiet);
    font-size: calc(15 * var(--ax-px));
    line-height: 1.45;
    text-wrap: balance;
  }
  .contents {
    position: relative;
    text-align: start;
  }
  summary {
    width: fit-content;
    min-height: 44px;
    padding: 0 10px 0 4px;
    display: flex;
    align-items: center;
    gap: 6px;
    border-radius: 10px;
    cursor: pointer;
    font-size: calc(15 * var(--ax-px));
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary:hover {
    background: var(--ax-chip);
  }
  summary:focus-visible {
    outline: 2px solid var(--ax-focus);
    outline-offset: 2px;
  }
  .contents nav {
    position: absolute;
    z-index: 6;
    inset: 100% auto auto 0;
    width: max-content;
    max-width: calc(100vw - 32px);
    padding: 8px;
    border: 1px solid var(--ax-line);
    border-radius: 14px;
    background: var(--ax-raised);
    box-shadow: 0 8px 30px rgb(0 0 0 / 18%);
  }
  .choices-room {
    height: 46px;
    margin: 4px 0 8px;
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
  button:focus-visible {
    outline: 2px solid var(--ax-focus);
    outline-offset: 2px;
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
    margin: 0 0 8px;
    overflow-wrap: anywhere;
  }
  nav ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  nav a {
    display: flex;
    align-items: center;
    gap: 10px;
    min-height: 44px;
    padding: 0 12px;
    border-radius: 10px;
    font-size: calc(15 * var(--ax-px));
    color: inherit;
    text-decoration: none;
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
    scroll-margin-top: var(--ax-note, 0px);
  }
  /* How a chapter is laid out goes by the room that it has, which is not the window's in a page of others. */
  .place:not(.own) {
    container: place body / inline-size;
  }
  .place + .place > .chapter {
    margin-top: 40px;
    border-top: 1px solid var(--ax-line);
  }
  /* About as high as it will be, until the reader comes near. */
  .awaited {
    min-height: 100vh;
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
  /* Its title is the page's. */
  header ~ .place > .overview > h2 {
    position: absolute;
    clip-path: inset(50%);
  }
  @media (min-width: 1080px) {
    .lead {
      font-size: inherit;
    }
  }
  @container place (min-width: 1000px) {
    .told:not(.overview) {
      display: grid;
      grid-template: auto 1fr / minmax(0, 5fr) minmax(0, 8fr);
      gap: 0 48px;
      align-items: start;
    }
    .told:not(.overview) > :is(explainer-figure, .body) {
      grid-area: 1 / 2 / span 2;
    }
  }
  /*
   * The figure stands still while its cards pass: beside it, in the middle of the window, or where there is one column above
   * them. When the first card comes to where it is read the figure is wholly in sight, and it still stands when the last does.
   */
  .carded > explainer-figure:focus-within {
    z-index: 2;
  }
  @container place (min-width: 1000px) {
    .chapter.carded:not(.overview) > explainer-figure {
      position: var(--ax-sticky, sticky);
      top: var(--ax-note, 0px);
      display: grid;
      grid-template-columns: 100%;
      align-content: center;
      box-sizing: border-box;
      min-height: calc(100 * var(--ax-vh, 1vh) - var(--ax-note, 0px));
      padding-block: 16px;
      --ax-stage-height: calc(100 * var(--ax-vh, 1vh) - 92px - var(--ax-table, 0px) - var(--ax-note, 0px));
    }
    .carded:not(.overview) {
      padding-top: 0;
    }
    .carded > h2 {
      padding-top: calc(36 * var(--ax-vh, 1vh));
    }
    .carded > chapter-prose {
      padding-block: calc(4 * var(--ax-vh, 1vh)) calc(46 * var(--ax-vh, 1vh));
    }
  }
  @container place (max-width: 999.9px) {
    .carded > explainer-figure {
      position: var(--ax-sticky, sticky);
      top: var(--ax-note, 0px);
      z-index: 1;
      padding-top: 6px;
      border-bottom: 1px solid var(--ax-line);
      background: var(--ax-paper);
      /* What stands under its sides, too. */
      box-shadow:
        12px 0 var(--ax-paper),
        -12px 0 var(--ax-paper);
      --ax-stage-height: calc(46 * var(--ax-vh, 1vh) - 52px - var(--ax-note, 0px));
    }
    .carded > chapter-prose {
      margin: 0 auto;
      padding-block: 28px calc(8 * var(--ax-vh, 1vh));
    }
    @supports (height: 1svh) {
      .carded > explainer-figure {
        --ax-stage-height: calc(46 * var(--ax-vh, 1svh) - 52px - var(--ax-note, 0px));
      }
    }
  }
  /* In a small window, as a zoom makes it, what sticks would leave little to read. */
  @media (max-height: 600px) {
    @container place (max-width: 559.9px) {
      .chapter.chapter:not(.overview) > explainer-figure {
        position: static;
        --ax-stage-height: initial;
      }
    }
  }
  .note {
    margin: 0 0 12px;
    font-size: calc(15 * var(--ax-px));
    color: var(--ax-quiet);
  }
  /* A button is offered when nobody waits gladly any more. */
  .loading + .late {
    text-align: center;
    visibility: hidden;
    animation: late 0s 12s forwards;
  }
  @keyframes late {
    to {
      visibility: inherit;
    }
  }
  .loading {
    color: var(--ax-quiet);
    min-height: 60vh;
    display: grid;
    place-items: center;
  }
`;
