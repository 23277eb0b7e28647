import { between } from '../../scene/math.js';
import type { Trace } from '../../compute/trace.js';
import { boldWidth } from '../../text/text-width.js';

/** The grids of at most two heads, beside each other: few enough to be large. */
export interface GridsLayout {
  readonly left: number;
  /** From grid to grid. */
  readonly slot: number;
  readonly titleY: number;
  readonly noteY: number;
  readonly gridY: number;
  readonly pitch: number;
  readonly letters: number;
  /** Whether each row has its word; else only the followed one. */
  readonly labelled: boolean;
  readonly bottom: number;
}

interface GridsRoom {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly gap: number;
  readonly letters: number;
  readonly widest: number;
}

export const mostGrids = 2;
/** Column words lean by so many degrees. */
export const lean = 56;
const [tall, long] = [Math.sin((lean * Math.PI) / 180), Math.cos((lean * Math.PI) / 180)];

export function gridsLayout(trace: Trace, room: GridsRoom): GridsLayout {
  const { width, height, gap, letters, widest } = room;
  const count = Math.min(mostGrids, trace.n_heads);
  // Any word may be the one that is followed, in bold letters.
  const lengths = trace.words.map((word) => boldWidth(word, letters));
  const left = Math.max(room.left, Math.max(...lengths) + 10);
  const noteY = 26;
  const apart = (overhang: number) => Math.max(gap, overhang);
  const pitchUnder = (header: number, overhang: number) => {
    const across = (width - left - (count - 1) * apart(overhang) - overhang) / count / trace.n_tokens;
    return between(4, Math.min(across, (height - noteY - 18 - header) / trace.n_tokens), widest);
  };
  // A long word reaches out of its grid even if others stand after it.
  const after = (j: number) => (trace.n_tokens - 1 - j) * letters;
  const words = {
    header: Math.max(...lengths) * tall + 10,
    overhang: Math.max(0, ...lengths.map((length, j) => length * long - after(j))),
  };
  const labelled = pitchUnder(words.header, words.overhang) >= letters;
  // What cannot be written needs no room.
  const { header, overhang } = labelled ? words : { header: 0, overhang: 8 };
  const pitch = pitchUnder(header, overhang);
  const gridY = noteY + 12 + header;
  const whole = left + count * pitch * trace.n_tokens + (count - 1) * apart(overhang) + overhang;
  const inset = Math.max(0, (width - whole) / 2);
  return {
    left: left + inset,
    slot: pitch * trace.n_tokens + apart(overhang),
    titleY: 8,
    noteY,
    gridY,
    pitch,
    letters,
    labelled,
    bottom: gridY + pitch * trace.n_tokens + 6,
  };
}
