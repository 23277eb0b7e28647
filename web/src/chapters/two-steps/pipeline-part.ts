import { shortNumber, subscript } from '../../text/format.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { clamp01, during, mix } from '../../scene/math.js';
import { creature } from '../../figure/drawings/creature.js';
import { creatureWeights } from '../../figure/parts/creature-weights.js';
import { textWidth } from '../../text/text-width.js';
import { letteredText } from '../../figure/objects/lettered.js';
import { matrix } from '../../figure/objects/matrix.js';
import { madeVector, vector } from '../../figure/objects/vector.js';
import { matrixScale, residualScale, vectorScale } from '../../figure/parts/pass.js';
import { extentsOf } from '../../figure/parts/sizes.js';
import type { DownLayout, UpLayout } from './layout.js';
import { keptOf } from './numbers.js';
import type { TwoStepsView } from './view.js';
import { phases } from './steps.js';

/** A name over or beside a vector. */
export function symbol(
  key: string,
  content: string,
  tone: string,
  x: number,
  y: number,
  shown: number,
  anchor = 'middle',
): SvgNode | undefined {
  if (shown <= 0) return undefined;
  return text(content, {
    key,
    class: `symbol ${tone}`,
    x: round(x),
    y: round(y),
    'text-anchor': anchor,
    opacity: shown < 1 ? round(shown) : undefined,
  });
}

function label(key: string, content: string, x: number, y: number, shown: number, anchor = 'start') {
  if (shown <= 0) return undefined;
  return letteredText(content, {
    key,
    class: 'strip-label',
    x: round(x),
    y: round(y),
    'text-anchor': anchor,
    opacity: shown < 1 ? round(shown) : undefined,
  });
}

const lying = 14;

/** A vector that lies over the columns of a matrix, and the matrix. */
interface Lying {
  readonly x: number;
  readonly y: number;
  readonly pitch: number;
  readonly tensor: 'embedding' | 'head_output';
  readonly indices: readonly number[];
  readonly scale: number;
  /** Where the vector stands from, beside its place. */
  readonly from: { readonly x: number; readonly y: number };
  readonly laid: number;
  readonly matrix: 'w_v' | 'w_o';
}

function factors({ trace, selection, highlight, at }: TwoStepsView, lies: Lying): (SvgNode | undefined)[] {
  const { x, y, pitch, tensor, indices, scale, from, laid } = lies;
  return [
    vector(trace, {
      tensor,
      indices,
      cell: { along: pitch, across: lying },
      scale,
      highlight,
      brackets: true,
      opacity: laid,
      pose: { x: x - (1 - laid) * from.x, y: y - 9 - (1 - laid) * from.y, turn: -90 },
    }),
    matrix(trace, {
      tensor: lies.matrix,
      indices: [selection.head],
      x,
      y,
      cell: { along: pitch, across: pitch },
      scale: matrixScale(trace, lies.matrix, selection.head),
      highlight,
      // It steps back once it has done what it does: what went in and what came out is left.
      opacity: laid * (1 - 0.6 * during(at.rank, phases.rank.chart)),
    }),
  ];
}

/** Value_down: the embedding lies over its columns, the value comes out at the right of its rows. */
export function downPart(view: TwoStepsView, layout: DownLayout): (SvgNode | undefined)[] {
  const { trace, selection, best, at, highlight, say } = view;
  const { head } = selection;
  const { d_model, d_value } = extentsOf(trace);
  const { x, y, pitch, valueX, across } = layout;
  const laid = during(at.rank, phases.down.laid);
  const made = during(at.rank, phases.down.made);
  const index = subscript(best + 1);
  const sizes = { rows: d_value, columns: d_model, head: head + 1 };
  const scale = residualScale(trace);
  const embedding = { tensor: 'embedding', indices: [best], scale, from: { x: 0, y: 16 } } as const;
  return [
    ...source(view, layout, laid),
    ...factors(view, { x, y, pitch, ...embedding, laid, matrix: 'w_v' }),
    label('name', say('two-steps.down', sizes), x, y + d_value * pitch + 18, laid),
    symbol('value', `v${index}`, 'value', valueX + across / 2, y - 16, made),
    vector(trace, {
      tensor: 'value',
      indices: [head, best],
      cell: { along: pitch, across },
      scale: vectorScale(trace, 'value', head),
      highlight,
      brackets: true,
      opacity: made,
      pose: { x: mix(valueX - 30, valueX, made), y },
    }),
  ];
}

/** The name of the embedding, and its word. */
function source({ trace, best }: TwoStepsView, { x, y }: DownLayout, laid: number): (SvgNode | undefined)[] {
  const above = y - lying - 26;
  // The embedding comes from where they will stand.
  const named = clamp01(2 * laid - 1);
  return [
    symbol('embedding', `E${subscript(best + 1)}`, 'embedding', x, above, named, 'start'),
    label('word', trace.words[best]!, x + 28, above, named),
  ];
}

