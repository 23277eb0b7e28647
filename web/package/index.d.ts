// The element `<attention-explainer>`.

/** Where a figure has come to. */
export interface StepDetail {
  readonly chapter: string;
  readonly step: string;
}

/** What is shown. Head and token count from 1. */
export interface SelectionDetail {
  readonly sentence: string;
  readonly head: number;
  readonly token: number;
}

/** What went wrong: nothing can be shown (`start`), or another sentence is shown than was asked for (`sentence`). */
export interface ErrorDetail {
  readonly kind: 'start' | 'sentence';
  /** In the language that is shown. */
  readonly message: string;
  /** Of a sentence: what was asked for, the first word of it that the model does not know, and the closest known ones. */
  readonly sentence?: string;
  readonly word?: string;
  readonly closest?: readonly string[];
}

export interface AttentionExplainerEventMap extends Omit<HTMLElementEventMap, 'error'> {
  error: CustomEvent<ErrorDetail>;
  step: CustomEvent<StepDetail>;
  selection: CustomEvent<SelectionDetail>;
  /** The first figure is drawn. Does not bubble, nor does `error`. */
  ready: CustomEvent<null>;
}

/** What can be written on the element: a value that is none of these is as if nothing were written. */
export interface ExplainerAttributes {
  chapter?: string | undefined;
  step?: string | undefined;
  sentence?: string | undefined;
  head?: number | string | undefined;
  token?: number | string | undefined;
  transposed?: boolean | undefined;
  lang?: string | undefined;
  theme?: string | undefined;
  controls?: string | undefined;
  autoplay?: boolean | undefined;
}

/** Listeners as frameworks name them that take an event's own name. */
export interface ElementHandlers {
  onstep?: ((event: CustomEvent<StepDetail>) => void) | undefined;
  onselection?: ((event: CustomEvent<SelectionDetail>) => void) | undefined;
  onready?: ((event: CustomEvent<null>) => void) | undefined;
  onerror?: ((event: CustomEvent<ErrorDetail>) => void) | undefined;
}

/** Everything that was computed on a sentence, read-only. */
export interface Trace {
  readonly words: readonly string[];
  readonly names: readonly string[];
  shape(tensor: string): readonly number[];
  values(tensor: string): readonly number[] | Float32Array | Int32Array;
  at(tensor: string, ...indices: number[]): number;
}

export declare class AttentionExplainer extends HTMLElement {
  /** The one chapter that is shown; without it, or with another name, the whole page. */
  chapter: string | undefined;
  /** The step at which the chapter's figure is held. */
  step: string | undefined;
  /** The sentence that is run: words of the model's vocabulary. */
  sentence: string;
  /** The head that is shown, from 1; undefined for the one that moves the followed word most. */
  head: number | undefined;
  /** The word that is followed, from 1. */
  token: number;
  /** Grids with queries along the top. */
  transposed: boolean;
  /** A language by its tag (`zh`, `en-GB`), or `auto` for the reader's own; empty: that of the page around. */
  lang: string;
  /** `auto`, `light`, `dark`, or `host`: as the page around is. */
  theme: string;
  /** What stands around the figures: heading, settings, contents, sentence, title, cards, transport, tools, about. */
  controls: string | undefined;
  /** The chapter's figure plays when it comes into sight. */
  autoplay: boolean;
  /** The trace of the sentence shown; undefined until it has been computed. */
  readonly trace: Trace | undefined;
  /** All runs that the figures are drawn from, by name; undefined until they have been computed. */
  readonly runs: Readonly<Record<string, Trace | undefined>> | undefined;
  /** Resolves when the first figure is drawn; rejects with a sentence where that cannot be. */
  readonly ready: Promise<void>;
  /** Plays the figure from where it is. What is asked for before it is ready is done then. */
  play(): void;
  /** Stops it where it is. */
  pause(): void;
  /** Holds it at a step, also at one at which it was held before. */
  goTo(step: string): void;
  /** Shows every chapter now, and not as the reader comes near; resolves when all are drawn. */
  showAll(): Promise<void>;
  /** Resolves when everything that was asked for is drawn. */
  readonly updateComplete: Promise<boolean>;
  addEventListener<Name extends keyof AttentionExplainerEventMap>(
    type: Name,
    listener: (this: AttentionExplainer, event: AttentionExplainerEventMap[Name]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'attention-explainer': AttentionExplainer;
  }
}
