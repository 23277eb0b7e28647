import { shortNumber } from '../../text/format.js';
import { cellId } from '../../figure/cell.js';
import { dot } from '../../figure/objects/dot.js';
import { token } from '../../figure/objects/token.js';
import { heading } from '../../figure/parts/heading.js';
import type { PassView } from '../../figure/parts/pass.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { fittingSize } from '../../text/text-width.js';
import { type RowLayout, rowY } from './row-layout.js';
import { rowFlows, rowSum, rowValues } from './row-values.js';

/** The followed word's weights, with the value of each word beside it, and their sum. */
export function rowPart(view: PassView, layout: RowLayout): SvgNode[] {
  return [
    node('g', { key: 'row-titles' }, ...titles(view, layout)),
    node('g', { key: 'row-words' }, ...words(view, layout)),
    node('g', { key: 'row-weights', style: '--dot: var(--ax-query)' }, ...weights(view, layout)),
    node('g', { key: 'row-flows' }, ...rowFlows(view, layout)),
    node('g', { key: 'row-values' }, ...rowValues(view, layout)),
    node('g', { key: 'row-sum' }, ...rowSum(view, layout)),
  ];
}

function titles({ trace, selection, at, say }: PassView, layout: RowLayout): (SvgNode | undefined)[] {
  const y = layout.y + 12;
  return [
    heading({
      key: 'row-title',
      x: layout.x,
      y: layout.y - 12,
      content: say('row.title', { token: trace.words[selection.token]!, head: selection.head + 1 }),
      shown: 1,
    }),
    heading({ key: 'weight', x: layout.weightRight, y, content: say('row.weight'), shown: 1, anchor: 'end' }),
    heading({ key: 'value', x: layout.valueX, y, content: `[${say('row.value')}](value)`, shown: at.value }),
  ];
}

/** Whether the mask takes entry j of the followed row out. */
function isFuture({ trace, selection }: PassView, j: number): boolean {
  return trace.options.mask === 'causal' && j > selection.token;
}

function words(view: PassView, layout: RowLayout): (SvgNode | undefined)[] {
  const { trace, selection, say } = view;
  const { chipWidth, chipHeight: height } = layout;
  const width = chipWidth - 6;
  const largest = Math.min(layout.letters, height * 0.7);
  const letters = Math.min(...trace.words.map((word) => fittingSize(word, width - 8, largest)));
  return trace.words.map((word, j) =>
    token({
      key: `word${j}`,
      word,
      gloss: say.gloss(word),
      x: layout.x,
      y: rowY(layout, j) - height / 2,
      width,
      height,
      letters,
      opacity: isFuture(view, j) ? 0.4 : 1,
      state: j === selection.token ? 'answers chosen' : 'answers',
      token: j,
    }),
  );
}

function weights(view: PassView, layout: RowLayout): SvgNode[] {
  const { trace, selection, highlight } = view;
  const largest = Math.min(layout.pitch * 0.46, 15);
  return trace.words.map((_, j) => {
    const id = cellId('weight', selection.head, selection.token, j);
    const weight = trace.at('weight', selection.head, selection.token, j);
    const strong = weight >= 0.1 ? ' strong' : '';
    return node(
      'g',
      { key: String(j), class: `weight${highlight.has(id) ? ' highlight' : ''}`, 'data-cell': id },
      node('rect', {
        key: 'hit',
        class: 'hit',
        x: layout.dotX - 16,
        y: rowY(layout, j) - layout.pitch / 2,
        width: layout.weightRight - layout.dotX + 18,
        height: round(layout.pitch),
      }),
      dot('dot', layout.dotX, rowY(layout, j), weight, largest),
      text(shortNumber(weight), {
        key: 'number',
        class: `number${strong}${isFuture(view, j) ? ' hidden' : ''}`,
        x: round(layout.weightRight),
        y: round(rowY(layout, j)),
        'text-anchor': 'end',
      }),
    );
  });
}
