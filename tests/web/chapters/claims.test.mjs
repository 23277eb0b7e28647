// What the page says of a run is so: every text that names a word, a head or an effect declares what must hold for it to be said,
// and here hundreds of runs are asked. No text is said whose claim fails, and none that no reader should see.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { importForNode } from '../harness/bundle.mjs';
import { choices } from './claims/choices.mjs';
import { wrongWith } from './claims/check.mjs';

const languages = ['en', 'zh'];
const steps = [0, 24, 2000];
const sentences = new URL('../../../build/wasm/generated/sentences.txt', import.meta.url);
const messages = new URL('../../../web/messages/en/', import.meta.url);

let teller;
let close;
let chapters;
let engines;
let lists;
/** Of all chapters, by the key of the text. */
let claims;
/** The keys of all texts that have been said. */
const everSaid = new Set();
let contexts = 0;

before(async () => {
  ({ module: teller, close } = await importForNode(new URL('claims/teller.mjs', import.meta.url)));
  [chapters, engines] = await Promise.all([teller.openChapters(languages), teller.openEngines(steps)]);
  claims = Object.assign({}, ...chapters.map(({ claims: own, figure }) => own ?? figure?.claims ?? {}));
  const vocabulary = new Set(engines.engine.model.vocabulary);
  const stored = (await readFile(sentences, 'utf8')).split('\n').filter(Boolean);
  const known = (words) => words.every((word) => vocabulary.has(word));
  lists = choices({ asTrained: teller.asTrained, examples: teller.examples, stored, known });
});
after(() => close?.());

/** What is wrong on the pages of a list, each mistake once with where it was first seen. */
function walk(engine, list, own = false) {
  const wrong = new Map();
  for (const [index, chosen] of list.entries()) {
    contexts += 1;
    // Claims are the same in every language; how a text reads is not.
    for (const language of index % 4 === 0 ? languages : languages.slice(0, 1)) {
      const page = teller.pageOf(engine, language, { ...chosen, own });
      for (const chapter of chapters) {
        // Pictures say little, and take long.
        const found = wrongWith(teller, chapter, page, claims, index % 12 === 0);
        for (const { key } of found.said) everSaid.add(key);
        for (const mistake of found.wrong) {
          const key = mistake.split(' ')[0] + language;
          if (!wrong.has(key)) wrong.set(key, `${mistake}   [${describeChoice(page, chosen)}]`);
        }
      }
    }
  }
  return [...wrong.values()];
}

function describeChoice({ context: { selection } }, { words, ...rest }) {
  return JSON.stringify({ sentence: words.join(' '), ...rest, head: selection.head, token: selection.token });
}

describe('no text is said whose claim does not hold', () => {
  for (const name of [
    'opening',
    'stored',
    'pairs',
    'odd',
    'switches',
    'transposed',
    'removals',
    'silenced',
    'ranks',
  ])
    test(name, () => assert.deepEqual(walk(engines.engine, lists[name]), []));
  for (const [index, step] of steps.entries())
    test(`a model of the reader’s own, of step ${step}`, () => {
      const few = [...lists.opening, ...lists.odd.slice(0, 12), ...lists.pairs.slice(0, 8)];
      assert.deepEqual(walk(engines.own[index], few, true), []);
    });
  test('for readers who save data', () => {
    const { navigator: own } = globalThis;
    const saving = { value: { connection: { saveData: true } }, configurable: true, writable: true };
    Object.defineProperty(globalThis, 'navigator', saving);
    assert.deepEqual(walk(engines.engine, lists.opening), []);
    globalThis.navigator = own;
  });
  test('there were enough of them', () => assert.ok(contexts >= 400, `${contexts} contexts`));
});

/** In Chinese a character, or a word of Latin letters or a number among them, counts as one. */
const lengthOf = {
  en: (text) => text.split(/\s+/).length,
  zh: (text) => text.match(/[\p{L}\p{N}’.,′√-]*[a-zA-Z\d][a-zA-Z\d’.,′-]*|[^\s]/gu).length,
};
const longest = { en: 45, zh: 90 };

test('a card is read in a moment: at most 45 words, or 90 characters', () => {
  const long = languages.flatMap((language) =>
    lists.opening.flatMap((chosen) => {
      const page = teller.pageOf(engines.engine, language, chosen);
      return chapters
        .flatMap((chapter) => wrongWith(teller, chapter, page, claims, false).said)
        .filter(({ key }) => key.startsWith('card.'))
        .map(({ key, text }) => ({
          key,
          length: lengthOf[language](text.replace(/\[([^\]]+)\]\(\w+\)/g, '$1')),
        }))
        .filter(({ length }) => length > longest[language])
        .map(({ key, length }) => `${language} ${key}: ${length}`);
    }),
  );
  assert.deepEqual([...new Set(long)], []);
});

test('every text that has a claim is said in one of them', () => {
  // What is said of an author's numbers is said of no run of the model: tests/web/delivery/own-data.test.mjs.
  const never = Object.keys(claims).filter((key) => !everSaid.has(key) && !/\.given(-|$)/.test(key));
  assert.deepEqual(never, []);
});

test('a text that names a word of the model has a claim', async () => {
  const vocabulary = new Set(engines.engine.model.vocabulary);
  // What the two chapters of phrases are about is there whatever the run.
  const subjects = new Set(['mole', 'tower', 'one', 'a', 'the']);
  const bare = [];
  for (const { id } of chapters) {
    const texts = JSON.parse(await readFile(new URL(`${id}.json`, messages), 'utf8'));
    for (const [key, text] of Object.entries(texts)) {
      const words = [...text.matchAll(/“([a-z ]+)”/g)].flatMap(([, phrase]) => phrase.split(' '));
      const named = words.filter((word) => vocabulary.has(word) && !subjects.has(word));
      if (named.length > 0 && !claims[key] && /^(card|exact|question)\./.test(key))
        bare.push(`${key}: ${text}`);
    }
  }
  assert.deepEqual(bare, []);
});

test('a planted lie is found', () => {
  const [chapter] = chapters.filter(({ figure }) => figure);
  const page = teller.pageOf(engines.engine, 'en', lists.opening[0]);
  const { said } = wrongWith(teller, chapter, page, claims, false);
  const { key } = said.find((one) => one.key.startsWith('card.'));
  const lie = { ...claims, [key]: ({ selection }) => selection.token !== 3 };
  const { wrong } = wrongWith(teller, chapter, page, lie, false);
  assert.ok(
    wrong.some((mistake) => mistake.startsWith(`${key} does not hold`)),
    wrong.join('\n'),
  );
});
