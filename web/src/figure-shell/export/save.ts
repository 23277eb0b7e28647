import type { FileKind } from '../figure-tools.js';
import type { RunName, Runs } from '../../compute/runs.js';
import { numbersAsCsv, numbersAsJson, shownTensors } from './numbers.js';
import { pngFile } from './png.js';
import { svgFile } from './svg.js';

/** A figure at a moment, as its files need it. */
interface FigureMoment {
  /** Of the file, without its ending. */
  readonly name: string;
  readonly title: string;
  readonly caption: string;
  readonly source: string;
  readonly picture: SVGSVGElement;
  readonly runs: Runs;
  readonly run: RunName;
}

/** Makes a file of a figure and hands it to the reader. Rejects where the browser cannot make it. */
export async function saveFigure(kind: FileKind, moment: FigureMoment): Promise<void> {
  download(await fileOf(kind, moment), `${moment.name}.${kind}`);
}

/** The file itself. */
export async function fileOf(kind: FileKind, moment: FigureMoment): Promise<Blob> {
  const { picture, runs, run, title } = moment;
  if (kind === 'svg') return new Blob([svgFile(picture, moment).text], { type: 'image/svg+xml' });
  if (kind === 'png') return pngFile(svgFile(picture, moment));
  const tensors = shownTensors(picture, runs, run);
  return kind === 'csv'
    ? new Blob([numbersAsCsv(tensors)], { type: 'text/csv' })
    : new Blob([numbersAsJson(title, tensors)], { type: 'application/json' });
}

function download(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the file by the time that it is idle again.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
