import { clamp01, during } from '../../scene/math.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { phases } from './steps.js';
import type { WeightsView } from './view.js';

/** Lines across the bars, and where their numbers stand. */
interface TicksPlace {
  readonly from: number;
  readonly to: number;
  readonly labels: number;
}

interface Scale {
  /** What one step does. */
  readonly step: string;
  readonly named: (score: number) => string;
  readonly at: (score: number) => number;
}

interface ScoreAxis {
  readonly zero: number;
  readonly unit: number;
  readonly scaled: { readonly below: number; readonly above: number };
}

/** More than so many would be a grid, with fewer than two there is no step to be seen. */
const most = 9;
/** From the middle of a number to that of the next. */
const apart = 22;

/** The whole numbers among the scores; where they are too many, or none, there is no scale. */
function wholeNumbers({ below, above }: ScoreAxis['scaled']): number[] {
  const first = Math.ceil(-below);
  const count = Math.floor(above) - first + 1;
  return count >= 2 && count <= most ? Array.from({ length: count }, (_, k) => first + k) : [];
}

const shownAt = ({ at }: WeightsView) => during(at.exp, phases.exp.ticks) * (1 - clamp01(20 * at.divide));

/** Even steps along the scores. */
export function scoreTicks(view: WeightsView, axis: ScoreAxis, place: TicksPlace): (SvgNode | undefined)[] {
  const named = (score: number) => String(score).replace('-', '−');
  return ticks(view, axis.scaled, { step: '+1', named, at: (score) => axis.zero + axis.unit * score }, place);
}

/** The same numbers along their powers: each step is e times as long as the one before. */
export function powerTicks(
  view: WeightsView,
  { scaled }: ScoreAxis,
  bars: { readonly x: number; readonly width: number },
  place: TicksPlace,
): (SvgNode | undefined)[] {
  const { head, token } = view.selection;
  const largest = view.trace.at('row_max', head, token);
  const at = (score: number) => bars.x + bars.width * Math.exp(score - largest);
  const named = (score: number) => `e${raised(score)}`;
  return ticks(view, scaled, { step: '×2.7', named, at }, place);
}

/** As an exponent. */
const raised = (score: number) =>
  String(score).replace(/./g, (digit) => (digit === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]!));

/** Between the last two of them it says what a step does; numbers stand where all have room. */
function ticks(
  view: WeightsView,
  range: ScoreAxis['scaled'],
  { step, named, at }: Scale,
  { from, to, labels }: TicksPlace,
): (SvgNode | undefined)[] {
  const shown = shownAt(view);
  const numbers = wholeNumbers(range);
  if (shown <= 0 || numbers.length === 0) return [];
  const places = numbers.map(at);
  const [before, last] = places.slice(-2) as [number, number];
  const roomy = last - before > 56;
  const label = (content: string, x: number, look = 'quiet') =>
    text(content, {
      ...{ key: `tick${content}`, class: look, x: round(x), y: round(labels) },
      'text-anchor': 'middle',
    });
  const lines = places.map((x) => `M ${round(x)} ${round(from)} V ${round(to)}`);
  return [
    node(
      'g',
      { key: 'ticks', opacity: shown < 1 ? round(shown) : undefined },
      node('path', { key: 'lines', class: 'rule', d: lines.join(' ') }),
      label(step, (before + last) / 2, 'number strong'),
      roomy && places.map((x, k) => (places[k + 1] ?? Infinity) - x > apart && label(named(numbers[k]!), x)),
    ),
  ];
}
