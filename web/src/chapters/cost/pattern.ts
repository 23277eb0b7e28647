// The pattern of weights on a canvas: dots while they can be told apart, shades beyond.

/** The weights of the longest text that has been run, and the same as pixels. */
export interface Pattern {
  readonly n_tokens: number;
  /** (n_tokens, n_tokens) */
  readonly weight: Float32Array;
  /** n_tokens pixels square; only their opacity counts. */
  readonly pixels: HTMLCanvasElement;
}

interface PatternView {
  /** Before any text has been run what is hidden is known already, and drawn. */
  readonly pattern: Pattern | undefined;
  /** How many tokens are in sight, from the first; not always a whole number while it moves. */
  readonly n_tokens: number;
  /** CSS pixels, and device pixels in each. */
  readonly side: number;
  readonly ratio: number;
  readonly colours: { readonly weight: string; readonly hatch: string; readonly focus: string };
  /** What is pointed at. */
  readonly cell?: { readonly query: number; readonly key: number } | undefined;
}

/** Cells of this many CSS pixels show dots; of fewer, more and more shades instead. */
const dotsFrom = 14;
const shadesBelow = 8;

export function canvasOfPixels(pixels: Uint8ClampedArray<ArrayBuffer>, n_tokens: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = n_tokens;
  canvas.height = n_tokens;
  canvas.getContext('2d')!.putImageData(new ImageData(pixels, n_tokens, n_tokens), 0, 0);
  return canvas;
}

/** Draws over everything that is on the canvas. */
export function drawPattern(context: CanvasRenderingContext2D, view: PatternView): void {
  const { pattern, side, ratio, n_tokens } = view;
  const cell = side / n_tokens;
  const dots = Math.min(Math.max((cell - shadesBelow) / (dotsFrom - shadesBelow), 0), 1);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, side, side);
  if (pattern && dots < 1) drawShades(context, view, pattern, 1 - dots);
  drawHatch(context, view);
  if (pattern && dots > 0) drawDots(context, view, pattern, dots);
  if (view.cell) frame(context, view, cell);
}

function drawShades(
  context: CanvasRenderingContext2D,
  { n_tokens, side, colours }: PatternView,
  pattern: Pattern,
  opacity: number,
): void {
  context.globalAlpha = opacity;
  context.imageSmoothingEnabled = n_tokens > side;
  context.drawImage(pattern.pixels, 0, 0, n_tokens, n_tokens, 0, 0, side, side);
  context.globalAlpha = 1;
  // The pixels have only opacity; the colour is the theme's.
  context.globalCompositeOperation = 'source-in';
  context.fillStyle = colours.weight;
  context.fillRect(0, 0, side, side);
  context.globalCompositeOperation = 'source-over';
}

/** Keys after the query are hidden from it: hatched, as everywhere. */
function drawHatch(context: CanvasRenderingContext2D, { n_tokens, side, colours }: PatternView): void {
  const cell = side / n_tokens;
  context.save();
  context.beginPath();
  context.moveTo(side, 0);
  for (let i = 0; i < n_tokens; i += 1) {
    context.lineTo((i + 1) * cell, i * cell);
    context.lineTo((i + 1) * cell, (i + 1) * cell);
  }
  context.lineTo(side, side);
  context.clip();
  context.beginPath();
  for (let x = 0; x < 2 * side; x += 6) {
    context.moveTo(x, 0);
    context.lineTo(x - side, side);
  }
  context.strokeStyle = colours.hatch;
  context.lineWidth = 1;
  context.stroke();
  context.restore();
}

/** Areas are the weights: those of a row add up to one full dot. */
function drawDots(
  context: CanvasRenderingContext2D,
  { n_tokens, side, colours }: PatternView,
  pattern: Pattern,
  opacity: number,
): void {
  const cell = side / n_tokens;
  const rows = Math.min(Math.ceil(n_tokens), pattern.n_tokens);
  context.globalAlpha = opacity;
  context.fillStyle = colours.weight;
  for (let i = 0; i < rows; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      const radius = 0.46 * cell * Math.sqrt(pattern.weight[i * pattern.n_tokens + j]!);
      context.beginPath();
      context.arc((j + 0.5) * cell, (i + 0.5) * cell, radius, 0, 2 * Math.PI);
      context.fill();
    }
  }
  context.globalAlpha = 1;
}

function frame(
  context: CanvasRenderingContext2D,
  { cell: pointed, colours }: PatternView,
  cell: number,
): void {
  const size = Math.max(cell, 6);
  const middle = (index: number) => (index + 0.5) * cell - size / 2;
  context.strokeStyle = colours.focus;
  context.lineWidth = 2;
  context.strokeRect(middle(pointed!.key), middle(pointed!.query), size, size);
}
