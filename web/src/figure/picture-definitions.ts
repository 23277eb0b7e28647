import { svg } from 'lit';

const hatchPattern = svg`
  <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
    <line x1="0" y1="0" x2="0" y2="6" stroke="var(--ax-hatch)" stroke-width="1.25"></line>
  </pattern>
`;

/** A head for each colour in which an arrow of a space comes. */
const arrowHeads = ['query', 'key', 'value', 'output', 'ink', 'quiet'].map(
  (colour) => svg`
    <marker id="arrow-${colour}" viewBox="0 0 10 10" refX="8.5" refY="5" markerWidth="6.5" markerHeight="6.5"
      orient="auto-start-reverse">
      <path d="M 0 0.8 L 9.5 5 L 0 9.2 L 2.2 5 Z" fill="var(--ax-${colour})"></path>
    </marker>
  `,
);

/** What marks of every picture refer to by name; once in each tree of elements is enough, in an SVG that is shown. */
export const pictureDefinitions = svg`<defs>${hatchPattern}${arrowHeads}</defs>`;
