// Runs in the page: bundled, and put there as `figureChecks`. Goes through the steps of every figure and says what is wrong.
import { attention } from '../../../reference/attention.mjs';
import { wrongChanges, wrongDifferences, wrongLines } from './changes.mjs';
import { wrongLengths, wrongStandings } from './heads.mjs';
import {
  wrongBars,
  wrongCells,
  wrongDots,
  wrongNumbers,
  wrongPowers,
  wrongScoreBars,
  wrongShares,
} from './marks.mjs';
import { wrongChains, wrongScores, wrongTexts } from './places.mjs';

const explainer = () => document.querySelector('attention-explainer');
const figures = () => [...explainer().shadowRoot.querySelectorAll('explainer-figure')];

async function settle() {
  await explainer().updateComplete;
  for (const figure of figures()) await figure.updateComplete;
}

/** Chooses what figures show; whatever is not named stays. */
export async function choose(properties) {
  Object.assign(explainer(), properties);
  await settle();
  const shown = explainer().trace.words.join(' ');
  if (properties.sentence && shown !== properties.sentence) throw new Error(`The page shows “${shown}”.`);
}

const kinds = {
  numbers: wrongNumbers,
  cells: wrongCells,
  dots: wrongDots,
  bars: wrongBars,
  shares: wrongShares,
  'score bars': wrongScoreBars,
  powers: wrongPowers,
  chains: wrongChains,
  lengths: wrongLengths,
  standings: wrongStandings,
  lines: wrongLines,
  differences: wrongDifferences,
  changes: wrongChanges,
  scores: wrongScores,
  texts: wrongTexts,
};

/** What is wrong with a figure at each of its steps, and how many marks of each kind were looked at. */
export async function checkFigure(id) {
  const figure = figures().find((candidate) => candidate.figure.id === id);
  // A chapter may show a lesson of its own.
  const { runs } = figure.context;
  const steps = [];
  for (const [index, step] of figure.timeline.steps.entries()) {
    figure.goTo(index);
    await figure.updateComplete;
    const results = Object.entries(kinds).map(([kind, look]) => [kind, look(figure, runs)]);
    const { scrollWidth, clientWidth } = document.documentElement;
    const caption = figure.shadowRoot.querySelector('figcaption').textContent.trim();
    steps.push({
      id: step.id,
      counts: Object.fromEntries(results.map(([kind, { count }]) => [kind, count])),
      wrong: [
        ...results.flatMap(([kind, { wrong }]) => wrong.slice(0, 5).map((what) => `${kind}: ${what}`)),
        ...(scrollWidth > clientWidth ? [`the page is ${scrollWidth - clientWidth} px too wide`] : []),
        ...(/NaN|undefined|[{}]/.test(caption) || caption.length < 12 ? [`the caption is: ${caption}`] : []),
      ],
    });
  }
  return steps;
}

/** Moments that look different when they are reached backwards. */
export async function checkScrubbing(id) {
  const figure = figures().find((candidate) => candidate.figure.id === id);
  const frameAt = async (time) => {
    figure.seek(time);
    await figure.updateComplete;
    return figure.shadowRoot.querySelector('.scene').cloneNode(true);
  };
  const moments = Array.from({ length: 13 }, (_, k) => ((k + 0.37) / 13) * figure.timeline.length);
  const forwards = [];
  for (const time of moments) forwards.push(await frameAt(time));
  const different = [];
  for (const [index, time] of [...moments.entries()].reverse()) {
    if (!(await frameAt(time)).isEqualNode(forwards[index])) different.push(time);
  }
  const still = forwards.every((frame) => frame.isEqualNode(forwards[0]));
  return still ? ['nothing ever moves'] : different;
}

/** Tensors of a run that are not what double precision makes of the same parameters and words. */
function wrongTensors(run) {
  const shape = (name) => run.shape(name);
  const [n_vocabulary, d_model] = shape('w_e');
  const [n_heads, d_head] = shape('w_q');
  const sizes = {
    n_vocabulary,
    n_positions: shape('w_p')[0],
    d_model,
    n_heads,
    d_head,
    d_value: shape('w_v')[1],
  };
  const parameters = Object.fromEntries(
    ['w_e', 'w_p', 'w_q', 'w_k', 'w_v', 'w_o', 'w_u'].map((name) => [name, run.values(name)]),
  );
  const expected = attention(sizes, parameters, run.values('token'), run.options);
  return Object.entries(expected).flatMap(([name, values]) => {
    const real = run.values(name);
    const off = values.findIndex((value, k) => !isClose(real[k], value));
    return real.length === values.length && off < 0
      ? []
      : [`${name}[${off}] is ${real[off]}, not ${values[off]}`];
  });
}

function isClose(x, expected) {
  return x === expected || Math.abs(x - expected) <= 2e-5 + 2e-5 * Math.abs(expected);
}

export function checkRuns() {
  const lessons = figures().map(({ figure, context }) => [figure.id, context.runs]);
  const all = [['page', explainer().runs], ...lessons.filter(([, runs]) => runs !== explainer().runs)];
  const named = all.flatMap(([of, runs]) => Object.entries(runs).map(([name, run]) => [of, name, run]));
  return named.map(([of, name, run]) => ({
    name: of === 'page' ? name : `${of}: ${name}`,
    words: run.words.join(' '),
    wrong: wrongTensors(run),
  }));
}

export function figureIds() {
  return figures().map(({ figure }) => figure.id);
}
