import type { TemplateResult } from 'lit';
import type { RunOptions } from '../../../wasm/attention.js';
import type { Engine } from '../compute/engine.js';
import type { Claims, Figure, FigureContext } from '../figure/figure.js';
import type { Handled } from '../figure/view.js';
import { variantOf } from '../figure/telling.js';
import type { MessageKey, Parameters } from '../text/messages.js';
import type { OwnModel } from '../compute/model/model.js';
import type { Removal } from '../compute/runs.js';
import type { Trace } from '../compute/trace.js';
import type { MathData } from '../text/formulas.js';

/** What a chapter can see and ask of the page that it stands in. */
export interface Page {
  readonly engine: Engine;
  readonly context: FigureContext;
  /** The switches of the run `switched`. */
  readonly options: RunOptions;
  setOptions(options: RunOptions): void;
  /** Whether what goes on by itself does so when it comes into sight. */
  readonly playsBySight: boolean;
  /** What the chapter's prose names while it is pointed at there. */
  readonly named?: string | undefined;
  /** What all runs are computed with, if it is not the model that came with the page. */
  readonly ownModel: OwnModel | undefined;
  /** Computes all runs anew with another model, or with the one that came with the page. */
  useModel(model: OwnModel | undefined): void;
  /** The heads that are switched off in the run `ablated`, from 0. */
  readonly silent: readonly number[];
  setSilent(heads: readonly number[]): void;
  /** How many directions chapter 8 keeps. */
  setRank(rank: number): void;
  /** Changes what a figure shows, as a hand does in its picture. */
  setHandled(handled: Handled): void;
  /** Holds a chapter's figure at a step: the one that shows what a control has changed. */
  show(chapter: string, step: string): void;
  /** The step that a chapter's figure shows. */
  stepOf(chapter: string): string | undefined;
  /** Brings a chapter into sight, its figure held at a step. */
  open(chapter: string, step: string): void;
  /** Chooses what the run `without` is without. */
  setRemoved(removed: Removal): void;
  /** Runs another sentence; the model knows its words. */
  setSentence(words: readonly string[]): void;
  /** Sentences to begin with. */
  readonly examples: readonly string[];
  /** The chapters that have been loaded, in the order in which they are read: all of them for one that `showsOthers`. */
  readonly chapters: readonly NumberedChapter[];
}

/**
 * What is said of one step of the figure, or one thing that is said beside what stands in a figure's place: the text
 * `card.CHAPTER.STEP`.
 */
export interface Card {
  /** The step that it leads the figure to; its own name where there is no figure. */
  readonly step: string;
  /** What is exact, folded under it: how many texts `exact.CHAPTER.STEP.1` ..., and the formulas after them. */
  readonly exact?: number;
  readonly formulas?: readonly MathData[];
  /** Stands under it: what a reader can try there. */
  readonly controls?: (page: Page) => TemplateResult;
}

/** A chapter: cards and a question beside a figure, or beside something of its own. */
export interface Chapter {
  /** The name of its texts, of its place in a link, and of its figure. */
  readonly id: string;
  readonly figure?: Figure;
  /** What it shows in place of the reader's sentence, where that has nothing to show of what it is about. */
  readonly lesson?: (page: Page) => FigureContext;
  /** Does what a handle of the figure's is for. */
  readonly press?: (page: Page, handle: string) => void;
  /** In the order of the figure's steps, one for each. */
  readonly cards?: readonly Card[];
  /** What its texts claim of the runs, where there is no figure that says so. */
  readonly claims?: Claims;
  /** Stands in the figure's place in a chapter without one; may emit `point` with the tensor that is pointed at. */
  readonly body?: (page: Page) => TemplateResult;
  /** Follows the chapter, across the page: a section of its own. */
  readonly below?: (page: Page) => TemplateResult;
  /** What fills the places of its texts, where there is no figure that says so. */
  readonly facts?: (page: Page) => Parameters;
  readonly question?: Question;
  /** The steps that show what an author has given in the place of a run; without it none does. */
  readonly given?: (trace: Trace) => readonly string[];
  /** Whether it shows the other chapters too: it is shown when they have been loaded. */
  readonly showsOthers?: boolean;
}

/** A chapter with its place among the others. */
export interface NumberedChapter extends Chapter {
  readonly number: number;
}

/**
 * To be answered before it is shown. The texts are `question.ID.ask`, `.right` and `.wrong`, filled by the chapter's
 * facts; the right answer comes from the trace.
 */
export interface Question {
  readonly id: string;
  options(context: FigureContext): readonly { readonly text: string; readonly right: boolean }[];
  /** The card that it stands under: the last one where this is missing. */
  readonly at?: string;
  /** The step of the figure that shows the answer, where there is a figure. */
  readonly reveal?: string;
  /** Sees to it that the figure shows what the answer is about. */
  readonly answered?: (page: Page) => void;
}

/** Which text of a chapter is said in the place of `key`. */
export function chapterKey({ claims, figure }: Chapter, key: string, { context }: Page): MessageKey {
  return variantOf(claims ?? figure?.claims, key, context);
}

/** What fills the places of a chapter's texts. */
export function factsOf(chapter: Chapter, page: Page): Parameters {
  return chapter.figure?.facts(page.context) ?? chapter.facts?.(page) ?? {};
}
