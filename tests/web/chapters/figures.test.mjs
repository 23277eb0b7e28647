// Every figure at every step, in three engines and three widths: what is drawn is what was computed, and what was computed
// is what double precision makes of it; no text touches another; the same moment looks the same from either side.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { serveBuild } from '../harness/browser.mjs';
import { isDrawn } from '../harness/engines/figures.mjs';
import { engineNames, openEngine } from '../harness/engines/index.mjs';

const widths = [1440, 768, 360];

const asTrained = { temperature: 1, scale: true, mask: 'causal', silentHeads: [] };
const opening = {
  sentence: 'a fluffy blue creature roamed the verdant forest',
  head: null,
  token: 4,
  transposed: false,
  options: asTrained,
  removed: null,
};

/** What figures are looked at with: the page as it opens, and (in one engine) what a reader may choose. */
const choices = {
  'as it opens': {},
  'another head, another word': { head: 3, token: 8 },
  transposed: { transposed: true },
  'three words': { sentence: 'american shrew mole', token: 3 },
  'one word': { sentence: 'mole', token: 1 },
  '24 words': {
    sentence:
      'yesterday a fluffy blue creature roamed the verdant forest and a scaly red beast scorched the ruined castle the eiffel tower glittered above paris',
    head: 3,
    token: 20,
  },
  'a head taken away': { removed: { kind: 'head', index: 1 } },
  'the followed word taken away': { removed: { kind: 'word', index: 3 } },
  'the last word taken away, which is followed': { token: 8, removed: { kind: 'word', index: 7 } },
  'a later word taken away': { removed: { kind: 'word', index: 5 } },
  'no mask': { options: { ...asTrained, mask: 'none' } },
  'zero after softmax, no scaling, temperature 2': {
    options: { ...asTrained, temperature: 2, scale: false, mask: 'zero-after-softmax' },
  },
};

let server;
let checks;
before(async () => {
  server = await serveBuild();
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('figures/checks.mjs', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'figureChecks',
  });
  checks = outputFiles[0].text;
});
after(() => server?.stop());

async function openFigures(engine, width) {
  const page = await engine.newPage({ width, height: 900, theme: 'light', motion: 'reduce' });
  await page.goto(server.site);
  await page.waitFor(isDrawn);
  await page.evaluate((source) => {
    window.figureChecks = new Function(`${source}; return figureChecks;`)();
  }, checks);
  return page;
}

const call = (page, name, ...values) =>
  page.evaluate((method, parameters) => window.figureChecks[method](...parameters), name, values);

/** Goes through all figures; complains of the first things that are wrong with each. */
async function assertFigures(page) {
  const wrong = [];
  const seen = {};
  for (const id of await call(page, 'figureIds')) {
    for (const step of await call(page, 'checkFigure', id)) {
      wrong.push(...step.wrong.map((what) => `${id}, ${step.id}: ${what}`));
      for (const [kind, count] of Object.entries(step.counts)) seen[kind] = (seen[kind] ?? 0) + count;
    }
  }
  assert.deepEqual(wrong, []);
  return seen;
}

for (const name of engineNames) {
  describe(name, () => {
    let engine;
    before(async () => {
      engine = await openEngine(name);
    });
    after(() => engine?.close());

    for (const width of widths) {
      describe(`${width} px`, () => {
        let page;
        before(async () => {
          page = await openFigures(engine, width);
        });
        after(() => page?.close());

        test('every step of every figure shows what was computed', async () => {
          const seen = await assertFigures(page);
          for (const kind of [
            'numbers',
            'cells',
            'dots',
            'bars',
            'flows',
            'scores',
            'distances',
            'texts',
            'lines',
            'differences',
            'changes',
          ]) {
            assert.ok(seen[kind] > 0, `no ${kind} were seen`);
          }
        });

        test('scrubbing backwards shows the same frames', async () => {
          for (const id of await call(page, 'figureIds')) {
            assert.deepEqual(await call(page, 'checkScrubbing', id), [], id);
          }
        });

        test('no complaints', async () => {
          assert.deepEqual(await page.complaints(), []);
        });
      });
    }

    test('every run is what double precision makes of it', async () => {
      const page = await openFigures(engine, 1440);
      for (const { options } of Object.values(choices).filter((choice) => choice.options)) {
        await call(page, 'choose', { ...opening, options });
        const runs = await call(page, 'checkRuns');
        assert.ok(runs.length >= 8);
        assert.deepEqual(
          runs.filter(({ wrong }) => wrong.length > 0),
          [],
        );
      }
      await page.close();
    });
  });
}

// The page as it opens has been seen at the width between these in every engine.
describe('what a reader may choose', () => {
  let engine;
  before(async () => {
    engine = await openEngine('chromium');
  });
  after(() => engine?.close());

  for (const width of [1440, 360]) {
    test(`${width} px`, async (context) => {
      const page = await openFigures(engine, width);
      for (const [name, properties] of Object.entries(choices)) {
        await context.test(name, async () => {
          await call(page, 'choose', { ...opening, ...properties });
          await assertFigures(page);
        });
      }
      await page.close();
    });
  }
});
