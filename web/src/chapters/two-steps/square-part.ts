import { gpt3 } from '../../compute/published-sizes.js';
import { wholeNumber } from '../../text/format.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { during, mix } from '../../scene/math.js';
import { creature } from '../../figure/drawings/creature.js';
import { creatureWeights } from '../../figure/parts/creature-weights.js';
import { extentsOf } from '../../figure/parts/sizes.js';
import { heading } from '../../figure/parts/heading.js';
import type { SquareLayout } from './layout.js';
import { phases } from './steps.js';
import type { TwoStepsView } from './view.js';

/** One square matrix and two thin ones, to one scale: of this page's model, and then of GPT-3. */
export function squarePart(view: TwoStepsView, layout: SquareLayout): (SvgNode | undefined)[] {
  const { at, say, trace } = view;
  const { y, squareX, side, thinX } = layout;
  const title = y - 42;
  const [whole, thin] = [during(at.square, phases.square.whole), during(at.square, phases.square.thin)];
  const larger = during(at.square, phases.square.larger);
  const { d_model, d_value } = extentsOf(trace);
  const size = larger < 0.5 ? { d_model, d_v: d_value } : gpt3;
  // The square stays as large as it is drawn: in GPT-3 of the thin ones little more than a line is to be seen.
  const hair = side * mix(d_value / d_model, gpt3.d_v / gpt3.d_model, larger);
  const [model, value] = [wholeNumber(size.d_model), wholeNumber(size.d_v)];
  const written = Math.abs(2 * larger - 1);
  const counted = (key: string, product: string, numbers: number, x: number, shown: number) =>
    count(view, key, [larger < 0.5, product, numbers], x, y + side, shown * written);
  return [
    heading({ key: 'square-title', x: squareX, y: title, content: say('two-steps.square'), shown: whole }),
    ...throughput(view, layout, squareX, whole),
    block('square', squareX, y, side, side, whole),
    ...counted('square', `${model} × ${model}`, size.d_model ** 2, squareX, whole),
    heading({ key: 'thin-title', x: thinX, y: title, content: say('two-steps.thin'), shown: thin }),
    ...throughput(view, layout, thinX, thin),
    block('down', thinX, y, (side - hair - 4) * thin, hair, thin),
    block('up', thinX + side - hair, y, hair, side * thin, thin),
    ...counted('thin', `2 × ${value} × ${model}`, 2 * size.d_v * size.d_model, thinX, thin),
    times(view, layout, during(at.square, phases.square.times)),
  ];
}

/** What goes in lies over the numbers, what comes out stands at their right: as in every such picture of the page. */
function throughput(
  { trace, selection, best, say }: TwoStepsView,
  { y, side, thinX, squareX }: SquareLayout,
  x: number,
  shown: number,
): (SvgNode | undefined)[] {
  if (shown <= 0) return [];
  const opacity = round(shown);
  const room = thinX - squareX - side;
  const seen = creatureWeights(trace, selection);
  const token = trace.words[selection.token]!;
  const end = { x: round(x + side + room - 8), y: round(y + side + 17), 'text-anchor': 'end', opacity };
  const bar = (key: string, tone: string, place: Readonly<Record<string, number>>) =>
    node('rect', { key: `${key}${x}`, rx: 2, style: `fill: var(--ax-${tone})`, ...place, opacity });
  return [
    text(trace.words[best]!, {
      key: `in ${x}`,
      class: 'strip-label',
      x: round(x),
      y: round(y - 20),
      opacity,
    }),
    bar('word', 'embedding', { x: round(x), y: round(y - 10), width: round(side), height: 5 }),
    bar('push', 'value', { x: round(x + side + 5), y: round(y), width: 5, height: round(side) }),
    seen &&
      creature({
        key: `creature ${x}`,
        ...seen,
        ...middleOf(x + side + 12, room - 16, y + side / 2),
        opacity: shown,
      }),
    text(say('two-steps.push', { token }), { key: `out ${x}`, class: 'strip-label', ...end }),
  ];
}

const middleOf = (left: number, size: number, y: number) => ({ x: left + size / 2, y, size });

function block(key: string, x: number, y: number, width: number, height: number, shown: number) {
  if (shown <= 0) return undefined;
  const size = { x: round(x), y: round(y), width: round(width), height: round(height) };
  return node('rect', { key, class: `large-matrix ${key}`, ...size, opacity: round(shown) });
}

function count(
  { say }: TwoStepsView,
  key: string,
  [here, product, numbers]: readonly [here: boolean, product: string, numbers: number],
  x: number,
  y: number,
  shown: number,
): SvgNode[] {
  const line = (name: string, content: string, kind: string, down: number) =>
    text(content, {
      key: `${key}-${name}`,
      class: kind,
      x: round(x),
      y: round(y + down),
      opacity: round(shown),
    });
  return [
    line('whose', say(here ? 'two-steps.here' : 'two-steps.gpt3'), here ? 'strip-label' : 'comparison', 36),
    line('product', product, 'strip-label', 53),
    line('count', say('two-steps.numbers', { count: wholeNumber(numbers) }), 'comparison', 70),
  ];
}

/** In the empty corner: how many times the one has the numbers of the others. */
function times(view: TwoStepsView, { y, thinX, side }: SquareLayout, shown: number): SvgNode | undefined {
  if (shown <= 0) return undefined;
  return text(view.say('two-steps.times', { times: gpt3.d_model / (2 * gpt3.d_v) }), {
    key: 'times',
    class: 'times',
    style: `font: 600 ${round(side / 9)}px var(--ax-serif)`,
    x: round(thinX + side / 2),
    y: round(y + side / 2),
    'text-anchor': 'middle',
    opacity: round(shown),
  });
}
