// The static folder under its own policy, and the single file where it has no origin.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { isDrawn } from '../harness/engines/figures.mjs';
import { build } from '../harness/engines/foreign.mjs';
import { folder, serve } from '../harness/server.mjs';

/** Of an engine's page: the bytes of the module that it runs, in a few numbers. */
function wasmSummary() {
  const { variant, wasm } = document.querySelector('attention-explainer').state.engine;
  let hash = 0;
  for (const byte of wasm) hash = (Math.imul(hash, 31) + byte) | 0;
  return { variant, length: wasm.length, hash };
}

async function expectedSummary(variant) {
  const name = variant === 'simd128' ? 'attention_simd128' : 'attention_relaxed';
  const wasm = await readFile(new URL(`wasm/wasm/${name}.wasm`, build));
  let hash = 0;
  for (const byte of wasm) hash = (Math.imul(hash, 31) + byte) | 0;
  return { variant, length: wasm.length, hash };
}

export function testDelivery(at, name) {
  describe('delivery', () => {
    test('under the policy of the folder every chapter is drawn, threads start, and nothing is refused', async () => {
      const page = await at.engine.newPage();
      await page.goto(at.server.strict);
      await page.waitFor(isDrawn);
      await page.evaluate(async () => {
        const { shadowRoot } = document.querySelector('attention-explainer');
        for (const figure of shadowRoot.querySelectorAll('explainer-figure')) {
          figure.goTo(figure.timeline.steps.length - 1);
          await figure.updateComplete;
        }
        shadowRoot.querySelector('cost-growth').shadowRoot.querySelector('button').click();
        const learning = shadowRoot.querySelector('learning-figure');
        learning.scrollIntoView();
      });
      // The trainer has been fetched, compiled in a thread, and has made random weights.
      await page.waitFor(() => {
        const { shadowRoot } = document.querySelector('attention-explainer');
        return shadowRoot.querySelector('learning-figure').shadowRoot.querySelector('.scene *') !== null;
      });
      assert.deepEqual(await page.complaints(), []);
    });

    test('the single file runs where it has no origin, from the bytes that were built', async () => {
      const headers = () => ({ 'content-security-policy': 'sandbox allow-scripts' });
      const server = await serve(folder(build), { headers });
      const page = await at.engine.newPage();
      await page.goto(`${server.origin}/attention-explainer.html`);
      await page.waitFor(isDrawn);
      assert.equal(await page.evaluate(() => origin), 'null');
      const summary = await page.evaluate(wasmSummary);
      assert.deepEqual(summary, await expectedSummary(summary.variant));
      // WebKit tells a page without an origin nothing of its errors, nor that this one is none: an observer that hands a
      // size on in the next frame, which the recorder leaves out where it can read it.
      const muted = name === 'webkit' ? ['error: Script error.'] : [];
      assert.deepEqual(
        (await page.complaints()).filter((complaint) => !muted.includes(complaint)),
        [],
      );
      await server.stop();
    });
  });
}
