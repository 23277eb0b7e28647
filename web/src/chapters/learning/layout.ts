/** A rectangle of the picture. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Heads down the side, words along the top. */
export interface PatternLayout {
  /** Undefined where there is no room for one: the caption says what is seen. */
  readonly titleY: number | undefined;
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
  readonly wordWidth: number;
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
    ? narrow(room, n_tokens, n_heads, glossed ? 29 : 24)
    : roomy(Math.min(room, widest), n_tokens, n_heads, glossed ? glossedPitch : 28);
}

/** From here on a figure stands beside what is read, and may be taller than above it. */
const tallFrom = 740;

/** Curves and next words side by side, the pattern under them in the full width. */
function roomy(width: number, n_tokens: number, n_heads: number, pitch: number): LearningLayout {
  const tall = width >= tallFrom;
  const chart = Math.round(width * 0.6);
  const plotHeight = tall ? 160 : 130;
  const titleY = plotHeight + 90;
  const room = { width, names: 64, pitchY: tall ? 62 : 40, titleY, headerY: titleY + 16 };
  const pattern = patternLayout(room, n_tokens);
  return {
    kind: 'roomy',
    width,
    height: pattern.y + n_heads * pattern.pitchY + 4,
    plot: { x: 24, y: 30, width: chart - 34, height: plotHeight },
    pattern,
    readout: { x: chart + 36, y: 8, width: width - chart - 36, pitch, wordWidth: 96, count: tall ? 6 : 5 },
  };
}

/** The same, low enough to stand above what is read. A long sentence is wider than the screen. */
function narrow(room: number, n_tokens: number, n_heads: number, pitch: number): LearningLayout {
  const chart = Math.round(room * 0.59);
  const pattern = patternLayout({ width: room, names: 52, pitchY: 22, headerY: 113 }, n_tokens);
  return {
    kind: 'narrow',
    width: Math.max(room, pattern.x + n_tokens * pattern.pitchX),
    height: pattern.y + n_heads * pattern.pitchY + 2,
    plot: { x: 20, y: 22, width: chart - 24, height: 49 },
    pattern,
    readout: { x: chart + 8, y: 7, width: room - chart - 8, pitch, wordWidth: 72, count: 3 },
  };
}

interface PatternRoom {
  readonly width: number;
  /** How wide the names of heads are. */
  readonly names: number;
  readonly pitchY: number;
  readonly titleY?: number;
  readonly headerY: number;
}

function patternLayout(room: PatternRoom, n_tokens: number): PatternLayout {
  const { names, pitchY, titleY, headerY } = room;
  const pitchX = Math.min(Math.max((room.width - names - 8) / n_tokens, 14), 110);
  const upright = pitchX < chipPitch;
  const headerHeight = upright ? 74 : 28;
  const y = headerY + headerHeight + 6;
  return { titleY, headerY, headerHeight, upright, x: names, y, pitchX, pitchY };
}
