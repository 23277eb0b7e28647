// attention-explainer/models as the package has it: in node, required, bundled, and in a browser in a thread of its own.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build as bundle } from 'esbuild';
import { json, path, skip } from '../../readers/trained.mjs';
import { smallTokenizer } from '../../readers/small-tokenizer.mjs';
import { openBrowser, openPage } from '../harness/browser.mjs';
import { build } from '../harness/engines/foreign.mjs';
import { folder, serve } from '../harness/server.mjs';

const run = promisify(execFile);
const npm = new URL('npm/', build);
const examples = new URL('../../../web/examples/models/', import.meta.url);
const files = ['stories260K.bin', 'tok512.bin'].map((name) => path(`stories260K/${name}`));

describe('the package', { skip }, () => {
  const golden = skip ? undefined : json('stories260K/golden.json');
  let project;
  before(async () => {
    project = await mkdtemp(join(tmpdir(), 'attention-explainer-models-'));
    await writeFile(join(project, 'package.json'), '{ "private": true, "type": "module" }');
    await cp(npm, join(project, 'node_modules/attention-explainer'), { recursive: true });
  });
  after(() => rm(project, { recursive: true, force: true }));

  test('imported and required, it goes on with a text as llama2.c does', async () => {
    const body = `async (openModel) => {
      const model = await openModel(${JSON.stringify(files)});
      const ids = [];
      for await (const { id } of model.generate(${JSON.stringify(golden.text)}, { maxTokens: 20, stop: [] })) ids.push(id);
      console.log(JSON.stringify(ids));
    }`;
    await writeFile(
      join(project, 'main.mjs'),
      `import { openModel } from 'attention-explainer/models'; await (${body})(openModel);`,
    );
    await writeFile(
      join(project, 'main.cjs'),
      `const { openModel } = require('attention-explainer/models'); (${body})(openModel);`,
    );
    for (const main of ['main.mjs', 'main.cjs']) {
      const { stdout } = await run('node', [main], { cwd: project });
      assert.deepEqual(JSON.parse(stdout), golden.greedy.slice(0, 20), main);
    }
  });

  test('the example for node names the heads that look at the token before', async () => {
    await cp(new URL('previous-token-heads.mjs', examples), join(project, 'heads.mjs'));
    const { stdout } = await run('node', ['heads.mjs', ...files, golden.text], { cwd: project });
    const n = golden.tokens.length;
    const shares = golden.weight.flatMap((heads, layer) =>
      heads.map((rows, head) => {
        const before = rows.slice(1).map((row, i) => row[i]);
        return { layer, head, share: before.reduce((sum, one) => sum + one, 0) / (n - 1) };
      }),
    );
    const expected = shares
      .sort((a, b) => b.share - a.share)
      .slice(0, 5)
      .map(
        ({ layer, head, share }) =>
          `layer ${layer}, head ${head}: ${share.toFixed(3)} of its weight is on the token before`,
      );
    assert.deepEqual(stdout.trim().split('\n').slice(1), expected);
  });

  test('importing it loads neither engine nor readers', async () => {
    const root = join(project, 'node_modules/attention-explainer');
    const entry = await readFile(join(root, 'models.js'), 'utf8');
    const code = entry.slice(entry.indexOf('*/') + 2);
    assert.ok(code.length < 24_000, `models.js has ${code.length} bytes of script`);
    assert.doesNotMatch(code, /safetensors\.index/);
    for (const name of ['index.js', ...(await readdir(join(root, 'parts'))).map((part) => `parts/${part}`)])
      assert.ok((await readFile(join(root, name))).length < 244 * 1024, name);
  });

  test('where a bundler has left the engine behind, a sentence says where it was looked for', async () => {
    const lost = join(project, 'lost');
    await bundle({
      stdin: {
        contents: `import { openModel, ModelFileError } from 'attention-explainer/models';
          openModel(${JSON.stringify(files)}).catch((error) => console.log(error instanceof ModelFileError, error.message));`,
        resolveDir: project,
      },
      ...{ bundle: true, format: 'esm', platform: 'node', splitting: true, outdir: lost },
      ...{ outExtension: { '.js': '.mjs' }, logLevel: 'silent' },
    });
    const { stdout } = await run('node', ['stdin.mjs'], { cwd: lost });
    assert.match(
      stdout,
      /^true The engine is not at file:\/\/\S+lost\/transformer_\w+\.wasm .*Copy transformer_\w+\.wasm/,
    );
  });
});

