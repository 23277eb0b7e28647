// The npm package: packed, installed into a project of somebody else's without a network, and used there in every way.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build as bundle } from 'esbuild';
import { load, openBrowser, openPage } from '../harness/browser.mjs';
import { build } from '../harness/engines/foreign.mjs';
import { folder, serve } from '../harness/server.mjs';

const run = promisify(execFile);
const tsc = fileURLToPath(new URL('../../../node_modules/typescript/bin/tsc', import.meta.url));

let project;
let browser;
before(async () => {
  project = await mkdtemp(join(tmpdir(), 'attention-explainer-package-'));
  const npm = (...args) => run('npm', [...args, '--offline', '--no-audit', '--no-fund'], { cwd: project });
  await writeFile(join(project, 'package.json'), '{ "name": "scratch", "private": true, "type": "module" }');
  await npm('pack', fileURLToPath(new URL('npm/', build)));
  const { version } = JSON.parse(await readFile(new URL('npm/package.json', build), 'utf8'));
  await npm('install', `./attention-explainer-${version}.tgz`);
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await rm(project, { recursive: true, force: true });
});

/** Opens a page of the project and waits for a figure that is drawn. */
async function opens(html) {
  await writeFile(join(project, 'index.html'), html);
  const server = await serve(folder(pathToFileURL(`${project}/`)));
  const page = await openPage(browser);
  await page.goto(server.origin);
  await page.waitForFunction(() => {
    const figure = document
      .querySelector('attention-explainer')
      ?.shadowRoot?.querySelector('explainer-figure');
    return figure?.figure.id === 'value' && figure.shadowRoot?.querySelector('.scene *');
  });
  assert.deepEqual(page.complaints, []);
  await page.close();
  await server.stop();
}

const element = '<link rel="icon" href="data:,"><attention-explainer chapter="value"></attention-explainer>';

test('from a bundler', async () => {
  await writeFile(
    join(project, 'main.js'),
    "import { AttentionExplainer } from 'attention-explainer'; window.known = AttentionExplainer.name;",
  );
  await bundle({
    absWorkingDir: project,
    entryPoints: ['main.js'],
    bundle: true,
    outfile: join(project, 'out.js'),
    logLevel: 'silent',
  });
  await opens(`<!doctype html><meta charset="utf-8">${element}<script src="out.js"></script>`);
});

test('what is not used of the core is left out, the element never is', async () => {
  const sizeOf = async (contents) => {
    const { outputFiles } = await bundle({
      stdin: { contents, resolveDir: project },
      bundle: true,
      write: false,
      format: 'esm',
    });
    return outputFiles[0].contents.length;
  };
  assert.ok((await sizeOf("import 'attention-explainer/core'")) < 1000);
  assert.ok((await sizeOf("import 'attention-explainer'")) > 500_000);
});

test('no file that a bundler meets is larger than it wants to see', async () => {
  const root = join(project, 'node_modules/attention-explainer');
  const parts = (await readdir(join(root, 'parts'))).map((name) => `parts/${name}`);
  for (const name of ['index.js', 'core.js', ...parts]) {
    const { length } = await readFile(join(root, name));
    assert.ok(length < 244 * 1024, `${name} has ${length} bytes; webpack warns from 244 KiB on.`);
  }
});

