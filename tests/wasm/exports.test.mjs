// What the shipped modules ask for and offer.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { abiVersions } from './generated.mjs';
import { bytesOf, compile, declaredFunctions, Instance, listedExports, variants } from './module.mjs';

for (const variant of variants) {
  test(`${variant} imports nothing`, () => {
    assert.deepEqual(WebAssembly.Module.imports(compile(variant)), []);
  });

  test(`${variant} exports what is listed, and its memory`, () => {
    const exported = WebAssembly.Module.exports(compile(variant));
    const functions = exported.filter(({ kind }) => kind === 'function').map(({ name }) => name);
    const others = exported.filter(({ kind }) => kind !== 'function');
    assert.deepEqual(functions.sort(), listedExports().sort());
    assert.deepEqual(others, [{ name: 'memory', kind: 'memory' }]);
  });

  test(`${variant} speaks the version of the interface for which the tables were generated`, () => {
    assert.equal(new Instance(variant).exports.attention_abi_version(), abiVersions.attention);
  });
}

test('the exports that are listed are the functions that the header declares', () => {
  assert.deepEqual(listedExports().sort(), declaredFunctions().sort());
});

test('only the relaxed module multiplies and adds in one instruction', () => {
  const relaxedMultiplyAdd = Buffer.from([0xfd, 0x85, 0x02]);
  assert.equal(bytesOf('simd128').includes(relaxedMultiplyAdd), false);
  assert.equal(bytesOf('relaxed').includes(relaxedMultiplyAdd), true);
});
