// Where bytes come from: files that a reader chose, paths in node, and servers, with parts of files and without.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { readers } from './readers.mjs';

const { AddressSource, BlobSource, NodeFileSource } = readers;
const content = Uint8Array.from({ length: 200_000 }, (_, index) => (index * 7) % 251);

const refused = (promise, sentence, problem = 'unreadable') =>
  assert.rejects(promise, (error) => {
    assert.equal(error.name, 'ModelFileError', error.stack);
    assert.equal(error.problem, problem);
    assert.match(error.message, sentence);
    return true;
  });

/** What holds for a source of these bytes, wherever they are. */
async function checkSource(source, name) {
  assert.equal(source.name, name);
  assert.equal(source.size, content.length);
  for (const [begin, end] of [
    [0, 8],
    [65_530, 65_540],
    [199_999, 200_000],
    [100, 100],
    [0, 200_000],
  ])
    assert.deepEqual(await source.read(begin, end), content.slice(begin, end), `${begin} to ${end}`);
  await refused(
    source.read(199_999, 200_001),
    /has 200000 bytes: there are none from 199999 to 200001/,
    'truncated',
  );
  await refused(source.read(-1, 3), /there are none/, 'truncated');
  await refused(source.read(0, NaN), /there are none/, 'truncated');
  await assert.rejects(
    source.read(0, 8, { signal: AbortSignal.abort(new Error('enough')) }),
    /^Error: enough$/,
  );
}

test('a file that was chosen', async () => {
  await checkSource(new BlobSource(new File([content], 'model.bin')), 'model.bin');
  const folder = new BlobSource({
    ...{ name: 'folder', size: 4096 },
    slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException('', 'NotFoundError')) }),
  });
  await refused(folder.read(0, 8), /^folder cannot be read: it is a folder, or it has been moved or changed/);
  const shrunk = new BlobSource({ name: 'a', size: 9, slice: () => new Blob([content.slice(0, 3)]) });
  await refused(shrunk.read(0, 8), /gave 3 bytes where 8 were asked for/);
});

test('a path in node', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'attention-explainer-files-'));
  try {
    writeFileSync(join(folder, 'model.bin'), content);
    const source = await NodeFileSource.open(join(folder, 'model.bin'));
    await checkSource(source, 'model.bin');
    writeFileSync(join(folder, 'model.bin'), content.slice(0, 10));
    await refused(source.read(0, 20), /gave 10 bytes where 20 were asked for: it has been changed/);
    await source.close();
    await refused(NodeFileSource.open(join(folder, 'none.bin')), /^none\.bin cannot be read: ENOENT/);
    await refused(NodeFileSource.open(folder), /it is a folder\. Name the files in it/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** Answers of a server by the path that is asked for. */
const answers = {
  'model.bin': (request, response) => sendPart(request, response),
  /** A server of another origin that does not let the page see its headers. */
  'hidden.bin'(request, response) {
    if (request.method === 'HEAD') return response.writeHead(200, { 'content-length': content.length }).end();
    return sendPart(request, response, {});
  },
  'small.json': (request, response) => response.end('{"a": 1}'),
  'broken.bin': (request, response) => response.writeHead(500).end(),
  'empty.bin': (request, response) => response.writeHead(416).end(),
  'large.bin': (request, response) => response.writeHead(200, { 'content-length': 2 ** 31 }).write('x'),
  'endless.bin'(request, response) {
    const send = () => !response.destroyed && response.write(new Uint8Array(2 ** 20), send);
    send();
  },
  /** Says parts, then sends the whole. */
  'forgetful.bin'(request, response) {
    if (request.headers.range.startsWith('bytes=0-')) return sendPart(request, response);
    return response.end('the whole file');
  },
  'changing.bin'(request, response) {
    const isFirst = request.headers.range.startsWith('bytes=0-');
    const { begin, end } = partOf(request);
    const range = `bytes ${begin}-${end - 1}/${isFirst ? content.length : 7}`;
    return sendPart(request, response, { 'content-range': range });
  },
  'cut.bin'(request, response) {
    response.writeHead(206, { 'content-range': `bytes 0-65535/${content.length}`, 'content-length': 65536 });
    response.write('x', () => response.destroy());
  },
};

function partOf(request) {
  const [, begin, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range).map(Number);
  return { begin, end: Math.min(last + 1, content.length) };
}

function sendPart(request, response, headers) {
  const { begin, end } = partOf(request);
  response.writeHead(206, headers ?? { 'content-range': `bytes ${begin}-${end - 1}/${content.length}` });
  response.end(content.subarray(begin, end));
}

describe('an address', () => {
  let server;
  let base;
  before(async () => {
    server = createServer((request, response) => {
      const name = request.url.slice(1).replace(/\?.*/, '');
      if (!Object.hasOwn(answers, name)) return response.writeHead(404).end();
      return answers[name](request, response);
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${server.address().port}/`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  const open = (name, options) => AddressSource.open(`${base}${name}`, options);

  test('of a server that sends parts', async () => {
    await checkSource(await open('model.bin?download=true#x'), 'model.bin');
    await checkSource(await open('hidden.bin'), 'hidden.bin');
  });

  test('of a server that sends whole files: small ones are read, large ones refused', async () => {
    const small = await open('small.json');
    assert.equal(new TextDecoder().decode(await small.read(0, small.size)), '{"a": 1}');
    const sentence = /its server does not send parts of a file \(range requests\)/;
    await refused(open('large.bin'), sentence);
    await refused(open('endless.bin'), sentence);
    assert.equal((await open('empty.bin')).size, 0);
  });

  test('that fails', async () => {
    await refused(open('none.bin'), /^none\.bin is not there: the server answered 404\.$/, 'missing');
    await refused(open('broken.bin'), /^broken\.bin cannot be read: the server answered 500 /);
    await refused(
      AddressSource.open('http://127.0.0.1:1/x.bin'),
      /x\.bin cannot be read: the server did not answer/,
    );
    await refused(open('cut.bin'), /the server did not answer/);
    await refused(
      (await open('forgetful.bin')).read(70_000, 70_010),
      /the whole file where a part was asked for/,
    );
    await refused(
      (await open('changing.bin')).read(70_000, 70_010),
      /it has been changed since it was opened/,
    );
  });

  test('that is no longer wanted', async () => {
    const controller = new AbortController();
    const opening = open('endless.bin', { signal: controller.signal });
    controller.abort(new Error('enough'));
    await assert.rejects(opening, /^Error: enough$/);
  });
});
