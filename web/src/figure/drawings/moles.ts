import type { SvgNode } from '../../scene/node.js';
import { coatWith, dark, drawing, type DrawingPlace, line, path, white } from './drawing.js';

const earth = '#a97c4f';
const pink = '#f2a3a0';
/** What things are made of that have no colour of their own: glass, steel. */
const steel = 'var(--ax-quiet)';
const gleam = '#fffc';

/** The animal: out of the earth as far as its hands. */
export function moleAnimal(place: DrawingPlace): SvgNode {
  return drawing(
    place,
    '#756a70',
    path('M-46 44Q-40 18-24 20-12 8 0 12 16 6 26 20 42 18 46 44', '#7f5f40'),
    path('M-24 40C-26-2-19-38 0-38S26-2 24 40'),
    path('M-13 8C-13-10-7-16 0-16S13-10 13 8 7 22 0 22-13 18-13 8', coatWith(white, 14)),
    line('M-11-18h0M11-18h0', dark, 4),
    line('M-6 2-22-3M-6 5-22 8M6 2 22-3M6 5 22 8', dark, 1.4),
    path('M-8-4C-8-10 8-10 8-4S4 4 0 4-8 2-8-4', pink),
    line('M0 4V8M-6 9Q-3 14 0 8 3 14 6 9', dark, 1.4),
    path('M-48 46C-42 26-32 32-24 30-14 24 14 24 24 30 32 32 42 26 48 46', earth),
    path('M-36 24C-36 14-16 14-16 26-16 38-36 36-36 24M36 24C36 14 16 14 16 26 16 38 36 36 36 24', pink),
    line('M-34 30l-2 7M-28 32l-1 8M-22 32l1 7M34 30l2 7M28 32l1 8M22 32l-1 7', '#fff3e8', 2.4),
    line('M-8 38h0M6 41h0M-40 42h0M39 41h0', '#7f5f40', 5),
  );
}

const flask = 'M-9-42V-14L-34 34Q-38 44-28 44H28Q38 44 34 34L9-14V-42';

/** The amount: particles by the number, in a flask. */
export function moleUnit(place: DrawingPlace): SvgNode {
  return drawing(
    place,
    'none',
    path(flask, '#7fb4d638'),
    line(
      'M-27.1 37.8h0M-7.2 38h0M13.9 38h0M-18.6 25.5h0M1.1 30.3h0M19.2 22.6h0M-9.1 20h0M7.8 12.9h0M-11.4 5.4h0M-1 8.5h0M-16.9 36.2h0M3.2 39h0M24.1 36h0M-9.4 30.5h0M10.9 26.7h0M24.8 31.4h0M1.1 18h0M14.2 21.1h0M-6.6 14.6h0M9 5.5h0',
      '#dd5447',
      7,
    ),
    line(
      'M-22 37h0M-2 38.5h0M19 37h0M-14 28h0M6 28.5h0M22 27h0M-4 19h0M11 17h0M-9 10h0M4 7h0',
      '#757c87',
      8.5,
    ),
    line(`${flask}M-14-42H14`, steel, 3),
    line('M-5-30V-12L-12 2', gleam, 2.4),
  );
}

/** The spot: on a cheek, under a lens. */
export function moleSkin(place: DrawingPlace): SvgNode {
  return drawing(
    place,
    '#dfa27a',
    path('M-44-10C-54-12-52 8-42 6'),
    path('M-44-4C-44-30-28-44-6-44S32-30 32-4 16 38-6 38-44 22-44-4'),
    line('M-20-10h0M6-10h0', white, 14),
    line('M-18-9.5h0M8-9.5h0', dark, 8),
    line('M-22 14q8 8 16 2', dark, 2.2),
    path(
      'M-45-6C-50-40-26-50-4-48 22-46 38-30 32-4 30-14 26-21 20-25 4-18-14-22-24-30-28-22-38-18-45-6',
      '#6b5346',
    ),
    line('M31 31 43 43', steel, 7),
    path('M-1 14a19 19 0 0 1 38 0a19 19 0 0 1-38 0', coatWith(white, 25)),
    line('M-1 14a19 19 0 0 1 38 0a19 19 0 0 1-38 0', steel, 4),
    path('M10 14C9 6 18 4 23 7S28 18 22 22 11 22 10 14', '#5a3325'),
    line('M6 9Q8 2 15 1', gleam, 2.4),
  );
}
