// Whole models from where they lie: a folder in node, a folder of a server, and files one by one.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { family } from './families/index.mjs';
import { parametersOf, readers } from './readers.mjs';
import { smallTokenizer } from './small-tokenizer.mjs';
import { safetensors, shards } from './write.mjs';

const model = family('llama');
const { files: parts, index } = shards(model.tensors);
const config = { 'config.json': JSON.stringify(model.config) };
const tokenizer = { 'tokenizer.json': JSON.stringify(smallTokenizer()) };
/** Folders with what is in them. */
const folders = {
  whole: { ...config, 'model.safetensors': safetensors(model.tensors), 'README.md': '# A model' },
  sharded: { ...config, ...Object.fromEntries([...parts, index].map(({ name, bytes }) => [name, bytes])) },
  broken: { ...config, [index.name]: index.bytes, [parts[0].name]: parts[0].bytes },
  tokenized: { ...config, ...tokenizer, 'model.safetensors': safetensors(model.tensors) },
};

let root;
let server;
let base;
before(async () => {
  root = mkdtempSync(join(tmpdir(), 'attention-explainer-models-'));
  for (const [folder, files] of Object.entries(folders)) {
    mkdirSync(join(root, folder));
    for (const [name, content] of Object.entries(files)) writeFileSync(join(root, folder, name), content);
  }
  server = createServer(answer);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${server.address().port}/`;
});
after(() => {
  rmSync(root, { recursive: true });
  server.closeAllConnections();
  server.close();
});

function answer(request, response) {
  const [folder, name] = request.url.slice(1).split('/');
  const content = folders[folder]?.[name];
  if (content === undefined) return response.writeHead(404).end();
  const bytes = Buffer.from(content);
  const [, begin, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range).map(Number);
  const end = Math.min(last + 1, bytes.length);
  response.writeHead(206, { 'content-range': `bytes ${begin}-${end - 1}/${bytes.length}` });
  return response.end(bytes.subarray(begin, end));
}

/** Fails unless these files are the model that was written. */
async function check(files) {
  const { plan } = await readers.openModel(files);
  const parameter = await parametersOf(plan);
  for (const [name, values] of model.parameters)
    assert.deepEqual([...parameter(...name.split('/'))], values, name);
  await readers.closeFiles(files);
}

test('a folder in node', async () => {
  for (const folder of ['whole', 'sharded']) await check(await readers.filesInFolder(join(root, folder)));
  await assert.rejects(readers.filesInFolder(join(root, 'none')), {
    name: 'ModelFileError',
    problem: 'unreadable',
  });
});

test('a folder of a server', async () => {
  for (const folder of ['whole', 'sharded/']) await check(await readers.filesAtAddress(base + folder));
  const missing = { name: 'ModelFileError', problem: 'missing' };
  await assert.rejects(readers.filesAtAddress(`${base}none/`), { ...missing, subject: 'model.safetensors' });
  await assert.rejects(readers.filesAtAddress(`${base}broken/`), { ...missing, subject: parts[1].name });
});

test('files one by one, each from another place', async () => {
  const inputs = [
    new File([folders.whole['config.json']], 'config.json'),
    join(root, 'sharded', index.name),
    `${base}sharded/${parts[0].name}`,
    new URL(`${base}sharded/${parts[1].name}`),
  ];
  await check(await Promise.all(inputs.map((input) => readers.openFile(input))));
  const source = new readers.BytesSource('a', new Uint8Array(3));
  assert.equal(await readers.openFile(source), source);
});

test('a tokenizer of another model beside it', async () => {
  const files = await readers.filesInFolder(join(root, 'tokenized'));
  await assert.rejects(readers.openModel(files), {
    message: 'tokenizer.json belongs to another model: it has 61 tokens, the model 13.',
  });
  await readers.closeFiles(files);
});
