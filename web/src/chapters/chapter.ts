import type { FormulaName } from '../scene/formulas.js';
import type { Figure, FigureContext } from '../figure/figure.js';

/** A chapter: prose, formulas and questions around one figure, which has its id and its texts. */
export interface Chapter {
  readonly number: number;
  readonly figure: Figure;
  /** How many paragraphs stand before the formulas: the texts `chapter.ID.1`, `chapter.ID.2` ... */
  readonly paragraphs: number;
  /** Texts `note.ID.1` ... after everything else. */
  readonly notes?: number;
  readonly formulas?: readonly FormulaName[];
  readonly question?: Question;
  /** Shows the switches that depart from the model as trained. */
  readonly switches?: boolean;
}

/**
 * To be answered before it is shown. The texts are `question.ID.ask`, `.right` and `.wrong`, filled by the figure's
 * facts; the right answer comes from the trace.
 */
export interface Question {
  readonly id: string;
  options(context: FigureContext): readonly { readonly text: string; readonly right: boolean }[];
  /** The step of the figure that shows the answer. */
  readonly reveal: string;
}
