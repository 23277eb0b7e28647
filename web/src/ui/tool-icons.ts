import type { SVGTemplateResult } from 'lit';
import { iconOf } from './icons.js';

const paths = {
  link: 'M10.6 13.4a3.5 3.5 0 0 0 5 0l3-3a3.5 3.5 0 0 0-5-5l-1.2 1.2 1.4 1.4L15 6.8a1.5 1.5 0 0 1 2.2 2.2l-3 3a1.5 1.5 0 0 1-2.2 0zM13.4 10.6a3.5 3.5 0 0 0-5 0l-3 3a3.5 3.5 0 0 0 5 5l1.2-1.2-1.4-1.4L9 17.2A1.5 1.5 0 0 1 6.8 15l3-3a1.5 1.5 0 0 1 2.2 0z',
  table: 'M4 5h16v14H4zm2 2v3h4V7zm6 0v3h6V7zm-6 5v5h4v-5zm6 0v5h6v-5z',
  save: 'M11 4h2v8l3-3 1.4 1.4L12 15.8 6.6 10.4 8 9l3 3zM5 18h14v2H5z',
  full: 'M4 4h6v2H6v4H4zM14 4h6v6h-2V6h-4zM4 14h2v4h4v2H4zM18 14h2v6h-6v-2h4z',
  whole: 'M8 4h2v6H4V8h4zM14 4h2v4h4v2h-6zM4 14h6v6H8v-4H4zM14 14h6v2h-4v4h-2z',
  more: 'M4 10.2h3.6v3.6H4zm6.2 0h3.6v3.6h-3.6zm6.2 0H20v3.6h-3.6z',
  embed: 'M8.6 6.2 10 7.6 5.6 12l4.4 4.4-1.4 1.4L2.8 12zM15.4 6.2 14 7.6l4.4 4.4-4.4 4.4 1.4 1.4 5.8-5.8z',
};

/** Of what can be done with a figure as a whole. */
export const toolIcon = (name: keyof typeof paths): SVGTemplateResult => iconOf(paths[name]);
