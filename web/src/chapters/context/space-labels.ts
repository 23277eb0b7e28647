import { cellId } from '../../figure/cell.js';
import { drawMeaning, type Meaning as Drawn } from '../../figure/drawings/meanings.js';
import { glossIn } from '../../figure/parts/senses.js';
import type { Box, Place } from '../../figure/objects/space-labels.js';
import { during } from '../../scene/math.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { percent } from '../../text/format.js';
import { textWidth } from '../../text/text-width.js';
import { type Wanted, placed } from './labels.js';
import type { Layout } from './layout.js';
import { expectedAt } from './meaning-space.js';
import { lengthOf, onPaper, type SeenArrow, type SeenMeaning, type SpaceView } from './view.js';
import type { Standing } from './words-part.js';

/** Lines of letters, with a drawing before them: what a label consists of. */
interface Label extends Wanted {
  readonly key: string;
  readonly shown: number;
  readonly lines: readonly Line[];
  readonly drawing?: Drawn;
  readonly tone: string;
  readonly cell?: string | undefined;
  readonly run?: string;
}

interface Line {
  readonly key: string;
  readonly content: string;
  readonly size: number;
  readonly shown: number;
  readonly look: 'strong' | 'plain' | 'quiet';
  readonly cell?: string | undefined;
}

const gap = 8;
/** From so far off a line leads to a label, in pixels. */
const far = 20;
/** An arrow is labelled with its word where so much of it is seen, in pixels. */
const long = 34;
/** So near to each other, in pixels, two arrows are side by side. */
const twins = 70;

/** What everything is called, off the arrows and off each other, and where it stands. */
export function labelsOf(
  view: SpaceView,
  legend: string,
): { readonly nodes: readonly (SvgNode | undefined)[]; readonly boxes: readonly Standing[] } {
  const { layout, of } = view;
  const { x, y, width, height } = layout.space;
  const frame = { x: x + 8, y: y + 6, width: width - 16, height: height - 12 };
  const legendBox = {
    x,
    y,
    width: textWidth(legend, layout.letters.faint) + 24,
    height: layout.kind === 'narrow' ? 26 : 36,
  };
  const labels = [
    startLabel(view),
    ...of.map((one) => endLabel(view, one)),
    ...withoutTwins(of.flatMap((one) => one.arrows.flatMap((arrow) => wordLabel(view, one, arrow)))),
  ];
  const lines = of.flatMap(({ arrows }) =>
    arrows.map(({ from, to }) => [onPaper(from), onPaper(to)] as const),
  );
  const starts = of.map(({ before }) => ({ x: before.x - 7, y: before.y - 7, width: 14, height: 14 }));
  const boxes = placed(labels, { ...layout, frame, lines, taken: [legendBox, ...starts] });
  return {
    nodes: labels.map((label, index) => drawLabel(label, boxes[index]!, layout)),
    boxes: labels.map(({ shown }, index) => ({ box: boxes[index]!, shown })),
  };
}

/** Of two arrows of one word side by side, one bears it. */
function withoutTwins(labels: readonly Label[]): Label[] {
  const isTwin = (label: Label, other: Label) =>
    other.lines[0]!.content === label.lines[0]!.content &&
    Math.hypot(other.at[0] - label.at[0], other.at[1] - label.at[1]) < twins;
  return labels.filter((label, index) => !labels.slice(0, index).some((other) => isTwin(label, other)));
}

/** What a meaning is, and what comes next there. */
function endLabel(view: SpaceView, one: SeenMeaning): Label {
  const { context, layout, added } = view;
  const { meaning, at, before, after, run } = one;
  const { say } = context;
  const { id, word, probability } = expectedAt(context, meaning, added);
  const gloss = say.gloss(word);
  const { name, next, faint } = layout.letters;
  // What is expected elsewhere is no number of the run.
  const isWhole = added === 1;
  const isNarrow = layout.kind === 'narrow';
  const nextKey = isNarrow ? 'space.short.next' : 'context.next';
  const lines: Line[] = [
    {
      key: 'name',
      content: say(isNarrow ? `space.short.${meaning.name}` : `meaning.${meaning.name}`),
      size: name,
      shown: 1,
      look: 'strong',
    },
    {
      key: 'next',
      content: say(nextKey, { word, p: percent(probability) }),
      size: next,
      shown: at.next,
      look: 'plain',
      cell: isWhole ? cellId('probability_after', meaning.token, id) : undefined,
    },
    ...(say.glossed
      ? [{ key: 'gloss', content: gloss ?? '', size: faint, shown: at.next, look: 'quiet' } as const]
      : []),
  ];
  return {
    ...{ key: run, run, lines, drawing: meaning.name, tone: 'output' },
    cell: isWhole ? cellId('output', meaning.token) : undefined,
    shown: during(at.arrow, [0.7, 1]),
    at: onPaper(after),
    away: direction(before, after),
    ...sizeOf(lines, layout, layout.drawing),
  };
}

function direction(from: { x: number; y: number }, to: { x: number; y: number }): Place {
  const length = lengthOf(from as never, to as never);
  return length < long ? [0, -1] : [(to.x - from.x) / length, (to.y - from.y) / length];
}

