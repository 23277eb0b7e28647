import { node, type SvgNode } from '../../scene/node.js';
import { coatWith, drawing, type DrawingPlace, line, path, shade, white } from './drawing.js';

const steel = '#8b9199';

/** Just a tower. */
export function tower(place: DrawingPlace): SvgNode {
  return drawing(
    place,
    '#a29a8d',
    path('M-17 46-14-22H14L17 46'),
    path('M4-22H14L17 46H5', shade),
    path('M-20-22V-44H-11V-36H-4.5V-44H4.5V-36H11V-44H20V-22L15-16H-15'),
    path('M4.5-36H11V-44H20V-22L15-16H4.5', shade),
    path('M-3-4a3 3 0 0 1 6 0V6H-3M-6 46V34a6 6 0 0 1 12 0V46', '#3a3733'),
    line('M-13-8h5M-13 10h7M-12 24h5M8 0h5M7 18h7M-14-29h7M8-28h7M9 30h6M-14 38h5', '#7d766b', 1.6),
  );
}

const eiffelMarks: readonly SvgNode[] = [
  path(
    'M-29 46Q-17 32-13.5 15H13.5Q17 32 29 46H17Q13 27 0 27-13 27-17 46' +
      'M-12 13Q-9-2-7.5-7H7.5Q9-2 12 13H5.5Q4 4 0 4-4 4-5.5 13' +
      'M-6.5-8Q-2.4-22-1.6-40H1.6Q2.4-22 6.5-8H2.5L0-22-2.5-8',
  ),
  line(
    'M-18 44-23.8 40.5-14.8 37.2-19.4 33.2-11.5 31-16 25.5-8 25-14 18.5-4 25 4 18.5 14 25' +
      'M18 44 23.8 40.5 14.8 37.2 19.4 33.2 11.5 31 16 25.5 8 25 14 18.5 4 25-4 18.5-14 25' +
      'M-6 11.5-9.6 7-5 3.5-7.8-2 0 2.5 7.8-2 5 3.5 9.6 7 6 11.5M-4.6-10 2.2-16-1.6-22 1.2-28M4.6-10-2.2-16 1.6-22-1.2-28',
    coatWith(white, 45),
    1.1,
  ),
  line('M-15.5 14.5H15.5M-9.5-7H9.5M-3.4-39H3.4M0-40V-48', shade, 3),
];

/** The one of iron. */
export function eiffelTower(place: DrawingPlace): SvgNode {
  return drawing(place, '#9b7a5e', ...eiffelMarks);
}

/** The same in brass, on a keyring. */
export function miniatureEiffelTower(place: DrawingPlace): SvgNode {
  return drawing(
    place,
    '#c2902f',
    line('M-23-33a13 13 0 0 1 26 0a13 13 0 0 1-26 0', steel, 3),
    line('M-3-24a4 3 45 0 1 6 5a4 3 45 0 1-6-5M2-20a4 3 45 0 1 4 7a4 3 45 0 1-4-7', steel, 2),
    node(
      'g',
      { transform: 'translate(6 -14) rotate(-8) scale(.6) translate(0 48)' },
      ...eiffelMarks,
      line('M-34 48H34', shade, 7),
    ),
  );
}
