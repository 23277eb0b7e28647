// What comes with a figure's picture once it is live: pointing at cells, the inspector, the tools, the table of numbers.
import { type CSSResult, html, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Trace } from '../compute/trace.js';
import type { Runs } from '../compute/runs.js';
import type { Cell } from '../figure/cell.js';
import type { Figure, FigureContext, Picture } from '../figure/figure.js';
import type { MessageKey, Say } from '../text/messages.js';
import { TokenArcs } from './attending/token-arcs.js';
import { CellPointer } from './cell-pointer.js';
import type { EmbedKind } from './embed-kind.js';
import type { FileKind } from './figure-tools.js';
import { figureExtrasStyles } from './figure-extras-styles.js';
import { Glide } from './glide.js';
import { dragGrip, type GrippedFigure } from './grip.js';
import { Handling, type HandledFigure } from './handling.js';
import { sourcesOf } from './inspect/explain.js';
import { inspectorStyles } from './inspector-styles.js';
import { pictureHandles } from './picture-handles.js';

/** A figure that extras come with, at its moment. */
interface ShownFigure extends ReactiveControllerHost, EventTarget, GrippedFigure {
  matches(selector: string): boolean;
  readonly figure: Figure;
  readonly context: FigureContext;
  readonly stepId: string;
  readonly caption: string;
  readonly renderRoot: ParentNode;
  readonly tools: boolean;
  readonly linkOf: (() => string) | undefined;
  readonly embedOf: ((kind: EmbedKind) => string) | undefined;
  readonly pointer: CellPointer | undefined;
  pointed: Cell | undefined;
  tabled: boolean;
  unsaved: string | undefined;
  pause(): void;
  focus(options?: FocusOptions): void;
}

/** Loaded after the first figure: a figure is shown before it, and is given it as a property. */
export interface FigureExtras {
  /** How they look, in the figure's own tree. */
  readonly styles: readonly CSSResult[];
  pointerOf(shown: ShownFigure): CellPointer;
  /** Its way from one run to another. */
  glideOf(shown: ReactiveControllerHost & HTMLElement): Glide;
  /** What a reader does to its picture by hand. */
  handlingOf(shown: HandledFigure & HTMLElement): Handling;
  /** What stands over the picture: what can be pressed in it, and the inspector. */
  overPicture(shown: ShownFigure, picture: Picture): TemplateResult;
  toolsOf(shown: ShownFigure): TemplateResult;
  tableOf(shown: ShownFigure): TemplateResult;
  /** Ids of the cells and rows that a cell is made of. */
  sourcesOf(trace: Trace, cell: Cell): readonly string[];
  /** What a pressed pointer does to a grip. */
  drag(shown: GrippedFigure, event: PointerEvent): void;
}

export const figureExtras: FigureExtras = {
  styles: [inspectorStyles, figureExtrasStyles],
  pointerOf,
  glideOf: (shown) => new Glide(shown),
  handlingOf: (shown) => new Handling(shown),
  overPicture,
  toolsOf,
  tableOf,
  sourcesOf,
  drag: dragGrip,
};

function overPicture(shown: ShownFigure, picture: Picture): TemplateResult {
  const { context, pointed, pointer } = shown;
  const press = (detail: string) => shown.dispatchEvent(new CustomEvent('press', { detail }));
  return html`${pictureHandles(picture, press)}${inspector(context.runs, pointed, pointer, context.say)}`;
}

/** Asked for once: the arcs of the words come with it. */
function pointerOf(shown: ShownFigure): CellPointer {
  new TokenArcs(shown, {
    run: () => shown.figure.run,
    traceOf: (run) => shown.context.runs[run],
    head: () => shown.context.selection.head,
    walked: () => shown.pointer?.walked,
  });
  return new CellPointer(shown, {
    start: () => shown.figure.startCell(shown.context, shown.stepId),
    run: () => shown.figure.run,
    traceOf: ({ run }) => shown.context.runs[run],
    pause: () => shown.pause(),
  });
}

/** Hidden until something is pointed at. */
export function inspector(
  runs: Runs,
  cell: Cell | undefined,
  pointer: CellPointer | undefined,
  say: Say,
): TemplateResult {
  return html`
    <cell-inspector
      aria-live="polite"
      ?hidden=${cell === undefined}
      ?pinned=${pointer?.pinned}
      .mark=${pointer?.mark}
      .runs=${runs}
      .cell=${cell}
      .say=${say}
      @close=${() => pointer?.pin(undefined)}
    ></cell-inspector>
  `;
}

function tableOf(shown: ShownFigure): TemplateResult {
  const { figure, context, pointed, stepId } = shown;
  return numberTable(context.runs, pointed ?? figure.startCell(context, stepId), context.say, () => {
    shown.tabled = false;
    shown.focus({ preventScroll: true });
  });
}

/** The numbers of the tensor that a cell is of, with a button that closes it where there is something to be done then. Its keys are its own. */
export function numberTable(
  runs: Runs,
  cell: Cell | undefined,
  say: Say,
  close?: () => void,
): TemplateResult {
  return html`
    <number-table
      tabindex="0"
      role="group"
      aria-label=${say('tools.numbers')}
      .runs=${runs}
      .cell=${cell}
      .say=${say}
      .closes=${close !== undefined}
      @close=${() => close?.()}
      @keydown=${(event: Event) => event.stopPropagation()}
    ></number-table>
  `;
}

function toolsOf(shown: ShownFigure): TemplateResult {
  return html`
    <figure-tools
      ?hidden=${!shown.tools}
      .linkOf=${shown.linkOf}
      .embedOf=${shown.embedOf}
      .say=${shown.context.say}
      ?tabled=${shown.tabled}
      @numbers=${() => (shown.tabled = !shown.tabled)}
      @save=${({ detail }: CustomEvent<FileKind>) => save(shown, detail)}
      @keydown=${(event: Event) => event.stopPropagation()}
    ></figure-tools>
  `;
}

/** Saves what is seen, with its caption, or all numbers behind it. */
async function save(shown: ShownFigure, kind: FileKind): Promise<void> {
  const { figure, context, stepId } = shown;
  const { say } = context;
  shown.unsaved = undefined;
  try {
    const { saveFigure } = await import('./export/save.js');
    await saveFigure(kind, {
      name: `attention-${figure.id}-${stepId}`,
      title: say(`chapter.${figure.id}.title` as MessageKey),
      caption: shown.caption,
      source: say('tools.source', { sentence: context.runs[figure.run].words.join(' ') }),
      picture: shown.renderRoot.querySelector('svg.picture')!,
      runs: context.runs,
      run: figure.run,
    });
  } catch (error) {
    shown.unsaved = say('tools.unsaved', { reason: error instanceof Error ? error.message : String(error) });
  }
}
