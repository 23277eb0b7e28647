// Runs in the page. What a figure shows against the trace that it is drawn from: each number, cell, dot, bar and flow.
// Every function returns sentences about what is wrong.

/** The value that an element stands for, read from the runs that the page offers; undefined for a whole vector. */
function valueOf(runs, { run, tensor, indices }) {
  return indices.length === runs[run].shape(tensor).length ? runs[run].at(tensor, ...indices) : undefined;
}

export function cellOf(figure, element) {
  const [tensor, ...indices] = element.closest('[data-cell]').dataset.cell.split(':');
  const run = element.closest('[data-run]')?.dataset.run ?? figure.figure.run;
  return { run, tensor, indices: indices.map(Number) };
}

export function nameOf({ run, tensor, indices }) {
  return `${run}/${tensor}:${indices.join(':')}`;
}

/** Marks of a kind with the cell and value that each stands for. */
function marked(figure, runs, selector) {
  const scene = figure.shadowRoot.querySelector('.scene');
  return [...scene.querySelectorAll(selector)].map((element) => {
    const cell = cellOf(figure, element);
    return { element, cell, name: nameOf(cell), value: valueOf(runs, cell) };
  });
}

function grouped(marks, keyOf) {
  const groups = new Map();
  for (const mark of marks) {
    const key = keyOf(mark);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(mark);
  }
  return [...groups.values()];
}

function readNumber(text) {
  return Number(text.replace(/[()]/g, '').replace('\u2212', '-').replace('\u221e', 'Infinity'));
}

/** Half a unit of the last digit that is shown. */
function halfDigit(text) {
  const decimals = /\.(\d+)/.exec(text)?.[1].length ?? 0;
  return 0.5 * 10 ** -decimals + 1e-9;
}

function wrongNumber({ element, name, value }) {
  const text = element.textContent;
  if (value === undefined) return `${name} is shown as one number, ${text}, but it is a vector`;
  if (text.replace(/[^0-9]/g, '').length > 4) return `${name} shows too many digits: ${text}`;
  if (!Number.isFinite(value))
    return text === '\u2212\u221e' ? undefined : `${name} is ${value}, shows ${text}`;
  if (Math.abs(readNumber(text) - value) > halfDigit(text)) return `${name} is ${value} and shows ${text}`;
  return undefined;
}

/** A product that is no tensor of the trace stands in a line with its two factors. */
function wrongProduct(figure, runs, element) {
  const factors = [...element.parentNode.querySelectorAll('.number[data-cell]')].map((factor) =>
    valueOf(runs, cellOf(figure, factor)),
  );
  const product = factors.reduce((a, b) => a * b, 1);
  const text = element.textContent;
  if (factors.length === 2 && Math.abs(readNumber(text) - product) <= halfDigit(text)) return undefined;
  return `${factors.join(' times ')} shows ${text}`;
}

/** A sum written out: its first terms and its last, each `matrix cell` times `component`, and what it comes to. */
function wrongSum(figure, runs, element) {
  const { run, tensor, indices } = cellOf(figure, element);
  const [head, token, row] = indices;
  const matrix = runs[run].row(`w_${tensor[0]}`, head, row);
  const embedding = runs[run].row('embedding', token);
  const text = element.textContent;
  const terms = [...text.matchAll(/(\S+) × (\S+)/g)].map(([, a, b]) => [a, b]);
  const close = (written, value) =>
    Math.abs(readNumber(written) - value) <= halfDigit(written.replace(/[()]/g, ''));
  const rightTerms = terms.every(([a, b], index) => {
    const k = index === terms.length - 1 ? embedding.length - 1 : index;
    return close(a, embedding[k]) && close(b, matrix[k]);
  });
  const result = /= (\S+)$/.exec(text)?.[1];
  const right = terms.length >= 2 && rightTerms && result && close(result, runs[run].at(tensor, ...indices));
  return right ? undefined : `the sum ${text}`;
}

