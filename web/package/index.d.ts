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

export interface AttentionExplainerEventMap extends HTMLElementEventMap {
  step: CustomEvent<StepDetail>;
  selection: CustomEvent<SelectionDetail>;
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
  /** `auto` for the reader's own, or the name of a language: `en`, `zh`. */
  lang: string;
  /** `auto`, `light` or `dark`. */
  theme: string;
  /** What stands around the figures: heading, settings, contents, sentence, title, cards, transport, tools, about. */
  controls: string | undefined;
  /** The chapter's figure plays when it comes into sight. */
  autoplay: boolean;
  /** The trace of the sentence shown; undefined until it has been computed. */
  readonly trace: Trace | undefined;
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
