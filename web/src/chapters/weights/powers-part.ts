import { shortNumber } from '../../text/format.js';
import { cellId } from '../../figure/cell.js';
import { heading } from '../../figure/parts/heading.js';
import { during, staggered } from '../../scene/math.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { lineY, type PowersLayout } from './layout.js';
import { lineWords } from './line-words.js';
import { barHeight, hitOf } from './scores-part.js';
import { phases } from './steps.js';
import { isMasked, type WeightsView } from './view.js';

/** e to the power of each score, measured against the largest; then what part of their sum each is. */
export function powersPart(view: WeightsView, layout: PowersLayout): (SvgNode | undefined)[] {
  const { trace, selection, at, say } = view;
  const { bars, columnsY } = layout;
  const [powers, told] = [during(at.exp, phases.exp.powers), during(at.divide, phases.divide.told)];
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
  const { words, shiftedRight } = layout;
  const shifted = during(at.exp, phases.exp.shifted);
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
      title('exp', say('weights.power'), bars.numberRight, powers),
      title('weight', say('row.weight'), layout.weightRight, told),
    ),
    ...trace.words.flatMap((_, j) => [
      number(view, layout, 'shifted', j, shiftedRight, shifted),
      power(view, layout, j, staggered(powers, j, trace.n_tokens, 0.85)),
      number(view, layout, 'weight', j, layout.weightRight, told),
    ]),
  ];
}

function power(view: WeightsView, layout: PowersLayout, j: number, grown: number): SvgNode | undefined {
  if (grown <= 0) return undefined;
  const { trace, selection, at, highlight } = view;
  const { bars, pitch } = layout;
  const place = [selection.head, selection.token, j] as const;
  const id = cellId('exp', ...place);
  const value = trace.at('exp', ...place);
  const y = lineY(layout, j);
  const laid = during(at.divide, phases.divide.laid);
  const written =
    grown * (1 - during(at.divide, phases.divide.leave) + during(at.divide, phases.divide.back));
  return node(
    'g',
    { key: `power${j}`, class: `bar-entry${highlight.has(id) ? ' highlight' : ''}`, 'data-cell': id },
    hitOf(layout, bars.numberRight - 36, bars.x + bars.width, y),
    node('rect', {
      key: 'bar',
      class: 'power-bar',
      x: round(bars.x),
      y: round(y - barHeight(pitch) / 2),
      width: round(bars.width * value * grown),
      height: round(barHeight(pitch)),
      rx: 2,
      // What has been laid into the strip stays behind as its own shadow.
      opacity: at.divide > 0 ? round(1 - 0.7 * laid) : undefined,
    }),
    text(shortNumber(value), {
      key: 'number',
      class: value === 0 ? 'number hidden' : 'number',
      x: round(bars.numberRight),
      y: round(y),
      'text-anchor': 'end',
      opacity: written < 1 ? round(written) : undefined,
    }),
  );
}

/** A number of a column of its own. */
function number(
  view: WeightsView,
  layout: PowersLayout,
  tensor: 'shifted' | 'weight',
  j: number,
  right: number | undefined,
  shown: number,
): SvgNode | undefined {
  if (shown <= 0 || right === undefined) return undefined;
  const { trace, selection, highlight } = view;
  const value = trace.at(tensor, selection.head, selection.token, j);
  const id = cellId(tensor, selection.head, selection.token, j);
  const hidden = tensor === 'shifted' || isMasked(trace, selection.token, j) ? ' hidden' : '';
  const strong = tensor === 'weight' && value >= 0.1 ? ' strong' : '';
  const y = lineY(layout, j);
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