export function wrongNumbers(figure, runs) {
  const all = marked(figure, runs, '[data-cell] text.number:not(.product), text.number[data-cell]');
  // Beside numbers there are words of the same letters: `sum so far`.
  const numbers = all.filter(({ element }) => !/\p{L}|[×=]/u.test(element.textContent));
  const sums = all.filter(({ element }) => element.classList.contains('complete-sum'));
  const products = [...figure.shadowRoot.querySelectorAll('.scene text.product')];
  const wrong = [
    ...numbers.map(wrongNumber),
    ...sums.map(({ element }) => wrongSum(figure, runs, element)),
    ...products.map((element) => wrongProduct(figure, runs, element)),
  ].filter(Boolean);
  return { count: numbers.length + sums.length + products.length, wrong };
}

/** Vectors that are added share a scale of colours; a head's vectors of one kind do; parameters have their own. */
function colourGroup({ cell: { run, tensor, indices } }) {
  if (tensor === 'head_output') return `${run}/value:${indices[0]}`;
  if (['query', 'key', 'value', 'w_q', 'w_k', 'w_v', 'w_o'].includes(tensor))
    return `${run}/${tensor}:${indices[0]}`;
  if (['embedding', 'delta', 'output', 'head_delta', 'word_delta'].includes(tensor)) return `${run}/residual`;
  return `${run}/${tensor}`;
}

/** Colour: its side says the sign, its strength is proportional to the magnitude up to the full colour. */
export function wrongCells(figure, runs) {
  const cells = marked(figure, runs, 'rect.cell[data-cell]');
  const strength = ({ element }) => (Number(element.getAttribute('fill-opacity')) - 0.08) / 0.92;
  const wrong = grouped(cells, colourGroup).flatMap((group) => {
    const signs = group.filter(({ element, value }) => element.classList.contains('negative') !== value < 0);
    // The strongest cell that is not cut off is the measure of the others.
    const measured = group.filter((mark) => strength(mark) < 0.985);
    if (measured.length === 0) return signs.map(({ name }) => `sign of ${name}`);
    const strongest = measured.reduce((a, b) => (Math.abs(a.value) > Math.abs(b.value) ? a : b));
    const unit = strength(strongest) / Math.abs(strongest.value);
    const pale = group.filter(
      (mark) => Math.abs(strength(mark) - Math.min(Math.abs(mark.value) * unit, 1)) > 0.02,
    );
    return [...signs.map(({ name }) => `sign of ${name}`), ...pale.map(({ name }) => `strength of ${name}`)];
  });
  return { count: cells.length, wrong };
}

/** Area is proportional to magnitude within a row, a ring is negative, all dots of a row show the same stage. */
export function wrongDots(figure, runs) {
  const dots = marked(figure, runs, '.grid-cell .dot, .weight .dot').map((dot) => {
    const ring = dot.element.classList.contains('ring');
    return { ...dot, ring, radius: Number(dot.element.getAttribute('r')) + (ring ? 0.75 : 0) };
  });
  const rowOf = ({ element, cell }) =>
    `${element.closest('.part')?.getAttribute('class')}/${cell.run}:${cell.indices[0]}:${cell.indices[1]}`;
  const wrong = grouped(dots, rowOf).flatMap((row) => {
    const tensors = new Set(row.map(({ cell }) => cell.tensor));
    if (tensors.size > 1) return [`a row shows ${[...tensors].join(' and ')}`];
    const largest = row.reduce((a, b) => (a.radius > b.radius ? a : b));
    const perArea = Math.abs(largest.value) / largest.radius ** 2;
    return row.flatMap(({ name, ring, radius, value }) => {
      const expected = Math.sqrt(Math.abs(value) / perArea);
      const off = Math.abs(radius - expected) > 0.02 + 0.001 * expected && radius > 0.76;
      if (off) return [`${name} is ${value}: radius ${radius}, not ${expected}`];
      return ring === value < 0 ? [] : [`${name} is ${value} and ${ring ? 'a ring' : 'filled'}`];
    });
  });
  return { count: dots.length, wrong };
}

