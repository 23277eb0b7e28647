/** Sentences to begin with, and the word of each that is worth following (from 1). */
export const examples = [
  { sentence: 'a fluffy blue creature roamed the verdant forest', token: 4 },
  { sentence: 'american shrew mole', token: 3 },
  { sentence: 'one mole of carbon dioxide', token: 2 },
  { sentence: 'take a biopsy of the mole', token: 6 },
  { sentence: 'a miniature eiffel tower', token: 4 },
] as const;

export const exampleSentences: readonly string[] = examples.map(({ sentence }) => sentence);
