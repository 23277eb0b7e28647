import { css, type CSSResult, unsafeCSS } from 'lit';

const dark = `
  color-scheme: dark;
  --ax-paper: #14171c;
  --ax-raised: #1c2026;
  --ax-chip: #262b33;
  --ax-ink: #eceae4;
  --ax-quiet: #a3a8b0;
  --ax-line: #333a44;
  --ax-hatch: #66707d;
  --ax-edge: #6f7885;
  --ax-band: #2a2819;
  --ax-score: #9a9fa6;
  --ax-on-dot: #14171c;
  --ax-query: #f9c14a;
  --ax-key: #19d6c8;
  --ax-value: #ff6b95;
  --ax-output: #a08cfc;
  --ax-positive: #f78f4a;
  --ax-negative: #58a1f7;
  --ax-focus: #7cb8ff;
`;

const light = `
  color-scheme: light;
  --ax-paper: #fcfaf6;
  --ax-raised: #ffffff;
  --ax-chip: #f0ede5;
  --ax-ink: #23262b;
  --ax-quiet: #62676f;
  --ax-line: #dfdbd1;
  --ax-hatch: #928e85;
  --ax-edge: #8a877f;
  --ax-band: #fbf1dc;
  --ax-score: #6b7077;
  --ax-on-dot: #ffffff;
  --ax-query: #875a08;
  --ax-key: #06736a;
  --ax-value: #ca0062;
  --ax-output: #6c33d4;
  --ax-positive: #d85f0b;
  --ax-negative: #2566ac;
  --ax-focus: #1b68c8;
`;

/**
 * Where the system has colours of its own, such as the high contrast of Windows, they take the place of all that only
 * decorate or mean what words say too. The ends of the signed scale stay: there colour is the number.
 */
const forced = `
  --ax-paper: Canvas;
  --ax-raised: Canvas;
  --ax-chip: Canvas;
  --ax-band: Canvas;
  --ax-on-dot: Canvas;
  --ax-ink: CanvasText;
  --ax-quiet: CanvasText;
  --ax-score: CanvasText;
  --ax-query: CanvasText;
  --ax-key: CanvasText;
  --ax-value: CanvasText;
  --ax-output: CanvasText;
  --ax-line: GrayText;
  --ax-hatch: GrayText;
  --ax-edge: CanvasText;
  --ax-focus: Highlight;
`;
const signs = (theme: string): string => theme.match(/--ax-(?:positive|negative): .*;/g)!.join('\n');

/**
 * Colours by meaning: one each for query, key, value, output and the two ends of the signed scale, told apart by readers
 * who see no red, no green or no blue. What a control can be known by has an `edge`, what only divides has a `line`.
 */
export const theme: CSSResult = css`
  :host {
    ${unsafeCSS(light)}
    --ax-serif: Charter, 'Bitstream Charter', 'Iowan Old Style', Georgia, 'Noto Serif', serif;
    --ax-sans: system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif;
    --ax-slant: italic;
    /* A pixel of letters: grows with the reader's own size of letters, and does not shrink with a host page's. */
    --ax-px: max(1px, 0.0625rem);
  }
  /* Latin letters and digits come first: signs such as the minus are as wide as a digit only there. */
  main:lang(zh) {
    --ax-serif:
      Charter, 'Bitstream Charter', 'Iowan Old Style', Georgia, 'Ax Han Punctuation', 'Songti SC',
      'Noto Serif CJK SC', 'Source Han Serif SC', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', serif;
    --ax-sans:
      'Ax Han Punctuation', -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', 'PingFang SC',
      'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif;
    --ax-slant: normal;
    line-break: auto;
    text-autospace: normal;
    text-spacing-trim: normal;
  }
  @media (prefers-color-scheme: dark) {
    :host {
      ${unsafeCSS(dark)}
    }
  }
  :host(:is([theme='light'], [data-shade='light'])) {
    ${unsafeCSS(light)}
  }
  :host(:is([theme='dark'], [data-shade='dark'])) {
    ${unsafeCSS(dark)}
  }
  /* Paper is white. */
  @media print {
    :host,
    :host(:is([theme='dark'], [data-shade='dark'])) {
      ${unsafeCSS(light)}
      --ax-paper: #ffffff;
    }
  }
  /* Nothing quiet: what stands back does so by its place and size. */
  @media (prefers-contrast: more) {
    :host,
    :host(:is([theme], [data-shade])) {
      --ax-quiet: var(--ax-ink);
      --ax-score: var(--ax-ink);
      --ax-edge: var(--ax-ink);
      --ax-line: var(--ax-ink);
      --ax-hatch: var(--ax-ink);
    }
  }
  /* Its dark is the system's, whatever theme the reader has chosen here. */
  @media (forced-colors: active) {
    :host,
    :host(:is([theme], [data-shade])) {
      color-scheme: light dark;
      ${unsafeCSS(forced + signs(light))}
    }
  }
  @media (forced-colors: active) and (prefers-color-scheme: dark) {
    :host,
    :host(:is([theme], [data-shade])) {
      ${unsafeCSS(signs(dark))}
    }
  }
`;