/** In the page: opens a model, has it run a text of 500 tokens, and asks for its weights. */
async function work(thread) {
  const { openModel } = await import('/package/models.js');
  const model = await openModel(['models/stories260K.bin', 'models/tok512.bin'], { thread });
  const run = await model.run(Array.from({ length: 500 }, (_, at) => 300 + (at % 100)));
  await Promise.all([0, 1, 2].map((layer) => run.trace(layer)));
  model.dispose();
}

/**
 * The longest task of the page's own thread while a model works, in milliseconds of the processor's time that it has had: what goes by
 * while others on the machine have their turn is not the page's.
 */
async function longestTask(page, thread) {
  await page.tracing.start({ categories: ['disabled-by-default-devtools.timeline'] });
  await page.evaluate(work, thread);
  const { traceEvents } = JSON.parse(Buffer.from(await page.tracing.stop()).toString());
  const threadOf = ({ pid, tid }) => `${pid} ${tid}`;
  const main = traceEvents.filter(
    ({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain',
  );
  const threads = new Set(main.map(threadOf));
  const tasks = traceEvents.filter((event) => event.name === 'RunTask' && threads.has(threadOf(event)));
  assert.ok(tasks.length > 20, `${tasks.length} tasks`);
  return Math.max(...tasks.map(({ tdur = 0 }) => tdur / 1000));
}

/** In the page: what a model in a thread of its own gives. */
async function inThread(text) {
  const { openModel } = await import('/package/models.js');
  const told = [];
  const files = ['models/stories260K.bin', new URL('/models/tok512.bin', location.href)];
  const model = await openModel(files, { progress: (...one) => told.push(one) });
  const run = await model.run(text);
  const { weight } = await run.trace(2, 3, { stages: ['weight'] });
  const ids = [];
  for await (const { id } of model.generate(text, { maxTokens: 20, stop: [] })) ids.push(id);
  const off = await (await model.without({ layers: [0] }).run(text)).trace(1, 0, { stages: ['stream'] });
  const { logit } = await run.attribution(5);
  model.dispose();
  return {
    ...{ ids, told: told.at(-1), logit, tokens: run.tokens.map(({ id }) => id) },
    ...{ logits: [...run.logits.values.slice(-512)], weight: [...weight.values], shape: weight.shape },
    off: off.stream.values.length,
  };
}

/** In the page: what is refused by a model in a thread of its own, and by opening it. */
async function refusedThere(text) {
  const { openModel, ModelFileError, AttentionError } = await import('/package/models.js');
  const files = ['models/stories260K.bin', 'models/tok512.bin'];
  const model = await openModel(files);
  const run = await model.run(text);
  const stop = new AbortController();
  const waiting = model.run('a b c '.repeat(80), { signal: stop.signal });
  stop.abort(new Error('enough'));
  const said = async (promise, Kind) =>
    promise.then(
      () => 'nothing',
      (error) => `${error instanceof Kind} ${error.message}`,
    );
  const refusals = [
    await said(waiting, Error),
    await said(run.trace(9), AttentionError),
    await said(openModel('models/none.bin'), ModelFileError),
    await said(openModel(files, { memoryLimit: 1000 }), ModelFileError),
  ];
  model.dispose();
  refusals.push(await said(run.trace(0), Error));
  return { refusals };
}

/** In the page: a tokenizer whose expression never comes to an end; what is said when a reader has had enough, and when another opens. */
async function endless(tokenizer) {
  const { openModel } = await import('/package/models.js');
  const rules = new File([tokenizer], 'tokenizer.json');
  const weights = await fetch('models/stories260K.bin');
  const model = await openModel([new File([await weights.blob()], 'stories260K.bin'), rules]);
  const stop = new AbortController();
  const said = (promise) => promise.then(String, (error) => error.message);
  const running = said(model.run('a'.repeat(60), { signal: stop.signal }));
  const encoding = said(model.tokenizer.encode('a'));
  // The page's own thread goes on meanwhile: a frame is drawn.
  await new Promise((done) => requestAnimationFrame(done));
  stop.abort(new Error('enough'));
  const first = await running;
  model.dispose();
  return [first, await encoding];
}

describe('a browser', { skip }, () => {
  const golden = skip ? undefined : json('stories260K/golden.json');
  let browser;
  let server;
  let page;
  before(async () => {
    browser = await openBrowser();
    const models = folder(new URL(`file://${path('stories260K/')}`), '/models/');
    const places = [folder(npm, '/package/'), models, folder(examples)];
    server = await serve(
      async (asked) => {
        if (asked === '/favicon.ico') return Buffer.alloc(0);
        if (asked === '/bare.html') return Buffer.from(bare);
        for (const place of places) {
          const contents = await place(asked);
          if (contents !== undefined) return contents;
        }
        return undefined;
      },
      { headers: (asked) => (asked === '/bare.html' ? { 'content-security-policy': policy } : {}) },
    );
    page = await openPage(browser);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  /** As strict as it may be. */
  const policy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src blob:; require-trusted-types-for 'script'; trusted-types attention-explainer-models";
  const bare = '<!doctype html><meta charset="gbk"><link rel="icon" href="data:,"><title>bare</title>';

  test('a thread of its own has the same face, and the page is never kept waiting', async () => {
    await page.goto(`${server.origin}/bare.html`);
    const asked = await page.evaluate(inThread, golden.text);
    const found = { ...asked, ...(await page.evaluate(refusedThere, golden.text)) };
    assert.deepEqual(found.tokens, golden.tokens);
    assert.deepEqual(found.ids, golden.greedy.slice(0, 20));
    assert.equal(found.told[0], found.told[1]);
    const n = golden.tokens.length;
    assert.deepEqual(found.shape, [n, n]);
    golden.logits.at(-1).forEach((logit, id) => assert.ok(Math.abs(found.logits[id] - logit) < 1e-4));
    golden.weight[2][3].forEach((row, i) =>
      row.forEach((weight, j) => assert.ok(Math.abs(found.weight[i * n + j] - weight) < 1e-4)),
    );
    assert.ok(Math.abs(found.logit - golden.logits.at(-1)[5]) < 1e-4);
    assert.equal(found.off, n * 64);
    const sentences = [
      /^true enough$/,
      /^true layer must be .* 0 to 4, not 9\.$/,
      /^true none\.bin is not there: the server answered 404\.$/,
      /^true The model needs 2 MB of memory, and may take 1 MB/,
      /^true The model has been disposed of\.$/,
    ];
    found.refusals.forEach((refusal, index) => assert.match(refusal, sentences[index]));
    const longest = await longestTask(page, 'worker');
    assert.ok(longest < 50, `a task of the page took ${longest} ms`);
  });

  test('a tokenizer that never comes to an end is left by a signal, and its thread by disposing of the model', async () => {
    await page.goto(`${server.origin}/bare.html`);
    const rules = smallTokenizer();
    rules.pre_tokenizer.pretokenizers[0].pattern.Regex = '(a|a)*b';
    // As many tokens as the model has.
    for (let id = 61; id < 512; id += 1) rules.model.vocab[`<${id}>`] = id;
    assert.deepEqual(await page.evaluate(endless, JSON.stringify(rules)), [
      'enough',
      'The model has been disposed of.',
    ]);
  });

  test('the example draws a head of chosen files with element.data', async () => {
    await page.goto(`${server.origin}/own-model.html`);
    const input = await page.$('#files');
    await input.uploadFile(...files);
    await page.waitForFunction(() => {
      const shown = document.querySelector('attention-explainer').trace;
      return shown?.words[0] === '<s>' && document.querySelector('#told').textContent.includes('|');
    });
    const { weights, title } = await page.evaluate(async () => {
      const element = document.querySelector('attention-explainer');
      await element.updateComplete;
      return {
        weights: [...element.trace.values('weight')],
        title: element.shadowRoot.querySelector('explainer-figure').textContent,
      };
    });
    const { openModel } = await import(new URL('models.js', npm).href);
    const model = await openModel(files);
    const { weight } = await (await model.run('One day, a girl saw a red ball.')).trace(0, 0);
    assert.equal(weights.length, weight.values.length, title);
    weight.values.forEach((one, index) => assert.ok(Math.abs(one - weights[index]) < 1e-5));
  });
});