/** Length is proportional to probability, and never less than a pixel. */
export function wrongBars(figure, runs) {
  const bars = marked(figure, runs, '.bar .bar-length').map((bar) => ({
    ...bar,
    length: Number(bar.element.getAttribute('width')),
  }));
  const wrong = grouped(bars, ({ element }) => element.parentNode.parentNode).flatMap((group) => {
    const first = group.reduce((a, b) => (a.length > b.length ? a : b));
    if (first.length <= 1) return [];
    const unit = first.length / first.value;
    return group
      .filter(({ value, length }) => Math.abs(length - Math.max(value * unit, 1)) > 0.1)
      .map(({ name, value, length }) => `${name} is ${value} and ${length} long`);
  });
  return { count: bars.length, wrong };
}

/** Parts of a whole are as long as their weights, lie end to end in the order of the words, and a whole is 1. */
export function wrongShares(figure, runs) {
  const shares = marked(figure, runs, '.share .share-part').map((share) => ({
    ...share,
    x: Number(share.element.getAttribute('x')),
    width: Number(share.element.getAttribute('width')),
  }));
  const wrong = grouped(shares, ({ cell }) => `${cell.indices[0]}:${cell.indices[1]}`).flatMap((row) => {
    const part = row[0].element.closest('.part');
    const slots = [...part.querySelectorAll('.slot')].map((slot) => Number(slot.getAttribute('width')));
    const expected = (value) => Math.max(value * slots[0] - 1.5, 0.5);
    const long = row
      .filter(({ value, width }) => Math.abs(width - expected(value)) > 0.05)
      .map(({ name, value, width }) => `${name} is ${value} and ${width} long of ${slots[0]}`);
    const over = row
      .slice(1)
      .filter(({ x }, index) => x < row[index].x - 0.02 || x + 0.6 < row[index].x + row[index].width);
    return [...long, ...over.map(({ name }) => `${name} lies over the part before it`)];
  });
  return { count: shares.length, wrong };
}

/** Bars of a row have one scale: to the right where a score is positive, to the left where it is negative. */
export function wrongScoreBars(figure, runs) {
  const bars = marked(figure, runs, '.score-bar')
    .map((bar) => ({
      ...bar,
      x: Number(bar.element.getAttribute('x')),
      length: Number(bar.element.getAttribute('width')),
    }))
    .filter(({ value }) => Number.isFinite(value));
  if (bars.length === 0) return { count: 0, wrong: [] };
  const longest = bars.reduce((a, b) => (Math.abs(a.value) > Math.abs(b.value) ? a : b));
  const unit = longest.length / Math.abs(longest.value);
  const zero = longest.value > 0 ? longest.x : longest.x + longest.length;
  const wrong = bars
    .filter(({ value, x, length }) => {
      const [size, start] = [Math.max(Math.abs(value) * unit, 1), value < 0 ? zero + value * unit : zero];
      return longest.length > 1 && (Math.abs(length - size) > 0.1 || Math.abs(x - start) > 0.1);
    })
    .map(({ name, value, x, length }) => `${name} is ${value}, ${length} long at ${x}`);
  return { count: bars.length, wrong };
}

/** Powers have one scale: 1 is the whole width, and so the longest of a row. */
export function wrongPowers(figure, runs) {
  const bars = marked(figure, runs, '.power-bar').map((bar) => ({
    ...bar,
    length: Number(bar.element.getAttribute('width')),
  }));
  const full = Math.max(...bars.map(({ length }) => length));
  const wrong = bars
    .filter(({ value, length }) => Math.abs(length - value * full) > 0.1)
    .map(({ name, value, length }) => `${name} is ${value} and ${length} long of ${full}`);
  return { count: bars.length, wrong };
}
