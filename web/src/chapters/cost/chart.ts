// Time against number of tokens, both in powers: what grows as n is a straight line, what grows as n^2 one twice as steep.
import { nothing, svg, type SVGTemplateResult } from 'lit';
import { wholeNumber } from '../../text/format.js';
import type { Say } from '../../text/messages.js';
import { textWidth } from '../../text/text-width.js';
import { duration } from './units.js';

export interface Timing {
  readonly n_tokens: number;
  readonly milliseconds: number;
}

interface Chart {
  readonly timings: readonly Timing[];
  /** The numbers of tokens that are to be timed. */
  readonly tokens: readonly number[];
  /** The number that is looked at now. */
  readonly now: number | undefined;
  readonly room: number;
  readonly say: Say;
}

interface Scales {
  readonly x: (n_tokens: number) => number;
  readonly y: (milliseconds: number) => number;
  readonly decades: readonly number[];
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Beside the pattern on a phone there is little room. */
const isSmall = ({ room }: Chart): boolean => room < 260;
/** As high as the square pattern beside it. */
const heightOf = (chart: Chart): number => (isSmall(chart) ? 200 : Math.max(330, chart.room));

function scalesOf(chart: Chart): Scales {
  const { timings, tokens, room } = chart;
  const [left, right, top, bottom] = [isSmall(chart) ? 52 : 58, room - 24, 34, heightOf(chart) - 44];
  const least = tokens[0]!;
  const most = tokens.at(-1)!;
  const last = timings.at(-1);
  const guide = last ? last.milliseconds * (least / last.n_tokens) ** 2 : 1e-3;
  const times = [guide, ...timings.map(({ milliseconds }) => milliseconds)];
  const low = Math.floor(Math.log10(Math.min(...times)));
  const high = Math.max(Math.ceil(Math.log10(Math.max(...times))), low + 3);
  return {
    x: (n) => left + 8 + (Math.log(n / least) / Math.log(most / least)) * (right - left - 8),
    y: (ms) => bottom - ((Math.log10(ms) - low) / (high - low)) * (bottom - top),
    decades: Array.from({ length: high - low + 1 }, (_, index) => low + index),
    ...{ left, right, top, bottom },
  };
}

export function drawChart(chart: Chart): SVGTemplateResult {
  const { room, say, timings } = chart;
  const scales = scalesOf(chart);
  const height = heightOf(chart);
  return svg`
    <svg class="chart" viewBox="0 0 ${room} ${height}" width=${room} height=${height} role="img" translate="no"
      aria-label=${say('cost.chart')}>
      ${axes(chart, scales)}
      ${timings.length > 1 ? guides(chart, scales) : nothing}
      ${timings.map((timing) => point(timing, chart, scales))}
      ${timings.length > 3 ? guideNames(chart, scales) : nothing}
    </svg>`;
}

function axes(chart: Chart, { x, y, decades, left, right, top, bottom }: Scales): SVGTemplateResult {
  const { tokens, say } = chart;
  const named = tokens.filter((_, index) => index % (isSmall(chart) ? 4 : 2) === 0);
  return svg`
    <text class="axis-name" x="0" y="10">${say('cost.axis.time')}</text>
    <text class="axis-name" x=${right} y=${bottom + 36} text-anchor="end">${say('cost.axis.tokens')}</text>
    ${decades.map(
      (power) => svg`<path class="rule" d="M${left} ${y(10 ** power)}H${right}"></path>
        <text class="tick" x=${left - 8} y=${y(10 ** power)} text-anchor="end">${duration(10 ** power, say, wholeNumber)}</text>`,
    )}
    ${tokens.map((n) => svg`<path class="rule" d="M${x(n)} ${top}V${bottom}"></path>`)}
    ${named.map(
      (n) => svg`<text class="tick" x=${x(n)} y=${bottom + 16} text-anchor="middle">${wholeNumber(n)}</text>`,
    )}`;
}

/** Through the last point: what growing as n and as n^2 would look like. */
const powers = [1, 2] as const;

function guideAt({ timings }: Chart, power: number, n_tokens: number): number {
  const last = timings.at(-1)!;
  return last.milliseconds * (n_tokens / last.n_tokens) ** power;
}

function guides(chart: Chart, { x, y }: Scales): SVGTemplateResult[] {
  const [first, last] = [chart.tokens[0]!, chart.timings.at(-1)!.n_tokens];
  return powers.map((power) => {
    const [start, end] = [y(guideAt(chart, power, first)), y(guideAt(chart, power, last))];
    return svg`<path class="guide" d="M${x(first)} ${start}L${x(last)} ${end}"></path>`;
  });
}

const guideTexts = { 1: 'cost.guide.1', 2: 'cost.guide.2' } as const;

/**
 * Each name stands beside its line, over the flatter one and under the steeper: what is measured lies between the two. The name over
 * the flatter one begins inside the axes, whose numbers are beside them.
 */
function guideNames(chart: Chart, { x, y, left }: Scales): SVGTemplateResult[] {
  return powers.map((power) => {
    const flat = power === 1;
    const name = chart.say(guideTexts[power]);
    const ends = left + 12 + textWidth(name, 13);
    const named = flat ? chart.tokens.find((n, at) => at > 1 && x(n) > ends)! : chart.tokens[1]!;
    const height = y(guideAt(chart, power, named)) + (flat ? -15 : 10);
    return svg`<text class="guide-name" x=${x(named) + (flat ? -8 : 8)} y=${height}
      text-anchor=${flat ? 'end' : 'start'}>${name}</text>`;
  });
}

function point({ n_tokens, milliseconds }: Timing, { timings, now, say }: Chart, { x, y }: Scales) {
  const at = timings.findIndex((timing) => timing.n_tokens === n_tokens);
  const before = timings[at - 1];
  const highlight = n_tokens === now;
  const time = duration(milliseconds, say);
  return svg`
    ${before ? svg`<path class="curve" d="M${x(before.n_tokens)} ${y(before.milliseconds)}L${x(n_tokens)} ${y(milliseconds)}"></path>` : nothing}
    <g class="timing ${highlight ? 'now' : ''}" data-tokens=${n_tokens} data-milliseconds=${milliseconds}>
      <title>${say('cost.point', { tokens: wholeNumber(n_tokens), time })}</title>
      <circle class="reach" cx=${x(n_tokens)} cy=${y(milliseconds)} r="16"></circle>
      <circle cx=${x(n_tokens)} cy=${y(milliseconds)} r=${highlight ? 7 : 5}></circle>
    </g>`;
}