/** The word by itself, where all arrows begin: to its left, off them. */
function startLabel({ of, layout, context }: SpaceView): Label {
  const [first] = of;
  const { trace, token } = first!.meaning;
  const word = trace.words[token]!;
  const { name, faint } = layout.letters;
  // Always that way if it can: where arrows leave one, it changes all the time.
  const away: Place = [-1, 0.15];
  const gloss = layout.kind === 'narrow' ? undefined : context.say.gloss(word);
  const lines: Line[] = [
    { key: 'name', content: word, size: name + 2, shown: 1, look: 'strong' },
    ...(gloss ? [{ key: 'gloss', content: gloss, size: faint, shown: 1, look: 'quiet' } as const] : []),
  ];
  const mean = (axis: 'x' | 'y') => of.reduce((sum, { before }) => sum + before[axis], 0) / of.length;
  return {
    ...{ key: 'start', lines, away, tone: 'ink', shown: first!.at.start },
    at: [mean('x'), mean('y')],
    ...sizeOf(lines, layout, 0),
  };
}

/** The word that an arrow comes from. */
function wordLabel(
  { layout, context }: SpaceView,
  { meaning, run }: SeenMeaning,
  { j, from, to, drawn }: SeenArrow,
): Label[] {
  // Where there is little room its meaning is called by that word.
  if (j === undefined || layout.kind === 'narrow' || lengthOf(from, to) < long) return [];
  const { next, faint } = layout.letters;
  const word = meaning.trace.words[j]!;
  const gloss = glossIn(context.say, meaning.name)(word);
  const lines: Line[] = [
    { key: 'word', content: word, size: next, shown: 1, look: 'plain' },
    ...(context.say.glossed && gloss
      ? [{ key: 'gloss', content: gloss, size: faint, shown: 1, look: 'quiet' } as const]
      : []),
  ];
  const [x, y] = direction(from, to);
  return [
    {
      ...{
        key: `${run} ${j}`,
        run,
        lines,
        tone: 'value',
        shown: drawn,
        cell: cellId('word_delta', meaning.token, j),
      },
      at: [(from.x + to.x) / 2, (from.y + to.y) / 2],
      away: [y, -x],
      ...sizeOf(lines, layout, 0),
    },
  ];
}

function sizeOf(
  lines: readonly Line[],
  { leading }: Layout,
  drawing: number,
): { width: number; height: number } {
  const words = Math.max(...lines.map(({ content, size }) => textWidth(content, size)));
  const letters = lines.reduce((sum, { size }) => sum + size + leading, 0);
  return { width: words + (drawing ? drawing + gap : 0), height: Math.max(letters, drawing) };
}

/** From a label that stands off to what it is of. */
function leader({ at: [x, y], drawing }: Label, box: Box): SvgNode | undefined {
  if (!drawing) return undefined;
  const nearest = [
    Math.min(Math.max(x, box.x), box.x + box.width),
    Math.min(Math.max(y, box.y), box.y + box.height),
  ] as const;
  const distance = Math.hypot(nearest[0] - x, nearest[1] - y);
  if (distance < far) return undefined;
  const part = 5 / distance;
  const [fromX, fromY] = [x + part * (nearest[0] - x), y + part * (nearest[1] - y)];
  return node('path', {
    key: 'leader',
    class: 'leader',
    d: `M ${round(fromX)} ${round(fromY)} L ${round(nearest[0])} ${round(nearest[1])}`,
  });
}

const looks = {
  strong: 'font-weight: 700',
  plain: '',
  quiet: '--tone: var(--ax-quiet)',
} as const;

function drawLabel(
  label: Label,
  { x, y, width, height }: Box,
  { drawing, leading }: Layout,
): SvgNode | undefined {
  const { key, shown, lines, tone, cell, run } = label;
  if (shown <= 0) return undefined;
  const left = x + (label.drawing ? drawing + gap : 0);
  let top = y + (height - lines.reduce((sum, { size }) => sum + size + leading, 0)) / 2;
  const anchored = label.drawing
    ? { 'text-anchor': 'start', x: left }
    : { 'text-anchor': 'middle', x: x + width / 2 };
  return node(
    'g',
    {
      key,
      class: 'space-name',
      style: `--tone: var(--ax-${tone})`,
      opacity: shown < 1 ? round(shown) : undefined,
      'data-cell': cell,
      'data-run': cell && run,
    },
    leader(label, { x, y, width, height }),
    label.drawing &&
      drawMeaning(label.drawing, { key: 'drawing', x: x + drawing / 2, y: y + height / 2, size: drawing }),
    lines.map((line) => {
      const middle = top + (line.size + leading) / 2;
      top += line.size + leading;
      if (line.shown <= 0) return undefined;
      return text(line.content, {
        key: line.key,
        class: 'space-label',
        'data-cell': line.cell,
        'data-run': line.cell && run,
        ...anchored,
        x: round(anchored.x),
        y: round(middle),
        style: `${looks[line.look]}; font-size: ${line.size}px`,
        opacity: line.shown < 1 ? round(line.shown) : undefined,
      });
    }),
  );
}
