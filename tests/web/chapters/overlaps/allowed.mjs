// Runs in the page. What may lie on letters, and why. Everything else is a fault.

/** Things that letters belong to: what is drawn in the same one is theirs. */
const holders = '.token, .hero-word, .grid-cell, .share, .share-ghost, .weight';

const kinds = [
  {
    why: 'a word on its chip, a number on its dot, a share on its strip',
    mark: 'rect, .dot',
    letters: `:is(${holders}) *`,
    ofOne: holders,
  },
  {
    why: 'the floor and the axes of a space are pale, and labels on them have a rim',
    mark: '.space-grid, .space-axis',
    letters: '.space-label',
  },
  {
    why: 'a word that has been taken away is struck out',
    mark: '.strike',
    letters: '.token text, .panel-word',
  },
  {
    why: 'so is a large word that has been taken away, by a line of its own',
    mark: '.strike',
    letters: '.hero-word text',
    ofOne: '.hero-word',
  },
];

/** Whether a line or a block may lie on letters. */
export function isAllowed(mark, letters) {
  return kinds.some(
    (kind) =>
      mark.matches(kind.mark) &&
      letters.matches(kind.letters) &&
      (!kind.ofOne || mark.closest(kind.ofOne) === letters.closest(kind.ofOne)),
  );
}