/** Value_up: what is gathered lies over its columns, the head's delta comes out; and what fewer directions leave of it. */
export function upPart(view: TwoStepsView, layout: UpLayout, from: DownLayout): (SvgNode | undefined)[] {
  const { trace, selection, at, say } = view;
  const { head, token } = selection;
  const { d_model, d_value } = extentsOf(trace);
  const { x, y, pitch, deltaX, across } = layout;
  const laid = during(at.rank, phases.up.laid);
  const made = during(at.rank, phases.up.made);
  const word = say('two-steps.gathered', { token: trace.words[token]! });
  const sizes = { rows: d_model, columns: d_value };
  const scale = vectorScale(trace, 'value', head);
  const gathered = { tensor: 'head_output', indices: [head, token], scale, from: { x: 40, y: 0 } } as const;
  return [
    gathering(view, layout, from, during(at.rank, phases.up.gathering)),
    label('up-word', word, layout.keptX + across + 6, y - lying - 26, laid, 'end'),
    ...factors(view, { x, y, pitch, ...gathered, laid, matrix: 'w_o' }),
    label('up-name', say('two-steps.up', sizes), x, y + d_model * pitch + 18, laid),
    symbol('delta', `ΔE${subscript(token + 1)}`, 'value', deltaX + across / 2, y - 16, made),
    delta(view, layout, made),
  ];
}

function delta(
  { trace, selection, highlight }: TwoStepsView,
  { pitch, deltaX, y, across }: UpLayout,
  made: number,
) {
  return vector(trace, {
    tensor: 'head_delta',
    indices: [selection.head, selection.token],
    cell: { along: pitch, across },
    scale: residualScale(trace),
    highlight,
    brackets: true,
    opacity: made,
    pose: { x: mix(deltaX - 30, deltaX, made), y },
  });
}

/** From the value to what is gathered: an arrow that says what lies between, its share and the others'. */
function gathering(
  { say, trace, selection: { head, token }, best }: TwoStepsView,
  { x, y, pitch }: UpLayout,
  from: DownLayout,
  shown: number,
): SvgNode | undefined {
  if (shown <= 0) return undefined;
  const start = from.valueX + from.across + 8;
  const middle = y + pitch * 4;
  const end = mix(start, x - 16, shown);
  return node(
    'g',
    {
      key: 'gathering',
      class: 'space-arrow',
      style: '--tone: var(--ax-value)',
      opacity: round(Math.min(shown * 3, 1)),
    },
    node('path', {
      class: 'shaft',
      d: `M ${round(start)} ${round(middle)} H ${round(end)}`,
      'marker-end': 'url(#arrow-value)',
    }),
    ...[
      `× ${shortNumber(trace.at('weight', head, token, best))}`,
      token > 0 ? say('two-steps.others') : '',
    ].map((line, index) =>
      text(line, {
        class: 'strip-label',
        x: round(x - 8),
        y: round(y + 8 * pitch + 12 + 16 * index),
        'text-anchor': 'end',
      }),
    ),
  );
}

/** Beside the delta, what the directions that are kept leave of it. */
export function keptColumn(view: TwoStepsView, layout: UpLayout, shown: number): (SvgNode | undefined)[] {
  const { trace, analysis, selection, rank, say } = view;
  const { y, pitch, keptX, keptY, across } = layout;
  const { delta: values } = keptOf(trace, analysis, selection.head, selection.token, rank);
  return [
    symbol('kept', say('two-steps.kept', { rank }), 'words value', keptX + across, keptY, shown, 'end'),
    madeVector(values, {
      key: 'kept-cells',
      cell: { along: pitch, across },
      scale: residualScale(trace),
      brackets: true,
      opacity: shown,
      pose: { x: mix(keptX - 30, keptX, shown), y },
    }),
  ];
}

/** What the delta is, where nothing of it is left out: a push, and on whom. */
export function pushed(view: TwoStepsView, layout: UpLayout, shown: number): (SvgNode | undefined)[] {
  const { trace, selection, say } = view;
  const { d_model } = extentsOf(trace);
  const { y, pitch, keptX, across } = layout;
  const seen = creatureWeights(trace, selection);
  const push = say('two-steps.push', { token: trace.words[selection.token]! });
  const size = Math.min(keptX - layout.deltaX, 40);
  return [
    // Not into the chart.
    textWidth(push, 13) > keptX + across + 32 - layout.x
      ? undefined
      : label('push', push, keptX + across + 6, y + d_model * pitch + 36, shown, 'end'),
    seen &&
      creature({
        key: 'creature',
        ...seen,
        x: keptX + across / 2 - 2,
        y: y + 16 * pitch,
        size: size - 4,
        opacity: shown,
      }),
  ];
}
