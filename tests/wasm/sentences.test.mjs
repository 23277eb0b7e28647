// The sentences that the build samples for the page.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const read = (relative) => readFileSync(new URL(`../../${relative}`, import.meta.url), 'utf8');

const sentences = read('build/wasm/generated/sentences.txt').trimEnd().split('\n');
const grammar = read('core/corpus/grammar.txt');

test('there are 240 different sentences of at most 24 words', () => {
  assert.equal(sentences.length, 240);
  assert.equal(new Set(sentences).size, 240);
  for (const sentence of sentences) {
    assert.match(sentence, /^[a-z]+( [a-z]+)*$/);
    assert.ok(sentence.split(' ').length <= 24, sentence);
  }
});

test('they are made of words that the grammar knows', () => {
  const known = new Set(grammar.match(/[a-z]+/g));
  for (const word of sentences.join(' ').split(' ')) assert.ok(known.has(word), word);
});

test('the sentence that is held out is not among them', () => {
  const [, heldOut] = grammar.match(/^held_out (.*)$/m);
  assert.ok(heldOut.split(' ').length > 3);
  assert.ok(!sentences.includes(heldOut));
});
