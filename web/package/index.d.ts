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

/**
 * What went wrong: nothing can be shown (`start`), another sentence is shown than was asked for (`sentence`), or the data that were given
 * cannot be shown, and what was shown before stays (`data`).
 */
export interface ErrorDetail {
  readonly kind: 'start' | 'sentence' | 'data';
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
  /** The address of an author's own numbers. */
  data?: string | undefined;
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

type Row = ArrayLike<number>;

/** (n_tokens, d), or (n_heads, n_tokens, d): nested lists, the innermost of which may be typed; or flat values with their shape. */
export type DataArray =
  | readonly Row[]
  | readonly (readonly Row[])[]
  | { readonly shape: readonly number[]; readonly values: ArrayLike<number> };

interface CommonData {
  /** At most 24, of at most 16 characters each. */
  readonly tokens: readonly string[];
  /** Tokens do not see later ones. True unless it is given; of weights it is seen. */
  readonly causal?: boolean | null | undefined;
  /** What scores are multiplied by before softmax. 1 / √d of queries and keys, 1 of scores, unless it is given. */
  readonly scale?: number | null | undefined;
  /** What the numbers are, for the line that says that they are the author's. */
  readonly title?: string | null | undefined;
}

/** At most 8 heads, of at most 128 components; fewer heads of keys and values are shared by those of queries. */
export interface VectorData extends CommonData {
  readonly query: DataArray;
  readonly key: DataArray;
  readonly value?: DataArray | null | undefined;
}

/** Scores as they are before softmax. */
export interface ScoreData extends CommonData {
  readonly scores: DataArray;
  readonly value?: DataArray | null | undefined;
}

/** Weights: what comes before them is not drawn. Each row adds up to 1, up to 0.02. */
export interface WeightData extends Omit<CommonData, 'scale'> {
  readonly weights: DataArray;
  readonly value?: DataArray | null | undefined;
}

export type AttentionData = VectorData | ScoreData | WeightData;

/** A language of one's own, or texts of one's own in a language that there is. */
export interface AddedTexts {
  /** What the language is called in itself: `Français`. */
  readonly name?: string;
  /** By the keys of `attention-explainer/texts.json`. What is left out is said in English, or as it was. */
  readonly texts: Readonly<Record<string, string>>;
  /** What the model's words mean in it, of a language that is added. */
  readonly glosses?: Readonly<Record<string, string>>;
}

export declare class AttentionExplainer extends HTMLElement {
  /** Adds a language by its tag, or replaces texts of one that there is. What is shown in it is said anew. */
  static addTexts(tag: string, added: AddedTexts): void;
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
  /**
   * Numbers of one's own, in the figures of match, weights, value and heads: an object of them, or the address of such as JSON or safetensors
   * (tensors by these names; tokens, causal, scale and title in the metadata, as JSON). Null goes back to the model.
   */
  data: AttentionData | string | URL | null | undefined;
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
