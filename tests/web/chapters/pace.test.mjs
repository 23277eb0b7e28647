// Who reads a card while its motion plays has time for both: at most four words for each second that the motion takes. Chinese
// has no spaces to count by; there a card has at most 90 characters.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, test } from 'node:test';
import { importTypeScript } from '../harness/typescript.mjs';

const perSecond = 4;
const mostCharacters = 90;
const chapters = ['match', 'value'];

const cardsOf = async (language, chapter) => {
  const file = new URL(`../../../web/messages/${language}/${chapter}.json`, import.meta.url);
  const texts = JSON.parse(await readFile(file, 'utf8'));
  return Object.entries(texts).filter(([key]) => key.startsWith(`card.${chapter}.`));
};
/** What stands in a place of a text counts as one word; of what is named in the figure only the name. */
const spoken = (text) => text.replaceAll(/\[([^\]]*)\]\(\w+\)/g, '$1');
const wordsOf = (text) => spoken(text).split(/\s+/).length;
const charactersOf = (text) => spoken(text).replaceAll(/\{\w+\}/g, '·').length;
/** Too many words for the seconds that there are. */
const hurries = (text, milliseconds) => wordsOf(text) > (perSecond * milliseconds) / 1000;

const steps = {};
before(async () => {
  const modules = await importTypeScript(
    ...chapters.map((chapter) => `web/src/chapters/${chapter}/steps.ts`),
  );
  chapters.forEach((chapter, index) => {
    const { timeline } = modules[index];
    steps[chapter] = new Map(timeline.steps.map(({ id, duration }) => [id, duration]));
  });
});

for (const chapter of chapters) {
  test(`${chapter}: no card has more words than its motion has time for`, async () => {
    const cards = await cardsOf('en', chapter);
    assert.ok(cards.length > 0);
    const hurried = cards.filter(([key, text]) => hurries(text, steps[chapter].get(key.split('.')[2])));
    assert.deepEqual(
      hurried.map(([key, text]) => `${key}: ${wordsOf(text)} words`),
      [],
    );
    const long = (await cardsOf('zh', chapter)).filter(([, text]) => charactersOf(text) > mostCharacters);
    assert.deepEqual(
      long.map(([key, text]) => `${key}: ${charactersOf(text)} characters`),
      [],
    );
  });
}

test('a card that is too long for its motion is told', () => {
  assert.equal(hurries('One two three [four](value) “{five}”.', 1000), true);
  assert.equal(hurries('One two [three](value) “{four}”.', 1000), false);
});
