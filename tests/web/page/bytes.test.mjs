// Binary files of the page: their bytes are those that were built, or a sentence says that they are not.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, test } from 'node:test';
import { spell, sumOf } from '../../../web/bundle/assets.mjs';
import { importSource } from '../harness/bundle.mjs';

const repository = new URL('../../../', import.meta.url);

let bytesOf;
let fetchBytes;
let model;
before(async () => {
  ({ bytesOf, fetchBytes } = await importSource(new URL('web/src/compute/bytes.ts', repository)));
  model = await readFile(new URL('core/model/attention.safetensors', repository));
});

/** FNV-1a as others have it, of which some values are published. */
test('the sum is FNV-1a, from 0', () => {
  // In 64 bits and more: no Math.imul.
  const slow = (bytes) =>
    Number(
      BigInt.asIntN(
        32,
        bytes.reduce((sum, byte) => ((sum ^ BigInt(byte)) * 16777619n) & 0xffffffffn, 0n),
      ),
    );
  for (const text of ['', 'a', 'foobar'])
    assert.equal(sumOf(Buffer.from(text)), slow([...Buffer.from(text)]), text);
  assert.equal(sumOf(model), slow([...model]));
});

/** A copy with one bit turned. */
function damaged(bytes, bit) {
  const copy = Uint8Array.from(bytes);
  copy[bit >> 3] ^= 1 << (bit & 7);
  return copy;
}

/** A server that answers with one thing after another. Returns how it was asked. */
async function fetched(...answers) {
  const asked = [];
  const { fetch } = globalThis;
  globalThis.fetch = async (address, { cache }) => {
    asked.push(cache);
    return new Response(answers.shift());
  };
  try {
    const bytes = await fetchBytes(new URL('https://site/assets/model'), sumOf(model));
    return { asked, bytes: Buffer.from(bytes) };
  } catch ({ message }) {
    return { asked, message };
  } finally {
    globalThis.fetch = fetch;
  }
}

test('what is fetched is what was built', async () => {
  const { asked, bytes } = await fetched(model);
  assert.deepEqual(asked, ['default']);
  assert.ok(bytes.equals(model));
});

test('what is damaged is asked for once more, past every cache', async () => {
  const { asked, bytes } = await fetched(model.subarray(0, 1000), model);
  assert.deepEqual(asked, ['default', 'reload']);
  assert.ok(bytes.equals(model));
});

test('any bit that has turned is seen, and said after the second time', async () => {
  for (let bit = 5; bit < 8 * model.length; bit += 997) {
    const wrong = damaged(model, bit);
    assert.notEqual(sumOf(wrong), sumOf(model), `bit ${bit}`);
    if (bit > 20000) continue;
    const { asked, message } = await fetched(wrong, wrong);
    assert.deepEqual(asked, ['default', 'reload']);
    assert.match(message, /^\/assets\/model: some bytes are not as they were built\.$/);
  }
});

test('bytes inside a script too', () => {
  for (const path of ['model.safetensors', 'module.wasm']) {
    const { literal, call } = spell(path, model, 'MARK');
    const run = (text) => new Function('bytesOf', 'MARK', `return ${call}`)(bytesOf, text);
    // eslint-disable-next-line no-eval
    const text = (0, eval)(literal);
    assert.ok(Buffer.from(run(text)).equals(model), path);
    assert.throws(
      () => run(text.slice(0, 99) + (text[99] === 'a' ? 'b' : 'a') + text.slice(100)),
      /some bytes are not as they were built/,
      path,
    );
    assert.throws(() => run(text.slice(1)), /some bytes are not as they were built/, path);
  }
});
