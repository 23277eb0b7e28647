// Whose work is in what is built is told with all of it, and is what is in it: by what esbuild says of the scripts, and what linker and
// compiler say of the modules.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { build } from '../harness/engines/foreign.mjs';
import { partsOf } from './linked.mjs';

const repository = new URL('../', build);
const read = (path) => readFile(new URL(path, build), 'utf8');
const readJson = async (path) => JSON.parse(await read(path));
const components = JSON.parse(await readFile(new URL('wasm/third-party.json', repository), 'utf8'));
const products = ['site/', 'npm/'];
/** Whether a build is of what opens models, which is in the package alone. */
const isOfModels = ({ outputs }) =>
  Object.values(outputs).some(({ entryPoint }) => entryPoint === 'web/src/entries/models.ts');
/** What can be passed on alone, and whether the page is in it. */
const scripts = {
  'attention-explainer.html': true,
  'site/attention-explainer.js': true,
  'npm/attention-explainer.js': true,
  'npm/index.js': true,
  'npm/core.js': false,
  'npm/core.cjs': false,
  'npm/models.js': false,
  'npm/models.cjs': false,
};

/** Without line breaks, and without what is not in every encoding. */
const plain = (text) => text.replace(/\s+/g, ' ').trim();

test('every file in a module is of somebody who is named, and everybody who is named is in it', () => {
  for (const [name, module] of [
    ['attention_relaxed', 'attention'],
    ['attention_simd128', 'attention'],
    ['trainer', 'trainer'],
    ['transformer_relaxed', 'transformer'],
    ['transformer_simd128', 'transformer'],
  ]) {
    const { headers, linked } = partsOf(name);
    const isOf = (path, pattern) => pattern !== undefined && new RegExp(pattern).test(path);
    const owners = (path, kind) => components.filter((component) => isOf(path, component[kind]));
    for (const [kind, paths] of Object.entries({ headers, linked }))
      assert.deepEqual(
        paths.filter((path) => !owners(path, kind).some(({ modules }) => modules.includes(module))),
        [],
        `${name}: ${kind}`,
      );
    const there = components.filter(
      ({ headers: own, linked: object }) =>
        headers.some((path) => isOf(path, own)) || linked.some((path) => isOf(path, object)),
    );
    const named = components.filter(({ modules }) => modules.includes(module));
    assert.deepEqual(
      named.map((component) => component.name),
      there.map((component) => component.name),
      name,
    );
  }
});

test('every package in a script is named beside it with its licence, and no other', async () => {
  const metafiles = await readJson('metafiles.json');
  for (const product of products) {
    const own = metafiles.filter((metafile) => product === 'npm/' || !isOfModels(metafile));
    const inputs = own
      .flatMap((metafile) => Object.values(metafile.outputs))
      .flatMap((output) =>
        Object.entries(output.inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? path : [])),
      );
    const packages = new Set(
      inputs.flatMap((path) => /.*node_modules\/((@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []),
    );
    assert.ok(packages.has('lit-html'));
    assert.equal(packages.has('@huggingface/tokenizers'), product === 'npm/');
    const notices = plain(await read(`${product}THIRD-PARTY-NOTICES.txt`));
    const { contains } = await readJson(`${product}build.json`);
    assert.deepEqual(
      contains.map(({ name }) => name).sort(),
      [...packages, ...components.map(({ name }) => name)].sort(),
    );
    for (const { name, licence } of components) {
      const text = await readFile(new URL(`wasm/licences/${licence}.txt`, repository), 'utf8');
      assert.ok(notices.includes(name) && notices.includes(plain(text)), name);
    }
    for (const name of packages) {
      const folder = new URL(`node_modules/${name}/`, repository);
      const { version } = JSON.parse(await readFile(new URL('package.json', folder), 'utf8'));
      const licence = await readFile(new URL('LICENSE', folder), 'utf8');
      // The Apache licence has no line of whose it is.
      const [copyright] = licence.match(/^Copyright.*$/m) ?? [name];
      assert.ok(notices.includes(`${name} ${version}`) && notices.includes(copyright), name);
      // What is asked for, from the conditions to the last word.
      const begin = licence.search(/Redistribution and use|TERMS AND CONDITIONS/);
      assert.ok(begin >= 0, name);
      const conditions = plain(licence.slice(begin));
      assert.ok(notices.includes(conditions), name);
    }
  }
});

test('a script that is passed on alone has with it what the licences ask for', async () => {
  for (const [file, isPage] of Object.entries(scripts)) {
    const text = await read(file);
    const [, notices] = /\/\*! (attention-explainer: MIT.*?)\*\//s.exec(text) ?? [];
    assert.ok(notices, file);
    for (const { name, copyright, licence, modules, source } of components) {
      const isThere = isPage || modules.includes(file.includes('models') ? 'transformer' : 'attention');
      assert.equal(notices.includes(`${name}`), isThere, `${file}: ${name}`);
      for (const line of isThere && licence !== 'MPL-2.0' ? copyright : [])
        assert.ok(notices.includes(line), `${file}: ${line}`);
      if (isThere && licence === 'MPL-2.0') assert.ok(notices.includes(source), `${file}: where ${name} is`);
    }
    assert.equal(notices.includes('Copyright (c) 2017 Google LLC'), isPage, `${file}: lit`);
    for (const licence of ['MIT', 'BSD-3-Clause']) {
      const asked = await readFile(new URL(`wasm/licences/${licence}.txt`, repository), 'utf8');
      assert.ok(plain(notices).includes(plain(asked)), `${file}: ${licence}`);
    }
    assert.match(notices, /^Copyright \(c\) .* the Attention Explainer authors$/m, file);
  }
});

test('what was built says what it was built with', async () => {
  for (const product of products) {
    const { version, scripts: tools, modules } = await readJson(`${product}build.json`);
    assert.equal(version, JSON.parse(await readFile(new URL('package.json', repository), 'utf8')).version);
    for (const [name, number] of Object.entries({ ...tools, ...modules }))
      assert.match(number, /^\d[\d.]*$/, name);
    const esbuild = new URL('node_modules/esbuild/package.json', repository);
    assert.equal(tools.esbuild, JSON.parse(await readFile(esbuild, 'utf8')).version);
    for (const name of ['eigen', 'xsimd', 'emscripten', 'llvm', 'binaryen']) assert.ok(modules[name], name);
  }
});
