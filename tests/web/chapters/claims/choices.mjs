// What a reader may choose, in hundreds of ways: sentences, heads, words, switches, what is taken away.

/** Odd ones: a word alone, words again and again, no sense, as long as the page accepts. */
const odd = [
  'mole',
  'creature',
  'fluffy',
  'the the the',
  'mole mole mole mole',
  'a tower',
  'the eiffel tower',
  'blue fluffy creature',
  'a fluffy blue creature',
  'fluffy creature blue roamed',
  'one mole of the',
  'take a biopsy of the',
  'tower the eiffel',
  'forest verdant the roamed creature blue fluffy a',
  'a a a a a a a a a a a a a a a a a a a a a a a a',
  'the cow behind the barn said moo',
  'take a biopsy of the cow',
  'cats',
];

const every = (count) => Array.from({ length: count }, (_, index) => index);

/** Every head and every word of a sentence. */
const everyPair = (words) => every(4).flatMap((head) => words.map((_, token) => ({ words, head, token })));

const switches = (asTrained) =>
  [1, 3, 0.3].flatMap((temperature) =>
    [true, false].flatMap((scale) =>
      ['causal', 'none', 'zero-after-softmax'].map((mask) => ({
        options: { ...asTrained, temperature, scale, mask },
      })),
    ),
  );

const removals = (words) => [
  ...every(4).map((index) => ({ removed: { kind: 'head', index } })),
  ...(words.length > 1 ? words.map((_, index) => ({ removed: { kind: 'word', index } })) : []),
];

const silenced = [[0], [1], [2], [3], [0, 1], [1, 2, 3], [0, 1, 2, 3]].map((silent) => ({ silent }));
const ranks = every(9).map((rank) => ({ rank }));

/** Lists of what is chosen, by what they are about. `known`: whether the model knows every word of a sentence. */
export function choices({ asTrained, examples, stored, known }) {
  const split = (sentence) => sentence.split(' ');
  const opening = split(examples[0].sentence);
  const sentences = [...examples.map(({ sentence }) => split(sentence))];
  const oddOnes = odd.map(split).filter(known);
  const near = [opening, split('take a biopsy of the mole'), split('the cow behind the barn said moo')];
  const asFound = sentences.map((words, index) => ({ words, token: examples[index].token - 1 }));
  const each = (list, changes) =>
    list.flatMap((words) => changes(words).map((change) => ({ words, ...change })));
  return {
    opening: asFound,
    stored: stored.map(split).map((words) => ({ words })),
    pairs: sentences.flatMap(everyPair),
    odd: oddOnes.flatMap((words) => [
      { words },
      { words, token: 0 },
      { words, head: 2, token: words.length - 1 },
    ]),
    switches: [
      ...each(near, () => switches(asTrained)),
      ...switches(asTrained).flatMap((change) => [
        { words: ['mole'], ...change },
        { words: opening, head: 1, token: opening.length - 1, ...change },
        { words: opening, token: 3, head: 0, ...change },
      ]),
    ],
    transposed: asFound.map((one) => ({ ...one, transposed: true })),
    removals: each([...near, split('a tower'), ['mole']], removals),
    silenced: each([opening, split('american shrew mole')], () => silenced),
    ranks: each([opening, split('one mole of carbon dioxide')], () => ranks),
  };
}
