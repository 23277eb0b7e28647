// Where the computation cannot run the reader gets a sentence, never a blank page and never an unhandled error.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileAddress, openBrowser, openPage } from '../harness/browser.mjs';
import { folder, serve } from '../harness/server.mjs';

let browser;
before(async () => {
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
});

/** Opens the page in a browser that has been spoilt, and returns the sentence that is shown. */
async function sentenceAfter(spoil, language = 'en') {
  const page = await openPage(browser);
  await page.evaluateOnNewDocument((tag) => {
    Object.defineProperty(navigator, 'languages', { value: [tag] });
  }, language);
  await page.evaluateOnNewDocument(spoil);
  await page.goto(fileAddress);
  const handle = await page.waitForFunction(() => {
    const alert = document.querySelector('attention-explainer')?.shadowRoot?.querySelector('[role=alert]');
    return alert?.checkVisibility() && alert.textContent.replace(/\s+/g, ' ').trim();
  });
  const sentence = await handle.jsonValue();
  assert.deepEqual(page.complaints, []);
  assert.equal(await page.evaluate(() => document.querySelector('attention-explainer').trace), undefined);
  await page.close();
  return sentence;
}

test('no WebAssembly', async () => {
  const sentence = await sentenceAfter(() => {
    delete globalThis.WebAssembly;
  });
  assert.match(sentence, /This browser has no WebAssembly SIMD/);
});

test('WebAssembly without SIMD', async () => {
  const sentence = await sentenceAfter(() => {
    WebAssembly.validate = () => false;
  });
  assert.match(sentence, /This browser has no WebAssembly SIMD/);
});

test('a module that does not instantiate', async () => {
  const sentence = await sentenceAfter(() => {
    WebAssembly.instantiate = () => Promise.reject(new WebAssembly.CompileError('out of executable memory'));
  });
  assert.match(sentence, /could not be started: out of executable memory/);
});

function withoutMemory() {
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (bytes, imports) => {
    const { instance, module } = await instantiate(bytes, imports);
    // The limit of the engine, reached: memory cannot grow by a single page more.
    const { exports } = instance;
    const layout = (...sizes) => exports.attention_layout(1000000, ...sizes.slice(1));
    return { module, instance: { exports: { ...exports, attention_layout: layout } } };
  };
}

test('no memory for the model', async () => {
  const sentence = await sentenceAfter(withoutMemory);
  assert.match(sentence, /could not be started: .*(bytes|vocabulary|values)/);
});

test('a Chinese reader is told in Chinese what the core has told in English', async () => {
  const sentence = await sentenceAfter(withoutMemory, 'zh-CN');
  assert.match(sentence, /计算无法启动：\p{Script=Han}+。 重试$/u);
});

test('a trap while running', async () => {
  const sentence = await sentenceAfter(() => {
    const { instantiate } = WebAssembly;
    WebAssembly.instantiate = async (bytes, imports) => {
      const { instance, module } = await instantiate(bytes, imports);
      const trap = () => {
        throw new WebAssembly.RuntimeError('memory access out of bounds');
      };
      return { module, instance: { exports: { ...instance.exports, attention_run: trap } } };
    };
  });
  assert.match(sentence, /The computation stopped: memory access out of bounds/);
});

test('without relaxed SIMD the other variant computes the same to rounding', async () => {
  const values = [];
  for (const spoil of [() => {}, withoutRelaxedSimd]) {
    const page = await openPage(browser);
    await page.evaluateOnNewDocument(spoil);
    await page.goto(fileAddress);
    await page.waitForFunction(() => document.querySelector('attention-explainer')?.trace);
    values.push(
      await page.evaluate(() => {
        const { trace, state } = document.querySelector('attention-explainer');
        return {
          variant: state.engine.variant,
          output: trace.values('output'),
          weight: trace.values('weight'),
        };
      }),
    );
    await page.close();
  }
  assert.deepEqual(
    values.map(({ variant }) => variant),
    ['relaxed-simd', 'simd128'],
  );
  for (const name of ['output', 'weight']) {
    values[0][name].forEach((value, index) =>
      assert.ok(Math.abs(value - values[1][name][index]) < 1e-4, name),
    );
  }
});

function withoutRelaxedSimd() {
  const { validate } = WebAssembly;
  // Every relaxed instruction has the opcode 0xfd 0x80.. 0x02: what the feature test's module is made of.
  WebAssembly.validate = (bytes) => {
    const view = new Uint8Array(bytes.buffer ?? bytes);
    const relaxed = view.some(
      (byte, index) => byte === 0xfd && view[index + 1] >= 0x80 && view[index + 2] === 0x02,
    );
    return !relaxed && validate.call(WebAssembly, bytes);
  };
}

test('storage and service workers whose mere mention throws', async () => {
  const server = await serve(folder(new URL('../../../build/site/', import.meta.url)));
  const page = await openPage(browser);
  // So do Firefox and Chromium where cookies of all sites are refused, and frames without an origin.
  await page.evaluateOnNewDocument(() => {
    globalThis.refused = [];
    const refuse = (name) => () => {
      globalThis.refused.push(name);
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    for (const name of ['localStorage', 'sessionStorage'])
      Object.defineProperty(window, name, { get: refuse(name) });
    Object.defineProperty(Navigator.prototype, 'serviceWorker', { get: refuse('serviceWorker') });
  });
  await page.goto(server.origin);
  await page.waitForFunction(() => document.querySelector('attention-explainer')?.trace);
  await page.evaluate(() => document.querySelector('attention-explainer').setAttribute('lang', 'zh'));
  await page.waitForFunction(() => document.querySelector('attention-explainer').lang === 'zh');
  // It does ask for it, and so has been refused.
  await page.waitForFunction(() => globalThis.refused.includes('serviceWorker'));
  assert.deepEqual(page.complaints, []);
  await page.close();
  await server.stop();
});
