import { shortNumber } from '../../text/format.js';
import { cellId } from '../../figure/cell.js';
import { heading } from '../../figure/parts/heading.js';
import { clamp01, during, mix } from '../../scene/math.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { lineY, type PowersLayout, type ScoresLayout } from './layout.js';
import { lineWords } from './line-words.js';
import { barHeight, entryNumber, hitOf, scoreBox } from './scores-part.js';
import { phases } from './steps.js';
import { isMasked, type WeightsView } from './view.js';

/** e to the power of each score, measured against the largest; then what part of their sum each is. */
export function powersPart(
  view: WeightsView,
  layout: PowersLayout,
  scores: ScoresLayout,
): (SvgNode | undefined)[] {
  const { at, lines } = view;
  const [powers, told] = [during(at.exp, phases.exp.powers), during(at.divide, phases.divide.told)];
  const { shiftedRight } = layout;
  const shifted = during(at.exp, phases.exp.shifted);
  return [
    ...titles(view, layout, { powers, told, shifted }),
    ...lines.flatMap((line, index) => [
      ...line.words.map((j) =>
        power(view, layout, j, { index, scores, grown: powers, alone: line.words.length === 1 }),
      ),
      ...(line.words.length === 1
        ? [
            number(view, layout, 'shifted', line.words[0]!, index, shiftedRight, shifted),
            number(view, layout, 'weight', line.words[0]!, index, layout.weightRight, told),
          ]
        : []),
    ]),
  ];
}

/** Over the columns, and the words where they do not stand there yet. */
function titles(
  view: WeightsView,
  layout: PowersLayout,
  { powers, told, shifted }: Readonly<Record<'powers' | 'told' | 'shifted', number>>,
): (SvgNode | undefined)[] {
  const { trace, selection, say } = view;
  const { bars, columnsY, words, shiftedRight } = layout;
  const title = (key: string, content: string, right: number, shown: number) =>
    shown > 0 &&
    text(content, {
      key,
      class: 'column-title',
      x: round(right),
      y: columnsY,
      'text-anchor': 'end',
      opacity: round(shown),
    });
  return [
    words
      ? heading({
          key: 'row-title',
          x: 0,
          y: layout.titleY,
          content: say('row.title', { token: trace.words[selection.token]!, head: selection.head + 1 }),
          shown: 1,
        })
      : undefined,
    words ? node('g', { key: 'words' }, ...lineWords(view, layout, () => 1, { faded: 1 })) : undefined,
    node(
      'g',
      { key: 'titles' },
      shiftedRight !== undefined && title('shifted', say('row.shifted'), shiftedRight, shifted),
      // Where no column says that the largest has been taken off, this says what comes of it.
      title(
        'exp',
        say(shiftedRight === undefined ? 'weights.power.largest' : 'weights.power'),
        bars.numberRight,
        powers,
      ),
      title('weight', say('row.weight'), layout.weightRight, told),
    ),
  ];
}

interface PowerPlace {
  /** Of the line. */
  readonly index: number;
  /** Beside the powers where there is room; else the powers take their place. */
  readonly scores: ScoresLayout;
  readonly grown: number;
  readonly alone: boolean;
}

/** It leaves its score, and shoots up to what it is; of a word among others there is but its end. */
function power(
  view: WeightsView,
  layout: PowersLayout,
  j: number,
  { index, scores, grown, alone }: PowerPlace,
): SvgNode | undefined {
  const { trace, selection, at, highlight, tone } = view;
  const { bars, pitch, words: takesPlace } = layout;
  if (grown <= 0 && !takesPlace) return undefined;
  const place = [selection.head, selection.token, j] as const;
  const id = cellId('exp', ...place);
  const value = trace.at('exp', ...place);
  const y = lineY(layout, index);
  const isHidden = isMasked(trace, selection.token, j) === 'before';
  const from = !isHidden ? scoreBox(view, scores, j) : { x: bars.x, width: 0 };
  const moved = clamp01(grown * 2);
  const length = mix(from.width * (1 - moved), bars.width * value, grown ** 3);
  const x = mix(from.x, bars.x, moved);
  const laid = at.divide > 0 ? 1 - 0.7 * during(at.divide, phases.divide.laid) : 1;
  const written =
    grown * (1 - during(at.divide, phases.divide.leave) + during(at.divide, phases.divide.back));
  return node(
    'g',
    { key: `power${j}`, class: `bar-entry${highlight.has(id) ? ' highlight' : ''}`, 'data-cell': id },
    alone
      ? hitOf(layout, bars.numberRight - 36, bars.x + bars.width, y)
      : hitOf(layout, x + length - 4, x + length + 6, y),
    node('rect', {
      key: 'bar',
      class: alone ? 'power-bar' : 'tick',
      x: round(alone ? x : x + length),
      y: round(y - barHeight(pitch) / 2),
      width: round(alone ? length : 2),
      height: round(barHeight(pitch)),
      rx: alone ? 2 : 0,
      style: `fill: ${tone(j)}`,
      // What has been laid into the strip stays behind as its own shadow.
      opacity: !alone && isHidden ? 0 : laid < 1 ? round(laid) : undefined,
    }),
    alone && entryNumber(shortNumber(value), bars.numberRight, y, value === 0, written),
  );
}

/** A number of a column of its own. */
function number(
  view: WeightsView,
  layout: PowersLayout,
  tensor: 'shifted' | 'weight',
  j: number,
  index: number,
  right: number | undefined,
  shown: number,
): SvgNode | undefined {
  if (shown <= 0 || right === undefined) return undefined;
  const { trace, selection, highlight } = view;
  const value = trace.at(tensor, selection.head, selection.token, j);
  const id = cellId(tensor, selection.head, selection.token, j);
  const hidden = tensor === 'shifted' || isMasked(trace, selection.token, j) ? ' hidden' : '';
  const strong = tensor === 'weight' && value >= 0.1 ? ' strong' : '';
  const y = lineY(layout, index);
  return node(
    'g',
    {
      key: `${tensor}${j}`,
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
