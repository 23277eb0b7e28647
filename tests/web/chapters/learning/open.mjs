// The page at chapter 12, and what the tests of its training do with it.
import assert from 'node:assert/strict';
import { attention } from '../../../reference/attention.mjs';
import { fileAddress } from '../../harness/browser.mjs';
import { isDrawn } from '../../harness/engines/figures.mjs';

export const settings = { seed: 7, learningRate: 0.02, heads: 4 };
/** Snapshots of a short run: 34 steps. */
export const few = 13;

/** In the page: leaves `figure()` and what the tests do with it on the global object. */
function install() {
  const explainer = document.querySelector('attention-explainer');
  const figure = () => explainer.shadowRoot.querySelector('learning-figure');
  const hash = ({ values }) => {
    let bits = 0x811c9dc5;
    for (const name of Object.keys(values)) {
      for (const word of new Uint32Array(values[name].buffer)) bits = Math.imul(bits ^ word, 0x01000193);
    }
    return bits;
  };
  const fingerprint = (count) =>
    figure()
      .history.snapshots.slice(0, count)
      .map(({ step, loss, heldOutLoss, weights }) =>
        [step, String(loss), heldOutLoss, hash(weights)].join(' '),
      );
  const frames = async (count) => {
    for (let frame = 0; frame < count; frame += 1) await new Promise(requestAnimationFrame);
  };
  const settled = async () => {
    await explainer.updateComplete;
    await figure().updateComplete;
  };
  /** What is drawn, without what lies ahead of the snapshot shown: that grows with the run. */
  const scene = async () => {
    await settled();
    const copy = figure().shadowRoot.querySelector('.scene').cloneNode(true);
    for (const ahead of copy.querySelectorAll('.ahead')) ahead.remove();
    return copy.innerHTML;
  };
  const press = async (selector) => {
    figure().shadowRoot.querySelector(selector).click();
    await settled();
  };
  globalThis.learning = { explainer, figure, fingerprint, frames, settled, scene, press };
  figure().opened = true;
  figure().scrollIntoView({ behavior: 'instant' });
}

export const hasSnapshots = (count) => (globalThis.learning.figure().history?.snapshots.length ?? 0) >= count;

/** Opens the page and scrolls to the chapter, until the random weights are there. */
export async function open(engine, options) {
  const page = await engine.newPage(options);
  await page.goto(fileAddress);
  await page.waitFor(isDrawn);
  await page.evaluate(install);
  // It begins where it is seen: again, where what is above it has got another height meanwhile.
  await page.waitFor(() => {
    const figure = globalThis.learning.figure();
    if (figure.history === undefined) figure.scrollIntoView({ behavior: 'instant' });
    return figure.history !== undefined;
  });
  await page.waitFor(hasSnapshots, 1);
  return page;
}

export async function begin(page, chosen) {
  await page.evaluate((given) => globalThis.learning.figure().begin(given), chosen);
  await page.waitFor(hasSnapshots, 1);
}

/** Trains until there are `count` snapshots, then pauses. */
export async function train(page, count) {
  await page.evaluate(() => globalThis.learning.figure().play());
  await page.waitFor(hasSnapshots, count);
  await page.evaluate(() => globalThis.learning.figure().pause());
}

export const fingerprint = (page, count = few) =>
  page.evaluate((n) => globalThis.learning.fingerprint(n), count);

/** In the page: the weights of the snapshot shown, and what was made of the sentence with them, as plain data. */
export function readShown() {
  const figure = globalThis.learning.figure();
  const { dimensions, values } = figure.history.snapshots[figure.index].weights;
  const parameters = Object.fromEntries(Object.entries(values).map(([name, list]) => [name, [...list]]));
  return { dimensions, parameters };
}

/** In the page: a run as plain data. Text, because JSON knows no infinity. */
export function readRun(run) {
  const { explainer, figure } = globalThis.learning;
  const trace = run === 'shown' ? figure().trace : explainer.runs[run];
  return {
    words: trace.words,
    tensors: Object.fromEntries(trace.names.map((name) => [name, trace.values(name).map(String)])),
  };
}

export const readVocabulary = () => globalThis.learning.explainer.state.engine.model.vocabulary;

/** Every stage of a run against the double-precision model. Float32 sums of 32 products: a few units in 1e-6. */
export function assertOracle(run, { dimensions, parameters }, vocabulary) {
  const tokens = run.words.map((word) => vocabulary.indexOf(word));
  const expected = attention(dimensions, parameters, tokens);
  for (const [name, values] of Object.entries(expected)) {
    const given = run.tensors[name].map(Number);
    assert.equal(given.length, values.length, name);
    const largest = Math.max(1, ...values.filter(Number.isFinite).map(Math.abs));
    values.forEach((value, index) => {
      const same = given[index] === value || Math.abs(given[index] - value) <= 2e-5 * largest;
      assert.ok(same, `${name}[${index}] is ${given[index]}, by the oracle ${value}`);
    });
  }
}
