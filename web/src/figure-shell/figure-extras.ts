// What stands around a figure's picture once it is live: the inspector, the tools, the table of numbers.
import { html, type TemplateResult } from 'lit';
import type { MessageKey } from '../text/messages.js';
import { CellPointer } from './cell-pointer.js';
import type { ExplainerFigure } from './explainer-figure.js';
import type { FileKind } from './figure-tools.js';

export function pointerOf(shown: ExplainerFigure): CellPointer {
  return new CellPointer(shown, {
    start: () => shown.figure.startCell(shown.context, shown.stepId),
    run: () => shown.figure.run,
    traceOf: ({ run }) => shown.context.runs[run],
    pause: () => shown.pause(),
  });
}

/** Hidden until something is pointed at. */
export function inspectorOf({ context: { runs, say }, pointed, pointer }: ExplainerFigure): TemplateResult {
  return html`
    <cell-inspector
      class=${pointer?.pinned ? 'pinned' : ''}
      aria-live="polite"
      ?hidden=${pointed === undefined}
      .runs=${runs}
      .cell=${pointed}
      .say=${say}
    ></cell-inspector>
  `;
}

export function toolsOf(figure: ExplainerFigure): TemplateResult {
  return html`
    <figure-tools
      ?hidden=${!figure.tools}
      .linkOf=${figure.linkOf}
      .embedOf=${figure.embedOf}
      .say=${figure.context.say}
      ?tabled=${figure.tabled}
      @numbers=${() => (figure.tabled = !figure.tabled)}
      @save=${({ detail }: CustomEvent<FileKind>) => save(figure, detail)}
      @keydown=${(event: Event) => event.stopPropagation()}
    ></figure-tools>
  `;
}

/** The numbers of the step, or of what is pointed at. */
export function tableOf({ figure, context, pointed, stepId }: ExplainerFigure): TemplateResult {
  return html`
    <number-table
      tabindex="0"
      .runs=${context.runs}
      .cell=${pointed ?? figure.startCell(context, stepId)}
      .say=${context.say}
      @keydown=${(event: Event) => event.stopPropagation()}
    ></number-table>
  `;
}

/** Saves what is seen, with its caption, or all numbers behind it. */
async function save(shown: ExplainerFigure, kind: FileKind): Promise<void> {
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

/** What stands around a figure’s picture once it has been loaded. */
export interface FigureExtras {
  readonly pointerOf: typeof pointerOf;
  readonly inspectorOf: typeof inspectorOf;
  readonly toolsOf: typeof toolsOf;
  readonly tableOf: typeof tableOf;
}

export const figureExtras: FigureExtras = { pointerOf, inspectorOf, toolsOf, tableOf };