test('what bundlers of old targets cannot say is not in it', async () => {
  const parts = await readdir(join(project, 'node_modules/attention-explainer/parts'));
  for (const name of parts) {
    const text = await readFile(join(project, 'node_modules/attention-explainer/parts', name), 'utf8');
    assert.doesNotMatch(text, /\bas ?"/, name);
  }
});

test('from plain HTML, as a module and as a classic script', async () => {
  const path = 'node_modules/attention-explainer';
  await opens(
    `<!doctype html><meta charset="utf-8">${element}<script type="module" src="${path}/index.js"></script>`,
  );
  await opens(
    `<!doctype html><meta charset="utf-8">${element}<script src="${path}/attention-explainer.js" defer></script>`,
  );
});

/** Attention in double precision. */
function oracle({ query, key, value, n_heads, n_queries: n, d_head, d_value, causal = true }) {
  const stages = { masked: [], weight: [], output: [] };
  for (let h = 0; h < n_heads; h += 1) {
    for (let i = 0; i < n; i += 1) {
      const row = (array, r, d) => array.slice((h * n + r) * d, (h * n + r + 1) * d);
      const dots = Array.from({ length: n }, (_, j) =>
        row(query, i, d_head).reduce((sum, q, c) => sum + q * row(key, j, d_head)[c], 0),
      );
      const scaled = dots.map((dot, j) => (j <= i || !causal ? dot / Math.sqrt(d_head) : -Infinity));
      const exps = scaled.map((s) => Math.exp(s - Math.max(...scaled)));
      const total = exps.reduce((sum, e) => sum + e, 0);
      const weight = exps.map((e) => e / total);
      stages.masked.push(...scaled);
      stages.weight.push(...weight);
      for (let c = 0; c < d_value; c += 1)
        stages.output.push(weight.reduce((sum, w, j) => sum + w * row(value, j, d_value)[c], 0));
    }
  }
  return stages;
}

test('from node: every stage of attention on arrays of one’s own is the oracle’s', async () => {
  const sizes = { n_heads: 2, n_queries: 5, d_head: 4, d_value: 3 };
  const wave = (length, step) =>
    Array.from({ length }, (_, index) => Math.fround(Math.sin(step * (index + 1)) * 2));
  const input = { ...sizes, query: wave(40, 0.7), key: wave(40, 1.3), value: wave(30, 2.1) };
  await writeFile(join(project, 'input.json'), JSON.stringify(input));
  await writeFile(
    join(project, 'run.mjs'),
    `import { readFile } from 'node:fs/promises';
     import { attend, AttentionError } from 'attention-explainer/core';
     const input = JSON.parse(await readFile('input.json', 'utf8'));
     const runs = await Promise.all([{}, { causal: true }, { causal: false }].map((mask) => attend({ ...input, ...mask })));
     const refused = await attend({ ...input, key: [1] }).catch((error) => error);
     const plain = (stages) => Object.fromEntries(Object.entries(stages).map(([name, values]) => [name, [...values].map(String)]));
     console.log(JSON.stringify({ runs: runs.map(plain), refused: [refused instanceof AttentionError, refused.message] }));`,
  );
  const { stdout } = await run('node', ['run.mjs'], { cwd: project });
  const { refused, runs } = JSON.parse(stdout);
  assert.deepEqual(refused, [true, 'key must have 40 numbers, (1, 2, 5, 4), not 1.']);
  // Causal where nothing is said of it.
  [true, true, false].forEach((causal, run) => {
    for (const [name, expected] of Object.entries(oracle({ ...input, causal }))) {
      const stage = runs[run][name];
      assert.equal(stage.length, expected.length, name);
      expected.forEach((value, index) => {
        const got = Number(stage[index]);
        const what = `${name} ${index}, causal ${causal}: ${got}, not ${value}`;
        assert.ok(value === got || Math.abs(value - got) < 2e-6, what);
      });
    }
  });
});

test('where there is no document importing it defines nothing and throws nothing', async () => {
  const source = `import { AttentionExplainer } from 'attention-explainer';
    const made = (() => { try { return new AttentionExplainer(); } catch ({ message }) { return message; } })();
    console.log(typeof globalThis.customElements, made);`;
  await writeFile(join(project, 'server.mjs'), source);
  const { stdout } = await run('node', ['server.mjs'], { cwd: project });
  assert.match(stdout, /^undefined The explainer is an element/);
  // A bundler for browsers takes the element.
  const { outputFiles } = await bundle({
    stdin: { contents: source, resolveDir: project },
    ...{ bundle: true, write: false, format: 'esm', platform: 'browser' },
  });
  assert.ok(outputFiles[0].contents.length > 500_000);
});

test('it can be required', async () => {
  await writeFile(
    join(project, 'required.cjs'),
    `const { AttentionExplainer } = require('attention-explainer');
     const { attend, AttentionError } = require('attention-explainer/core');
     const one = { query: [1], key: [1], value: [7], n_queries: 1, d_head: 1 };
     attend(one)
       .then(({ output }) => attend({ ...one, key: [] }).catch((error) => [output[0], error instanceof AttentionError]))
       .then((told) => console.log(AttentionExplainer.name, ...told));`,
  );
  // As a node does that can require no module.
  const flags = process.allowedNodeEnvironmentFlags.has('--no-experimental-require-module')
    ? ['--no-experimental-require-module']
    : [];
  const { stdout } = await run('node', [...flags, 'required.cjs'], { cwd: project });
  assert.equal(stdout.trim(), 'AttentionExplainer 7 true');
});

/** Sources of somebody else's: right, and wrong. */
const typed = {
  'right.ts': `import { AttentionExplainer } from 'attention-explainer';
    import { attend } from 'attention-explainer/core';
    import { openModel } from 'attention-explainer/models';
    const one: AttentionExplainer = document.createElement('attention-explainer');
    one.head = 2;
    one.addEventListener('step', ({ detail }) => detail.step.toUpperCase());
    one.addEventListener('error', ({ detail }) => detail.closest?.join());
    await one.ready;
    one.play();
    one.pause();
    one.goTo('exp');
    one.runs?.['sentence']?.words.length;
    one.data = { tokens: ['a'], query: [[1]], key: [new Float32Array(1)] };
    one.data = { tokens: ['a'], weights: { shape: [1, 1], values: new Float32Array(1) }, title: 'One' };
    one.data = new URL('https://example.org/head.safetensors');
    one.data = null;
    const call = { query: [1], key: [1], value: [1], n_queries: 1, d_head: 1 };
    const { output } = await attend({ ...call, mask: [true], softcap: 30, stages: false });
    const { weight, masked, present_key } = await attend(call);
    [output, masked, present_key].map(({ length }) => length);
    export const first: number | undefined = weight[0];
    const model = await openModel([new File([], 'a.bin'), 'b.json'], { progress: (done, total) => done / total });
    const run = await model.without({ heads: [[0, 1]], edges: [[0, 0, 2, 1]] }).run([1, 2], { logits: 'last' });
    const { query, key } = await run.trace(0, 1, { stages: ['query', 'key'] });
    if (query && key) one.data = { tokens: run.tokens.map(({ text }) => text), query, key };
    for await (const { id, text } of model.generate('a', { topK: 3, seed: 1 })) text.padEnd(id);
    const { head } = await run.attribution(3);
    head.shape.concat((await run.lens(0, 'after')).shape);`,
  'wrong.ts': `import 'attention-explainer';
    import { attend } from 'attention-explainer/core';
    import { openModel } from 'attention-explainer/models';
    document.createElement('attention-explainer').head = 'two';
    document.createElement('attention-explainer').data = { tokens: 'a b' };
    await attend({ query: [1] });
    await (await openModel('a/')).run('a', { logits: 'some' });`,
};

test('its declarations are checked, and refuse what is wrong', async () => {
  for (const [name, text] of Object.entries(typed)) await writeFile(join(project, name), text);
  const options = [
    '--noEmit',
    '--strict',
    '--target',
    'es2022',
    '--module',
    'esnext',
    '--moduleResolution',
    'bundler',
  ];
  const check = (file) =>
    run('node', [tsc, ...options, '--lib', 'es2023,dom', file], { cwd: project }).then(
      () => '',
      ({ stdout }) => stdout,
    );
  assert.equal(await check('right.ts'), '');
  const errors = await check('wrong.ts');
  assert.match(errors, /'string' is not assignable to type 'number/);
  assert.match(errors, /'string' is not assignable to type 'readonly string\[\]'/);
  assert.match(errors, /key, value, n_queries|missing the following properties/);
  assert.match(errors, /'"some"' is not assignable to type '"all" \| "last"/);
});

/** In the page: what the live element takes and says in a language. */
async function shownIn(language) {
  const one = document.querySelector('attention-explainer');
  one.lang = language;
  await one.showAll();
  await one.updateComplete;
  const { shadowRoot } = one;
  const chapters = [...shadowRoot.querySelectorAll('section.chapter')].map((section) => {
    const figure = section.querySelector('explainer-figure');
    const title = section
      .querySelector('h2')
      .textContent.replace(/^\s*\d+\s*/, '')
      .trim();
    const steps = figure?.timeline.steps.map(({ id }) => id) ?? [];
    return {
      id: section.dataset.chapter,
      title,
      steps,
      rest: figure?.figure.keyStep,
      figure: figure !== null,
    };
  });
  const { engine } = one.state;
  const { n_heads, n_positions } = engine.model.dimensions;
  const tag = shadowRoot.querySelector('main').lang;
  return { chapters, words: [...engine.model.vocabulary], n_heads, n_positions, tag };
}

test('the catalog is what the live element takes and says', async () => {
  await writeFile(
    join(project, 'catalog.mjs'),
    `import catalog from 'attention-explainer/catalog.json' with { type: 'json' };
     import { createRequire } from 'node:module';
     console.log(catalog.chapters.length, createRequire(import.meta.url)('attention-explainer/catalog.json').heads);`,
  );
  const { stdout } = await run('node', ['catalog.mjs'], { cwd: project });
  const catalog = JSON.parse(
    await readFile(join(project, 'node_modules/attention-explainer/catalog.json'), 'utf8'),
  );
  assert.equal(stdout.trim(), `${catalog.chapters.length} ${catalog.heads}`);

  const page = await openPage(browser);
  await load(page, new URL('attention-explainer.html', build).href);
  for (const { id: language, tag } of catalog.languages) {
    const live = await page.evaluate(shownIn, language);
    assert.equal(live.tag, tag);
    const said = catalog.chapters.map(({ id, title, steps, keyStep, figure }) => ({
      ...{ id, title: title[language], steps: steps.map((step) => step.id), figure },
      ...(keyStep && { rest: keyStep }),
    }));
    assert.deepEqual(live.chapters, said);
    assert.deepEqual(live.words.sort(), catalog.vocabulary);
    assert.deepEqual([live.n_heads, live.n_positions], [catalog.heads, catalog.longestSentence]);
    for (const { id, title, steps } of catalog.chapters)
      for (const text of [title, ...steps.map(({ name }) => name)])
        assert.ok(text[language], `${id} ${language}`);
  }
  await page.close();
});

test('what the catalog names can be written on the element', async () => {
  const { chapters, sentences, vocabulary, glosses } = JSON.parse(
    await readFile(join(project, 'node_modules/attention-explainer/catalog.json'), 'utf8'),
  );
  for (const { sentence, token } of sentences)
    assert.ok(vocabulary.includes(sentence.split(' ')[token - 1]), sentence);
  assert.deepEqual(Object.keys(glosses), ['zh']);
  const server = await serve(folder(new URL('site/', build)));
  const page = await openPage(browser);
  const { id, steps } = chapters.find((chapter) => chapter.id === 'weights');
  const [{ sentence }] = sentences.slice(1);
  for (const step of [steps[0].id, steps.at(-1).id]) {
    await page.goto(`${server.origin}/embed.html?${new URLSearchParams({ chapter: id, step, sentence })}`);
    const shown = await page.evaluate(async () => {
      const one = document.querySelector('attention-explainer');
      await customElements.whenDefined('attention-explainer');
      await one.ready;
      const figure = one.shadowRoot.querySelector('explainer-figure');
      return { step: figure.timeline.steps[figure.step].id, sentence: one.trace.words.join(' ') };
    });
    assert.deepEqual(shown, { step, sentence });
  }
  assert.deepEqual(page.complaints, []);
  await page.close();
  await server.stop();
});

test('its README names every member, event and chapter, and nothing that is not there', async () => {
  const read = (name) => readFile(join(project, 'node_modules/attention-explainer', name), 'utf8');
  const [readme, declared] = [await read('README.md'), await read('index.d.ts')];
  const { attributes, members, events } = JSON.parse(await read('custom-elements.json')).modules[0]
    .declarations[0];
  const rows = readme.split('\n').filter((line) => line.startsWith('| `'));
  const named = rows.flatMap((row) =>
    row
      .split('|')[1]
      .match(/`\w+/g)
      .map((name) => name.slice(1)),
  );
  const known = [...attributes, ...members, ...events].map(({ name }) => name);
  for (const name of known) assert.ok(named.includes(name), `README.md has nothing of ${name}`);
  // The table of sizes has names of files.
  const files = ['index', 'attention', 'core', 'models'];
  assert.deepEqual(
    named.filter((name) => !known.includes(name) && !files.includes(name)),
    [],
  );
  for (const { name } of members) assert.match(declared, new RegExp(`\\b${name}(\\(|:)`), name);
  const chapters = JSON.parse(await read('catalog.json')).chapters.map(({ id }) => `\`${id}\``);
  assert.ok(readme.includes(chapters.join(', ')));
});

test('the manifest of elements names what the element observes', async () => {
  const read = async (name) =>
    JSON.parse(await readFile(join(project, 'node_modules/attention-explainer', name), 'utf8'));
  const { modules } = await read('custom-elements.json');
  const { attributes, tagName } = modules[0].declarations[0];
  assert.equal((await read('package.json')).customElements, './custom-elements.json');
  const page = await openPage(browser);
  await load(page, new URL('attention-explainer.html', build).href);
  const observed = await page.evaluate((tag) => customElements.get(tag).observedAttributes, tagName);
  // For pages of our own.
  const own = ['linked', 'embeds', 'rank'];
  assert.deepEqual(
    attributes.map(({ name }) => name).sort(),
    observed.filter((name) => !own.includes(name)).sort(),
  );
  const parts = await page.evaluate(() =>
    [...document.querySelector('attention-explainer').shadowRoot.querySelectorAll('[part]')].map((one) =>
      one.getAttribute('part'),
    ),
  );
  for (const { name } of modules[0].declarations[0].cssParts) assert.ok(parts.includes(name), name);
  await page.close();
});
