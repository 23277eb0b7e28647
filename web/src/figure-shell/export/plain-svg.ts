// What programs that are no browsers read of an SVG file: `#rrggbb` with an opacity beside it, addresses without quotes, and letters
// that stand on their own line.

interface Plain {
  readonly colour: string;
  /** From 0 to 1. */
  readonly opacity: number;
}

const plain = new Map<string, Plain>();
let painter: CanvasRenderingContext2D | null | undefined;

const hex = (byte: number) => byte.toString(16).padStart(2, '0');

/** A colour of CSS, whatever its notation and space, as the browser paints it. */
export function plainColour(colour: string): Plain {
  const known = plain.get(colour);
  if (known) return known;
  painter ??= Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', {
    willReadFrequently: true,
  });
  // Without its alpha first: painted with it, a pale colour would be rounded to few steps.
  const opaque = withoutAlpha(colour);
  painter!.fillStyle = opaque.colour;
  painter!.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = painter!.getImageData(0, 0, 1, 1).data;
  const found = { colour: `#${hex(red)}${hex(green)}${hex(blue)}`, opacity: opaque.opacity };
  plain.set(colour, found);
  return found;
}

/** As browsers write computed colours: `rgba(1, 2, 3, 0.4)`, or with the alpha behind a slash. */
function withoutAlpha(colour: string): Plain {
  const [, begin, alpha] =
    /^(rgba\([^,]+,[^,]+,[^,]+),\s*([\d.e-]+)\)$/.exec(colour) ??
    /^([\w-]+\([^/]+)\/\s*([\d.e-]+)\)$/.exec(colour) ??
    [];
  return begin === undefined || alpha === undefined
    ? { colour, opacity: 1 }
    : { colour: `${begin.replace('rgba', 'rgb')})`, opacity: Number(alpha) };
}

/** `url("#id")` as attributes of SVG have it. */
const withoutQuotes = (value: string) => value.replace(/url\(["']([^"')]*)["']\)/g, 'url($1)');

/** Writes a paint and its opacity in place of one that may have both in it. */
export function setPaint(copy: Element, name: 'fill' | 'stroke', value: string): void {
  if (value === 'none' || value.startsWith('url(')) return copy.setAttribute(name, withoutQuotes(value));
  const { colour, opacity } = plainColour(value);
  copy.setAttribute(name, colour);
  if (opacity === 1) return;
  const beside = Number(copy.getAttribute(`${name}-opacity`) ?? 1);
  copy.setAttribute(`${name}-opacity`, String(Math.round(beside * opacity * 1000) / 1000));
}

/** The other attributes that name something in the file. */
export const plainValue = withoutQuotes;

const centred = new Map<string, number>();

/** How far under the middle of its letters a font has its line, in pixels. */
export function belowMiddle({ fontStyle, fontWeight, fontSize, fontFamily }: CSSStyleDeclaration): number {
  const font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;
  const known = centred.get(font);
  if (known !== undefined) return known;
  plainColour('black');
  painter!.font = font;
  const { fontBoundingBoxAscent, fontBoundingBoxDescent } = painter!.measureText('x');
  const below = (fontBoundingBoxAscent - fontBoundingBoxDescent) / 2;
  centred.set(font, below);
  return below;
}
