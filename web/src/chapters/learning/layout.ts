/** A rectangle of the picture. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Heads down the side, words along the top. */
export interface PatternLayout {
  readonly titleY: number;
  readonly headerY: number;
  readonly headerHeight: number;
  /** Words stand upright where the columns are too narrow for them. */
  readonly upright: boolean;
  readonly x: number;
  readonly y: number;
  readonly pitchX: number;
  readonly pitchY: number;
}

interface ReadoutLayout {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly pitch: number;
  readonly count: number;
}

export interface LearningLayout {
  readonly kind: 'roomy' | 'narrow';
  readonly width: number;
  readonly height: number;
  /** What the curves are drawn in, without the room for names around it. */
  readonly plot: Box;
  readonly pattern: PatternLayout;
  readonly readout: ReadoutLayout;
}

const widest = 860;
const narrowRoom = 620;
/** Below this, a word no longer fits over its column. */
const chipPitch = 66;
const glossedPitch = 34;

/** `glossed`: words have glosses, and each next word takes two lines. */
export function learningLayout(
  room: number,
  n_tokens: number,
  n_heads: number,
  glossed: boolean,
): LearningLayout {
  return room < narrowRoom
    ? narrow(room, n_tokens, n_heads, glossed ? glossedPitch : 23)
    : roomy(Math.min(room, widest), n_tokens, n_heads, glossed ? glossedPitch : 28);
}

/** Curves and next words side by side, the pattern under them in the full width. */
function roomy(width: number, n_tokens: number, n_heads: number, pitch: number): LearningLayout {
  const chart = Math.round(width * 0.6);
  const pattern = patternLayout({ x: 0, y: 244, width, height: 0 }, 64, 46, n_tokens);
  return {
    kind: 'roomy',
    width,
    height: pattern.y + n_heads * pattern.pitchY + 4,
    plot: { x: 24, y: 30, width: chart - 34, height: 160 },
    pattern,
    readout: { x: chart + 36, y: 8, width: width - chart - 36, pitch, count: 6 },
  };
}

/** One under the other. A long sentence is wider than the screen. */
function narrow(room: number, n_tokens: number, n_heads: number, pitch: number): LearningLayout {
  const pattern = patternLayout({ x: 0, y: 206, width: room, height: 0 }, 48, 34, n_tokens);
  const readoutY = pattern.y + n_heads * pattern.pitchY + 22;
  return {
    kind: 'narrow',
    width: Math.max(room, pattern.x + n_tokens * pattern.pitchX),
    height: readoutY + 20 + 4 * pitch,
    plot: { x: 18, y: 28, width: room - 22, height: 132 },
    pattern,
    readout: { x: 0, y: readoutY, width: room, pitch, count: 4 },
  };
}

function patternLayout(box: Box, names: number, pitchY: number, n_tokens: number): PatternLayout {
  const x = box.x + names;
  const pitchX = Math.min(Math.max((box.width - names - 8) / n_tokens, 14), 110);
  const upright = pitchX < chipPitch;
  const headerY = box.y + (upright ? 12 : 20);
  const headerHeight = upright ? 76 : 28;
  return {
    titleY: box.y + 6,
    headerY,
    headerHeight,
    upright,
    x,
    y: headerY + headerHeight + 6,
    pitchX,
    pitchY,
  };
}
