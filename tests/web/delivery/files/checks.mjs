// Runs in the page: bundled, and put there as `figureFiles`. The files that figures save, and their tables of numbers.
const explainer = () => document.querySelector('attention-explainer');
const figures = () => [...explainer().shadowRoot.querySelectorAll('explainer-figure')];
const figureOf = (id) => figures().find(({ figure }) => figure.id === id);

/** A figure at its last step, where it shows the most. */
async function atEnd(id) {
  const figure = figureOf(id);
  figure.goTo(figure.timeline.steps.length - 1);
  await figure.updateComplete;
  return figure;
}

/** What a figure hands to the reader, caught at the door: the name of the file and the file. */
async function caught(figure, kind) {
  const { createObjectURL } = URL;
  const { click } = HTMLAnchorElement.prototype;
  try {
    return await new Promise((resolve, reject) => {
      let file;
      URL.createObjectURL = (blob) => {
        file = blob;
        return createObjectURL.call(URL, blob);
      };
      HTMLAnchorElement.prototype.click = function () {
        resolve({ name: this.download, file });
      };
      const tools = figure.shadowRoot.querySelector('figure-tools');
      tools.dispatchEvent(new CustomEvent('save', { detail: kind }));
      setTimeout(() => reject(new Error(`No ${kind} came: ${figure.unsaved}`)), 120_000);
    });
  } finally {
    URL.createObjectURL = createObjectURL;
    HTMLAnchorElement.prototype.click = click;
  }
}

/** What a self-contained picture must not have: styles and marks of the page, addresses, names of its colours. */
function wrongSvg(file) {
  if (file.querySelector('parsererror')) return ['it is not XML'];
  const wrong = [];
  for (const element of file.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      if (['class', 'style'].includes(name) || /^(data-|on)/.test(name)) wrong.push(name);
      if (/var\(|https?:|javascript:/.test(value) && name !== 'xmlns') wrong.push(`${name}=${value}`);
    }
  }
  return [...new Set(wrong)];
}

const textsOf = (root) => [...root.querySelectorAll('text')].map((text) => text.textContent);

/** The SVG of a figure at its last step: whole, self-contained, with every text that is seen. */
export async function checkSvg(id) {
  const figure = await atEnd(id);
  const { name, file } = await caught(figure, 'svg');
  const text = await file.text();
  const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
  const kept = textsOf(parsed);
  const lost = textsOf(figure.shadowRoot.querySelector('.scene')).filter((seen) => !kept.includes(seen));
  return { name, wrong: wrongSvg(parsed), lost, size: text.length };
}

/** The PNG: its first bytes, whether it is as fine as promised, and how many colours it has. */
export async function checkPng(id) {
  const figure = figureOf(id);
  const { file } = await caught(figure, 'png');
  const bytes = [...new Uint8Array(await file.slice(0, 8).arrayBuffer())];
  const image = await createImageBitmap(file);
  const canvas = Object.assign(document.createElement('canvas'), {
    width: image.width,
    height: image.height,
  });
  const pen = canvas.getContext('2d');
  pen.drawImage(image, 0, 0);
  const { data } = pen.getImageData(0, 0, image.width, image.height);
  const colours = new Set();
  for (let at = 0; at < data.length; at += 404) colours.add(`${data[at]},${data[at + 1]},${data[at + 2]}`);
  const { width, height } = figure.shadowRoot.querySelector('svg.picture').viewBox.baseVal;
  return { bytes, colours: colours.size, fine: image.width >= 2 * width && image.height >= 2 * height };
}

const sameFloat = (written, value) => Math.fround(Number(written)) === Math.fround(value);

/** Numbers in a CSV and a JSON file that are not those of the runs; an infinity is a word there. */
export async function checkNumbers(id) {
  const figure = await atEnd(id);
  const { runs } = figure.context;
  const { tensors } = JSON.parse(await (await caught(figure, 'json')).file.text());
  const wrong = tensors
    .filter(({ run, tensor, shape, values }) => {
      const real = runs[run].values(tensor);
      const same = real.length === values.length && real.every((x, k) => sameFloat(values[k], x));
      return !same || String(shape) !== String(runs[run].shape(tensor));
    })
    .map(({ run, tensor }) => `${run}/${tensor}`);
  const lines = (await (await caught(figure, 'csv')).file.text()).trim().split('\r\n').slice(1);
  for (const line of lines) {
    const [run, tensor, , index, value] = line.split(',');
    const indices = index.split(' ').map((at) => Number(at) - 1);
    if (!sameFloat(value, runs[run].at(tensor, ...indices))) wrong.push(line);
  }
  const count = tensors.reduce((sum, { values }) => sum + values.length, 0);
  if (count !== lines.length) wrong.push(`${count} numbers in one file, ${lines.length} in the other`);
  return { count, wrong: wrong.slice(0, 5) };
}

function wrongTable(table, runs) {
  const { run, tensor, indices } = table.cell;
  const trace = runs[run];
  const lead = indices.slice(0, -2);
  const rows = [...table.shadowRoot.querySelectorAll('tbody tr')].map((row) => [
    ...row.querySelectorAll('td'),
  ]);
  const off = rows.flatMap((row, r) =>
    row.filter((cell, c) => {
      const value = trace.at(tensor, ...(trace.axes(tensor).length > 1 ? [...lead, r, c] : [c]));
      const written = Number(cell.textContent.replace('\u2212', '-').replace('\u221e', 'Infinity'));
      return (
        written !== value && !(Math.abs(written - value) <= Math.max(0.005, Math.abs(value) * 0.005) + 1e-6)
      );
    }),
  );
  const expected = trace
    .shape(tensor)
    .slice(-2)
    .reduce((a, b) => a * b, 1);
  const caption = table.shadowRoot.querySelector('caption').textContent.trim();
  return off.length === 0 && rows.flat().length === expected && caption
    ? undefined
    : `${off.length} of ${expected}`;
}

/** Steps whose table does not show the values of its tensor. */
export async function checkTables(id) {
  const figure = figureOf(id);
  figure.tabled = true;
  const wrong = [];
  for (const [index, step] of figure.timeline.steps.entries()) {
    figure.goTo(index);
    await figure.updateComplete;
    const table = figure.shadowRoot.querySelector('number-table');
    await table.updateComplete;
    const what = wrongTable(table, figure.context.runs);
    if (what) wrong.push(`${step.id}: ${what}`);
  }
  figure.tabled = false;
  return wrong;
}

export const figureIds = () => figures().map(({ figure }) => figure.id);
