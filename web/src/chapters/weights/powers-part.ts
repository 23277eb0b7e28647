import { shortNumber } from '../../text/format.js';
import { cellId } from '../../figure/cell.js';
import { clamp01, during } from '../../scene/math.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { lineY, type PowersLayout, type ScoresLayout } from './layout.js';
import { axisOf, barHeight, entryNumber, footOf, hitOf } from './scores-part.js';
import { phases } from './steps.js';
import { powerTicks } from './ticks.js';
import { isMasked, type WeightsView } from './view.js';

/** e to the power of each score, measured against the largest, beside it; then what part of their sum each is. */
export function powersPart(
  view: WeightsView,
  layout: PowersLayout,
  scores: ScoresLayout,
): (SvgNode | undefined)[] {
  const { at, lines } = view;
  const grown = during(at.exp, phases.exp.powers);
  const told = during(at.divide, phases.divide.told);
  const gone = during(at.divide, phases.divide.leave);
  // Weights that have no column of their own take the place of what they are made from.
  const back = layout.weightRight === undefined ? 0 : during(at.divide, phases.divide.back);
  const written = clamp01(3 * grown - 2) * (1 - gone + back);
  const foot = footOf(view, layout);
  return [
    ...titles(view, layout, { written, told }),
    ...powerTicks(view, axisOf(view, scores), layout.bars, { from: layout.y, to: foot, labels: foot + 8 }),
    ...lines.flatMap((line, index) =>
      line.words.flatMap((j) => [
        power(view, layout, j, { index, grown, written, alone: line.words.length === 1 }),
        line.words.length === 1 && weight(view, layout, j, index, told),
      ]),
    ),
  ].filter((mark) => mark !== false);
}

/** Over the columns, and where their bars begin: none is to the left of it. */
function titles(
  { say }: WeightsView,
  layout: PowersLayout,
  { written, told }: Readonly<Record<'written' | 'told', number>>,
): (SvgNode | undefined)[] {
  const { bars, columnsY, titleRight, weightRight } = layout;
  const title = (key: string, content: string, right: number, shown: number) =>
    shown > 0
      ? text(content, {
          ...{ key, class: 'column-title', x: round(right), y: columnsY, 'text-anchor': 'end' },
          opacity: shown < 1 ? round(shown) : undefined,
        })
      : undefined;
  return [
    title('exp', say('weights.power.largest'), titleRight, written),
    title('weight', say('row.weight'), weightRight ?? bars.numberRight, told),
    written + told > 0
      ? node('path', {
          ...{ key: 'zero', class: 'rule' },
          d: `M ${round(bars.x - 1)} ${round(layout.y)} V ${round(layout.bottom)}`,
        })
      : undefined,
  ];
}

interface PowerPlace {
  /** Of the line. */
  readonly index: number;
  readonly grown: number;
  readonly written: number;
  readonly alone: boolean;
}

/** So much of the largest power every bar begins with. */
const seed = 0.04;

/**
 * All begin alike, and each grows by the same part of itself for each step of its score: what is ahead shoots up. Of a word among
 * others there is but its end.
 */
function power(
  view: WeightsView,
  layout: PowersLayout,
  j: number,
  { index, grown, written, alone }: PowerPlace,
): SvgNode | undefined {
  if (grown <= 0) return undefined;
  const { trace, selection, at, highlight, tone } = view;
  const { bars, pitch } = layout;
  const place = [selection.head, selection.token, j] as const;
  const id = cellId('exp', ...place);
  const value = trace.at('exp', ...place);
  const y = lineY(layout, index);
  const length = bars.width * value ** grown * seed ** (1 - grown) * Math.min(1, 5 * grown);
  const laid = at.divide > 0 ? 1 - 0.7 * during(at.divide, phases.divide.laid) : 1;
  return node(
    'g',
    { key: `power${j}`, class: `bar-entry${highlight.has(id) ? ' highlight' : ''}`, 'data-cell': id },
    alone
      ? hitOf(layout, bars.numberRight - 36, bars.x + bars.width, y)
      : hitOf(layout, bars.x + length - 4, bars.x + length + 6, y),
    node('rect', {
      key: 'bar',
      class: alone ? 'power-bar' : 'tick',
      x: round(alone ? bars.x : bars.x + length),
      y: round(y - barHeight(pitch) / 2),
      width: round(alone ? length : 2),
      height: round(barHeight(pitch)),
      rx: alone ? 2 : 0,
      style: `fill: ${tone(j)}`,
      // What has been laid into the strip stays behind as its own shadow.
      opacity: !alone && value === 0 ? 0 : laid < 1 ? round(laid) : undefined,
    }),
    alone && written > 0 && entryNumber(shortNumber(value), bars.numberRight, y, value === 0, written),
  );
}

/** The number of a weight. */
function weight(
  view: WeightsView,
  layout: PowersLayout,
  j: number,
  index: number,
  shown: number,
): SvgNode | undefined {
  if (shown <= 0) return undefined;
  const { trace, selection, highlight } = view;
  const right = layout.weightRight ?? layout.bars.numberRight;
  const place = [selection.head, selection.token, j] as const;
  const value = trace.at('weight', ...place);
  const id = cellId('weight', ...place);
  const hidden = isMasked(trace, selection.token, j) ? ' hidden' : '';
  const strong = value >= 0.1 ? ' strong' : '';
  const y = lineY(layout, index);
  return node(
    'g',
    {
      key: `weight${j}`,
      class: `bar-entry${highlight.has(id) ? ' highlight' : ''}`,
      'data-cell': id,
      opacity: shown < 1 ? round(shown) : undefined,
    },
    hitOf(layout, right - 40, right + 2, y),
    text(shortNumber(value), {
      key: 'number',
      class: `number${strong}${hidden}`,
      x: round(right),
      y: round(y),
      'text-anchor': 'end',
    }),
  );
}
