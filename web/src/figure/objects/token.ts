import { node, round, type SvgNode, text } from '../../scene/node.js';
import { fittingSize, textWidth } from '../../text/text-width.js';
import { between } from '../../scene/math.js';
import { fittingGloss, glossSize } from './gloss.js';

interface TokenOptions {
  readonly key: string;
  readonly word: string;
  /** What the word means, in a language that is not its own: small under it, or beside it in a low chip. */
  readonly gloss?: string | undefined;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly opacity?: number;
  /** The size of its letters, where the chips of a row have one. */
  readonly letters?: number;
  /** Extra classes: `chosen`, `asks`, `answers`, `hidden`. */
  readonly state?: string;
  /** Which token a press on the chip follows. */
  readonly token?: number;
}

/** From the ends of a chip to its letters, together. */
const padding = 8;
/** A chip as high as this has room for two lines. */
const glossedHeight = 27;
const largestCorner = 15;
/** What can be pressed is as high as this. */
const leastHit = 24;

/** A word in a rounded chip, centred in the given box. Long words get smaller letters, not a wider chip. */
export function token(options: TokenOptions): SvgNode | undefined {
  const { key, x, y, width, height, opacity = 1, state = '' } = options;
  if (opacity <= 0) return undefined;
  return node(
    'g',
    {
      key,
      class: `token ${state}`.trim(),
      'data-token': options.token,
      opacity: opacity < 1 ? round(opacity) : undefined,
      transform: `translate(${round(x)} ${round(y)})`,
    },
    options.token !== undefined && height < leastHit && hitArea(width, height),
    node('rect', {
      key: 'chip',
      width: round(width),
      height: round(height),
      rx: round(Math.min(height / 2, largestCorner)),
    }),
    ...((options.height >= glossedHeight ? twoLines(options) : undefined) ??
      oneLine(options) ??
      wordOnly(options)),
  );
}

/**
 * Around a low chip, so that a finger meets it; of chips that are close no more than the gap between them. It is a path, as
 * a rectangle in a token is painted as its chip.
 */
function hitArea(width: number, height: number): SvgNode {
  const tall = Math.min(leastHit, height + 8);
  const top = round((height - tall) / 2);
  return node('path', { key: 'hit', class: 'hit', d: `M0 ${top}h${round(width)}v${round(tall)}H0z` });
}

function label(key: string, content: string, x: number, y: number, size: number): SvgNode {
  return text(content, {
    key,
    class: key === 'gloss' ? 'gloss' : undefined,
    x: round(x),
    y: round(y),
    style: `font-size: ${round(size)}px`,
  });
}

function wordOnly({ word, width, height, letters = Math.min(14, height * 0.52) }: TokenOptions): SvgNode[] {
  const size = fittingSize(word, width - padding, letters);
  return [label('word', word, width / 2, height / 2, size)];
}

/** In a chip that has room for more than a word its letters are as large as this, where they fit. */
const readable = 13;

function twoLines({ word, gloss, width, height, letters = 13.5 }: TokenOptions): SvgNode[] | undefined {
  const fitted =
    gloss === undefined ? undefined : fittingGloss(gloss, width - 8, between(10.5, height * 0.32, glossSize));
  if (!fitted) return undefined;
  const size = fittingSize(word, width - padding, Math.min(letters, Math.max(height * 0.4, readable)));
  return [
    label('word', word, width / 2, height * 0.28, size),
    label('gloss', fitted.content, width / 2, height * 0.745, fitted.size),
  ];
}

const smallestBeside = 10.5;
const glossBeside = 10.5;
const gap = 5;

/** Word and gloss side by side, if both can be read; a word whose row has one size for all gives up none of it. */
function oneLine({ word, gloss, width, height, letters }: TokenOptions): SvgNode[] | undefined {
  if (gloss === undefined) return undefined;
  const room = width - padding - gap;
  const fitted = fittingGloss(gloss, room - textWidth(word, letters ?? smallestBeside), glossBeside);
  if (!fitted) return undefined;
  const glossWidth = textWidth(fitted.content, fitted.size);
  const largest = letters ?? Math.min(14, Math.max(height * 0.52, Math.min(readable, height * 0.8)));
  const size = fittingSize(word, room - glossWidth, largest);
  const wordWidth = textWidth(word, size);
  const left = (width - wordWidth - gap - glossWidth) / 2;
  return [
    label('word', word, left + wordWidth / 2, height / 2, size),
    label('gloss', fitted.content, left + wordWidth + gap + glossWidth / 2, height / 2 + 0.5, fitted.size),
  ];
}
