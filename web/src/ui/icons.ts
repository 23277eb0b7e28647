import { svg, type SVGTemplateResult } from 'lit';

const paths = {
  contents: 'M4 6h16v2H4zM4 11h16v2H4zM4 16h16v2H4z',
  theme: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm0 2a7 7 0 0 1 0 14z',
  play: 'M7 4.5v15l12-7.5z',
  pause: 'M7 5h3.6v14H7zM13.4 5H17v14h-3.6z',
  back: 'M17 5v14l-9-7zM6 5h2v14H6z',
  on: 'M7 5v14l9-7zM16 5h2v14h-2z',
};

/** Drawn in a box of 24; the button that holds it has the name. */
export function iconOf(path: string): SVGTemplateResult {
  return svg`<svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><path d=${path} fill="currentColor" /></svg>`;
}

export const icon = (name: keyof typeof paths): SVGTemplateResult => iconOf(paths[name]);
