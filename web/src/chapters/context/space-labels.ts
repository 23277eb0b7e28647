import { cellId } from '../../figure/cell.js';
import { drawMeaning, type Meaning as Drawn } from '../../figure/drawings/meanings.js';
import { glossIn } from '../../figure/parts/senses.js';
import { type Box, pastBoxes, type Place } from '../../figure/objects/space-labels.js';
import { clamp01, during } from '../../scene/math.js';
import { memoFew, memoLatest } from '../../scene/memo.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { percent } from '../../text/format.js';
import { textWidth } from '../../text/text-width.js';
import { type Camera, cameraFor, type Seen } from './camera.js';
import { dropsOf } from './drops.js';
import { boxesAt, type Line as LabelLine, type Sight, type Strides } from './labels.js';
import type { Layout } from './layout.js';
import { type Arrow, expectedAt, type Meaning, type MeaningSpace } from './meaning-space.js';
import { stands } from './steps.js';
import { lengthOf, onPaper, type SeenMeaning, type SpaceView, type Standing, stoodBack } from './view.js';

/** Lines of letters, with a drawing before them: what a label consists of. */
interface Label {
  readonly key: string;
  readonly width: number;
  readonly height: number;
  /** What it is of, and in which direction from there it would best stand, as a camera sees them. */
  anchor(camera: Camera): { readonly at: Place; readonly away: Place };
  readonly shown: number;
  readonly lines: readonly Line[];
  readonly drawing?: Drawn;
  /** Whether an arrow leads to what it is of: a label of what has not moved needs no line to there. */
  readonly isAway?: boolean;
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
/** An arrow is labelled with its word where so much of it is seen, in pixels, and in full where so much more is. */
const long = 34;
const longer = 14;
/** A push that is so much shorter than the longest is hardly one, and has no arrow: where there is room that is said. */
const hardly = 0.12;

/** What everything is called, off the arrows and off each other, and where it stands. */
export function labelsOf(
  view: SpaceView,
  legend: string,
): { readonly nodes: readonly (SvgNode | undefined)[]; readonly boxes: readonly Standing[] } {
  const { layout, of, space, degrees } = view;
  const labels = [
    startLabel(view),
    ...of.map((one) => endLabel(view, one)),
    ...of.flatMap((one) => one.meaning.arrows.flatMap((arrow) => wordLabel(view, one, arrow))),
  ];
  const sizes = labels.map(({ width, height }) => `${width} ${height}`).join();
  const strides = memoLatest(
    space,
    'label-strides',
    [sizes, legend, layout.width, layout.height],
    (): Strides => new Map(),
  );
  const { rest, way } = stands[space.fans ? 'moles' : 'towers'];
  const sight = (turned: number) => sightOf(view, labels, legend, rest + turned);
  const boxes = boxesAt(sight, degrees - rest, way, strides);
  return {
    nodes: labels.map((label, index) => drawLabel(label, index, boxes, view)),
    boxes: labels.map(({ shown }, index) => ({ box: boxes[index]!, shown })),
  };
}

/** What has to be kept off, and what is labelled, from an angle: as it is when all is drawn and added. */
function sightOf(
  { layout, space }: SpaceView,
  labels: readonly Label[],
  legend: string,
  degrees: number,
): Sight {
  const camera = cameraFor(space, layout.space, layout.margins, degrees);
  const { x, y, width, height } = layout.space;
  const legendBox = {
    ...{ x, y, width: textWidth(legend, layout.letters.faint) + 24 },
    height: layout.kind === 'narrow' ? 26 : 36,
  };
  const starts = space.of.map(({ before }) => {
    const at = camera.see(before);
    return { x: at.x - 7, y: at.y - 7, width: 14, height: 14 };
  });
  return {
    wanted: labels.map((label) => ({ width: label.width, height: label.height, ...label.anchor(camera) })),
    room: {
      ...layout,
      frame: { x: x + 8, y: y + 6, width: width - 16, height: height - 12 },
      lines: space.of.flatMap(({ arrows }) =>
        arrows.map(({ from, to }) => [onPaper(camera.see(from)), onPaper(camera.see(to))] as const),
      ),
      hairs: [...dropsOf(space, camera), ...landmarks(space, layout, camera)],
      taken: [legendBox, ...starts],
    },
  };
}

/** The names of the words that are expected: they are to be seen with the arrows that lead there. */
function landmarks({ of, words }: MeaningSpace, { letters, kind }: Layout, { see }: Camera): LabelLine[] {
  if (kind === 'narrow') return [];
  const expected = new Set(
    of.map(({ trace, token }) => trace.candidates('probability_after', token, 1)[0]!.id),
  );
  return words
    .filter(({ id }) => expected.has(id))
    .flatMap(({ word, at }) => {
      const [x, y] = onPaper(see(at));
      const end = x + 7 + textWidth(word, letters.faint);
      return [-7, 0, 7].map((down): LabelLine => [
        [x - 4, y + down],
        [end, y + down],
      ]);
    });
}

/** What a meaning is, and what comes next there. */
function endLabel(view: SpaceView, one: SeenMeaning): Label {
  const { context, layout, added } = view;
  const { meaning, at, run } = one;
  const { say } = context;
  const { id, word, probability } = expectedAt(context, meaning, added);
  const gloss = say.gloss(word);
  const { name, next, faint } = layout.letters;
  // What is expected elsewhere is no number of the run.
  const isWhole = added === 1;
  const isNarrow = layout.kind === 'narrow';
  const called = say(isNarrow ? `space.short.${meaning.name}` : `meaning.${meaning.name}`);
  const push = pushOf(meaning);
  const isStill = !isNarrow && push < hardly * Math.max(...view.space.of.map(pushOf));
  const lines: Line[] = [
    {
      key: 'name',
      content: isStill ? say('space.still', { name: called }) : called,
      size: name,
      shown: 1,
      look: 'strong',
    },
    {
      key: 'next',
      content: say(isNarrow ? 'space.short.next' : 'context.next', { word, p: percent(probability) }),
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
    isAway: view.camera.unit * push >= long,
    shown: during(at.arrow, [0.7, 1]),
    anchor: ({ see }) => {
      const [before, after] = [see(meaning.before), see(meaning.after)];
      return { at: onPaper(after), away: direction(before, after) };
    },
    ...(isNarrow ? sizeOf(lines, layout, layout.drawing) : roomFor(view, meaning, lines)),
  };
}

/** How long all is that is added. */
const pushOf = ({ before, after }: Meaning) => tall({ from: before, to: after });

/** However much is added, it takes as much room: the words that come next then are not all as long. */
function roomFor(
  { context, layout }: SpaceView,
  meaning: Meaning,
  lines: readonly Line[],
): { readonly width: number; readonly height: number } {
  const { say } = context;
  const size = layout.letters.next;
  const longest = memoFew(meaning, 'longest', [say.language, size], () =>
    Math.max(
      ...[0, 0.25, 0.5, 0.75, 1].map((added) => {
        const { word, probability } = expectedAt(context, meaning, added);
        return textWidth(say('context.next', { word, p: percent(probability) }), size);
      }),
    ),
  );
  const { width, height } = sizeOf(lines, layout, layout.drawing);
  return { width: Math.max(width, longest + layout.drawing + gap), height };
}

/** From the one to the other; upwards where they come to one. */
function direction(from: Seen, to: Seen): Place {
  const up = long * Math.max(0, 1 - lengthOf(from, to) / long);
  const [x, y] = [to.x - from.x, to.y - from.y - up];
  const length = Math.hypot(x, y) || 1;
  return [x / length, y / length];
}

/** One word, and yet not one dot, once there is more than one. Where there is little room the legend says so. */
function differing({ say }: SpaceView['context'], size: number, shown: number): Line[] {
  return say('space.same')
    .split(/ ?\u200b/)
    .map((content, index) => ({ key: `same${index}`, content, size, shown, look: 'quiet' }));
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
    ...(layout.kind === 'narrow' ? [] : differing(context, faint, of[1]!.at.start)),
  ];
  return {
    ...{ key: 'start', lines, tone: 'ink', shown: first!.at.start },
    anchor: ({ see }) => {
      const starts = of.map(({ meaning }) => see(meaning.before));
      const mean = (axis: 'x' | 'y') => starts.reduce((sum, at) => sum + at[axis], 0) / of.length;
      return { at: [mean('x'), mean('y')], away };
    },
    // Bold letters of a short word are wider than letters on average.
    ...widened(sizeOf(lines, layout, 0), 8),
  };
}

/** The word that an arrow comes from. */
function wordLabel(view: SpaceView, one: SeenMeaning, arrow: Arrow): Label[] {
  const { meaning, run, arrows } = one;
  const { layout, context, camera } = view;
  const { j } = arrow;
  // Where there is little room its meaning is called by that word.
  if (j === undefined || layout.kind === 'narrow' || camera.unit * tall(arrow) < long) return [];
  const { next, faint } = layout.letters;
  const word = meaning.trace.words[j]!;
  const gloss = glossIn(context.say, meaning.name)(word);
  const lines: Line[] = [
    { key: 'word', content: word, size: next, shown: 1, look: 'plain' },
    ...(context.say.glossed && gloss
      ? [{ key: 'gloss', content: gloss, size: faint, shown: 1, look: 'quiet' } as const]
      : []),
  ];
  const { from, to, drawn } = arrows.find((other) => other.j === j)!;
  return [
    {
      ...{ key: `${run} ${j}`, run, lines, tone: 'value', cell: cellId('word_delta', meaning.token, j) },
      // One of two that say the same: the one of the phrase that is told of.
      shown: drawn * clamp01((lengthOf(from, to) - long) / longer) * (1 - stoodBack(view, one)),
      anchor: (camera) => besideArrow(view, word, arrow, camera),
      ...sizeOf(lines, layout, 0),
    },
  ];
}

const tall = ({ from, to }: Pick<Arrow, 'from' | 'to'>) =>
  Math.hypot(...from.map((at, axis) => to[axis]! - at));

/** At its side; where the same word has an arrow that runs along it, at the side that this one is on. */
function besideArrow({ space }: SpaceView, word: string, { from, to }: Arrow, { see }: Camera) {
  const middle = (a: Seen, b: Seen): Place => [(a.x + b.x) / 2, (a.y + b.y) / 2];
  const [start, end] = [see(from), see(to)];
  const at = middle(start, end);
  const [x, y] = direction(start, end);
  const away: Place = [y, -x];
  const twins = space.of.flatMap(({ trace, arrows }) =>
    arrows.filter((other) => trace.words[other.j!] === word && other.from !== from),
  );
  const off = twins.reduce((sum, other) => {
    const there = middle(see(other.from), see(other.to));
    return sum + away[0] * (there[0] - at[0]) + away[1] * (there[1] - at[1]);
  }, 0);
  return { at, away: off > 0 ? ([-away[0], -away[1]] as const) : away };
}

function widened<T extends { readonly width: number }>(size: T, by: number): T {
  return { ...size, width: size.width + by };
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

/** From a label that stands off to what it is of; never through another. */
function leader(
  { anchor, drawing, isAway }: Label,
  index: number,
  boxes: readonly Box[],
  camera: Camera,
): SvgNode | undefined {
  if (!drawing || !isAway) return undefined;
  const box = boxes[index]!;
  const [x, y] = anchor(camera).at;
  const nearest = [
    Math.min(Math.max(x, box.x), box.x + box.width),
    Math.min(Math.max(y, box.y), box.y + box.height),
  ] as const;
  const distance = Math.hypot(nearest[0] - x, nearest[1] - y);
  if (distance < far) return undefined;
  const part = 5 / distance;
  const [fromX, fromY] = [x + part * (nearest[0] - x), y + part * (nearest[1] - y)];
  const others = boxes.filter((_, other) => other !== index);
  return node('path', {
    ...{ key: 'leader', class: 'leader' },
    d: pastBoxes([fromX, fromY], nearest, others),
  });
}

const looks = {
  strong: 'font-weight: 700',
  plain: '',
  quiet: '--tone: var(--ax-quiet)',
} as const;

function drawLabel(
  label: Label,
  index: number,
  boxes: readonly Box[],
  { layout: { drawing, leading }, camera }: SpaceView,
): SvgNode | undefined {
  const { x, y, width, height } = boxes[index]!;
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
    leader(label, index, boxes, camera),
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
