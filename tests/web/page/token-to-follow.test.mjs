// Which word of a new sentence is followed: the one whose next word attention changes most.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { importTypeScript } from '../harness/typescript.mjs';

let engine;
let tokenToFollow;
let examples;
before(async () => {
  const [engines, follow, known] = await importTypeScript(
    'web/src/compute/engine.ts',
    'web/src/compute/token-to-follow.ts',
    'web/src/compute/examples.ts',
  );
  engine = await engines.Engine.start();
  ({ tokenToFollow } = follow);
  ({ examples } = known);
});

const sentences = [
  'the eiffel tower glittered above paris again',
  'once upon a time in the cave the bat flapped again',
  'a glass ball fell on the steel table and it shattered',
  'the keys near the tree were missing',
  'people in rome always eat pizza today',
  'yesterday a grumpy young wizard grumbled about the weather',
  'alice lost a hat but she found it again',
  'the soup was not hot but cold',
  'please take a video of the mole digging under the garden',
  'the cow near the barn said moo while people in tokyo often eat sushi and tom lost a map but he found it today',
];

/** By a loop of its own over the vocabulary: the larger of two distributions sums to 1 plus their total variation. */
function changes(words) {
  const { trace } = engine.run(words);
  return words.map((_, i) => {
    const [from, to] = ['probability_before', 'probability_after'].map((name) => trace.row(name, i));
    let larger = 0;
    for (let word = 0; word < from.length; word += 1) larger += Math.max(from[word], to[word]);
    return larger - 1;
  });
}

/** The same by length of delta, which is not what is asked for. */
function longest(words) {
  const { trace } = engine.run(words);
  const lengths = words.map((_, i) => Math.hypot(...trace.row('delta', i)));
  return lengths.indexOf(Math.max(...lengths)) + 1;
}

test('of a new sentence the word is followed whose next word attention changes most', () => {
  const others = new Set();
  for (const sentence of sentences) {
    const words = sentence.split(' ');
    const change = changes(words);
    const token = tokenToFollow(engine, words);
    const most = Math.max(...change);
    // Sums of float32: two words closer than this are as good as equal.
    assert.ok(change[token - 1] > most - 1e-5, `${sentence}: ${token}, changes ${change}`);
    if (token !== longest(words)) others.add(sentence);
  }
  assert.ok(others.size > 0, 'the longest delta is always the same word: these sentences tell nothing apart');
});

test('of words that change equally, the first', () => {
  // Without a change there is nothing but ties.
  const still = { run: () => ({ trace: { row: () => [0.25, 0.75] } }) };
  assert.equal(tokenToFollow(still, ['the', 'keys', 'were']), 1);
});

test('of the examples the word is followed that their story is about', () => {
  for (const { sentence, token } of examples) assert.equal(tokenToFollow(engine, sentence.split(' ')), token);
});
