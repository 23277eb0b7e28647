import type { TensorName } from '../../../../wasm/attention.js';
import { exactNumber } from '../../text/format.js';
import type { RunName, Runs } from '../../compute/runs.js';

/** A tensor of which a figure shows something: all of it goes into a file. */
interface ShownTensor {
  readonly run: RunName;
  readonly sentence: string;
  readonly tensor: TensorName;
  readonly axes: readonly string[];
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** The tensors behind the marks of a picture, each once, in the order of the marks. */
export function shownTensors(picture: Element, runs: Runs, run: RunName): ShownTensor[] {
  const found = new Map<string, ShownTensor>();
  for (const mark of picture.querySelectorAll('[data-cell]')) {
    const tensor = mark.getAttribute('data-cell')!.split(':')[0] as TensorName;
    const of = (mark.closest('[data-run]')?.getAttribute('data-run') ?? run) as RunName;
    const key = `${of}/${tensor}`;
    if (found.has(key)) continue;
    const trace = runs[of];
    found.set(key, {
      run: of,
      sentence: trace.words.join(' '),
      tensor,
      axes: trace.axes(tensor),
      shape: trace.shape(tensor),
      values: trace.values(tensor),
    });
  }
  return [...found.values()];
}

/** JSON knows no infinity: it stands as the text "-Infinity". */
export function numbersAsJson(title: string, tensors: readonly ShownTensor[]): string {
  const finite = (x: number) =>
    Number.isFinite(x) ? Number(exactNumber(x).replace(/\u2212/g, '-')) : String(x);
  const plain = tensors.map(({ values, ...rest }) => ({ ...rest, values: values.map(finite) }));
  return JSON.stringify({ title, tensors: plain }, undefined, 1);
}

/** One line a number: run, tensor, its index along each axis from 1, the value with all its digits. */
export function numbersAsCsv(tensors: readonly ShownTensor[]): string {
  const lines = ['run,tensor,axes,index,value'];
  for (const { run, tensor, axes, shape, values } of tensors) {
    values.forEach((value, offset) => {
      const index = indicesOf(offset, shape).map((at) => at + 1);
      const written = Number.isFinite(value) ? exactNumber(value).replace(/\u2212/g, '-') : String(value);
      lines.push(`${run},${tensor},${axes.join(' ')},${index.join(' ')},${written}`);
    });
  }
  return `${lines.join('\r\n')}\r\n`;
}

function indicesOf(offset: number, shape: readonly number[]): number[] {
  const indices: number[] = [];
  let rest = offset;
  for (const extent of [...shape].reverse()) {
    indices.unshift(rest % extent);
    rest = Math.floor(rest / extent);
  }
  return indices;
}
