// Chooses the inputs that together reach most of the code, one after the other, each the one that adds most.
//   node few.mjs CONTROL_FILE MOST          prints their names
// CONTROL_FILE is what libFuzzer leaves of a merge (-merge_control_file): how many inputs, how many of them are kept in
// any case (the first ones), their names, and for each a line "COV number edge edge ...".
import { readFileSync, statSync } from 'node:fs';

const mostBytes = 2048;

const [path, most] = process.argv.slice(2);
const lines = readFileSync(path, 'utf8').split('\n');
const [count, kept] = lines.map(Number);
const names = lines.slice(2, 2 + count);
const edges = names.map(() => []);
for (const line of lines.slice(2 + count)) {
  const [kind, number, ...reached] = line.split(' ');
  if (kind === 'COV') edges[Number(number)] = reached;
}

const known = new Set(edges.slice(0, kept).flat());
const candidates = new Set(
  names.map((_, index) => index).filter((index) => index >= kept && statSync(names[index]).size <= mostBytes),
);
const added = (index) => edges[index].filter((edge) => !known.has(edge)).length;
for (let round = 0; round < Number(most); round++) {
  const best = [...candidates].reduce((a, b) => (added(b) > added(a) ? b : a), [...candidates][0]);
  if (best === undefined || added(best) === 0) break;
  candidates.delete(best);
  edges[best].forEach((edge) => known.add(edge));
  console.log(names[best]);
}
