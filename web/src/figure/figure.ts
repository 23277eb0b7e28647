import type { TemplateResult } from 'lit';
import type { Analysis } from '../../../wasm/analysis.js';
import type { Cell } from './cell.js';
import type { MessageKey, Parameters, Say } from '../text/messages.js';
import type { SvgNode } from '../scene/node.js';
import type { Timeline } from '../scene/timeline.js';
import type { RunName, Runs } from '../compute/runs.js';
import type { Trace } from '../compute/trace.js';
import type { Handled, Selection } from './view.js';

/** All that a frame is drawn from, besides the time and the room that there is. */
export interface FigureContext {
  readonly runs: Runs;
  /** The sentence without each head in turn, by head. */
  readonly ablations: readonly Trace[];
  /** The sentence without each word in turn, by word; none where there is only one word. */
  readonly wordAblations: readonly Trace[];
  /** Computes what a figure needs beyond the trace: planes, best combinations, running products. Pure. */
  readonly analysis: Analysis;
  readonly selection: Selection;
  readonly say: Say;
}

/** What has to hold of the runs for a text to be said. */
export type Claim = (context: FigureContext) => boolean;

/**
 * What texts claim of the runs, by their keys. A text KEY may have variants KEY.VARIANT, which say something else in its
 * place: the first in this table whose claim holds is said, KEY itself where none does. A claim of KEY itself chooses
 * nothing: it is what must hold whenever no variant does.
 */
export type Claims = Readonly<Partial<Record<MessageKey, Claim>>>;

/** Something in a picture that can be pressed, which makes the figure show another run. */
export interface Handle {
  /** What a press is told of by. */
  readonly id: string;
  /** What it is called. */
  readonly label: string;
  /** Of one that stays on or off. */
  readonly pressed?: boolean;
  /** In the picture: at least 44 pixels each way. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One frame: SVG as data, in a box of `width` by `height` pixels. */
export interface Picture {
  /** `narrow` is for phones: smaller letters, part after part. */
  readonly kind: 'wide' | 'roomy' | 'narrow';
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly (SvgNode | undefined)[];
  readonly handles?: readonly Handle[];
}

/** What the handles of a figure can do. */
export interface Hands {
  /** Changes the picture; the page is told once the hand rests. */
  change(handled: Handled): void;
  /** Turns the space by so many degrees. */
  turn(degrees: number): void;
  /** Holds the figure at a step, which shows what is changed. */
  show(step: string): void;
}

/**
 * A figure: a list of steps and a pure function of context, time and room. The names of its steps are the texts
 * `step.FIGURE.STEP`, what each shows is told by its card, `card.FIGURE.STEP`, with places that `facts` fills.
 */
export interface Figure {
  readonly id: string;
  readonly timeline: Timeline;
  /** The step whose held moment tells most by itself: what a still picture of the figure shows. */
  readonly keyStep: string;
  /** Steps that there once were, as links name them, and the one that tells now what each told. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** Plays by itself and begins again at the end. At most one figure of a page does. */
  readonly loops?: boolean;
  /** The run that the figure is about. */
  readonly run: RunName;
  /** `room`: how many pixels wide the place is. */
  draw(context: FigureContext, time: number, room: number): Picture;
  facts(context: FigureContext): Parameters;
  /** What its drawings show, for those who do not see them. */
  drawings?(context: FigureContext): readonly string[];
  /** What its cards, and the other texts of its chapter, claim of the runs. */
  readonly claims?: Claims;
  /** What stands under the picture, to change it by hand. */
  handles?(context: FigureContext, step: string, hands: Hands): TemplateResult;
  /** Whether who drags across the picture turns it. */
  readonly turns?: boolean;
  /** What is changed by who drags a grip (`data-grip`) in the picture, drawn for `room`, to a place of it. */
  drag?(context: FigureContext, room: number, place: readonly [x: number, y: number]): Handled;
  /** Where a walk from cell to cell begins at a step. */
  startCell(context: FigureContext, step: string): Cell;
}
