// Runs in the page. Heads side by side: how far each moves a word, as a number and as how strongly its row stands out.
import { cellOf, nameOf } from './marks.mjs';

const lengthOf = (vector) => Math.hypot(...vector);

/** A number that is the length of a vector. */
export function wrongLengths(figure, runs) {
  const texts = [...figure.shadowRoot.querySelectorAll('.scene text.length[data-cell]')];
  const wrong = texts.flatMap((element) => {
    const cell = cellOf(figure, element);
    const length = lengthOf(runs[cell.run].row(cell.tensor, ...cell.indices));
    const decimals = /\.(\d+)/.exec(element.textContent)?.[1].length ?? 0;
    return Math.abs(Number(element.textContent) - length) <= 0.5 * 10 ** -decimals + 1e-6
      ? []
      : [`${nameOf(cell)} is ${length} long and shows ${element.textContent}`];
  });
  return { count: texts.length, wrong };
}

/** The rows of a head's grid that is on fade evenly with how little the head moves the row's word. */
export function wrongStandings(figure, runs) {
  const rows = [...figure.shadowRoot.querySelectorAll('.scene .panel:not(.off) .grid-row')].map((element) => {
    const { run, indices } = cellOf(figure, element.querySelector('[data-cell]'));
    const [h, i] = indices;
    return {
      name: `head ${h + 1}, row ${i + 1}`,
      opacity: Number(element.getAttribute('opacity')),
      length: lengthOf(runs[run].row('head_delta', h, i)),
    };
  });
  if (rows.length === 0) return { count: 0, wrong: [] };
  const { n_heads, n_tokens } = runs.sentence;
  const all = Array.from({ length: n_heads * n_tokens }, (_, k) =>
    lengthOf(runs.sentence.row('head_delta', Math.floor(k / n_tokens), k % n_tokens)),
  );
  const largest = Math.max(...all);
  const least = 0.22;
  const expected = ({ length }) => (largest > 0.005 ? least + (1 - least) * (length / largest) : least);
  const wrong = rows
    .filter((row) => Math.abs(row.opacity - expected(row)) > 0.006)
    .map((row) => `${row.name} has the opacity ${row.opacity}, not ${expected(row)}`);
  return { count: rows.length, wrong };
}
