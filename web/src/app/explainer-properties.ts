import { LitElement, type TemplateResult } from 'lit';
import { asTrained, type RunOptions } from '../../../wasm/attention.js';
import type { NumberedChapter } from '../chapters/chapter.js';
// What the package declares is what is written here.
import type { AttentionData } from '../../package/index.js';
import { chapterIds } from '../chapters/index.js';
import { examples } from '../compute/examples.js';
import type { OwnModel } from '../compute/model/model.js';
import type { Removal } from '../compute/runs.js';
import type { Trace } from '../compute/trace.js';
import type { Handled } from '../figure/view.js';
import type { State } from './computation.js';

/** What stands around the figures, which is loaded after the first one. */
export type Extras = typeof import('./extras.js');

/** An object of a chapter, by the name of its tensor. */
export interface ChapterObject {
  readonly chapter: string;
  readonly object: string;
}

/** What shows an author's numbers in the place of the model's, loaded when an element has been given some. */
export interface GivenNumbersShown {
  /** Before each update of the element. */
  update(): void;
  /** Resolves when what was asked for last has been read, or refused. */
  readonly read: Promise<void>;
  /** A chapter as it shows what is given, if anything is. */
  chapter(chapter: NumberedChapter | undefined, trace: Trace): NumberedChapter | undefined;
  /** Whose numbers are shown, and why others are not. */
  note(trace: Trace): TemplateResult;
}

/** What can be asked of an explainer, and what it remembers of its reader. */
export class ExplainerProperties extends LitElement {
  static override properties = {
    lang: { type: String },
    theme: { type: String, reflect: true },
    linked: { type: Boolean },
    embeds: { type: Boolean },
    chapter: { type: String },
    step: { type: String },
    controls: { type: String },
    autoplay: { type: Boolean },
    sentence: { type: String },
    head: { type: Number },
    token: { type: Number },
    transposed: { type: Boolean },
    options: { attribute: false },
    data: {},
    ownModel: { attribute: false },
    silent: { attribute: false },
    rank: { type: Number },
    removed: { attribute: false },
    handled: { attribute: false },
    state: { state: true },
    extras: { state: true },
    brokenLink: { state: true },
    refused: { state: true },
    named: { state: true },
    pointed: { state: true },
  };

  /** Keep the page's address at the moment that is shown, and open at the one that it names. For pages of our own. */
  declare linked: boolean;
  /** Offer code for pages of others: beside this page stand embed.html and attention-explainer.js. */
  declare embeds: boolean;
  /** A language by its tag (`zh`, `en-GB`), or `auto`: the reader's own. Left out: that of the page around. */
  declare lang: string;
  /** `auto` (as the reader's system), `light` or `dark`, or in a page of others `host` (as that page is). */
  declare theme: string;
  /** The one chapter that is shown, by its name in the page's addresses; without it, or with another name, all. */
  declare chapter: string | undefined;
  /** The step at which the figure of `chapter` is held, by its name in the page's addresses. */
  declare step: string | undefined;
  /** What is shown beside the figures: names of Control with spaces between. */
  declare controls: string | undefined;
  /** The figure of `chapter` plays when it comes into sight, unless the reader wants no motion. */
  declare autoplay: boolean;
  /** The sentence that is run; one that the model cannot read leaves the one before, and is told by `error`. */
  declare sentence: string;
  /** The head that is shown, a whole number from 1. Until one is chosen, the head that moves the followed word most. */
  declare head: number | undefined;
  /** The token that is followed, a whole number from 1. */
  declare token: number;
  /** Grids with queries along the top and keys down the side. */
  declare transposed: boolean;
  /** The switches: how the run `switched` departs from the model as trained. */
  declare options: RunOptions;
  /**
   * Numbers of an author's own: { tokens, query, key, value? }, { tokens, scores, value? } or { tokens, weights }, or the address of
   * such as JSON or safetensors. Null goes back to the model's.
   */
  declare data: AttentionData | string | URL | null | undefined;
  /** A model that was trained in the page, instead of the one that came with it. */
  declare ownModel: OwnModel | undefined;
  /** The heads that are switched off in the run `ablated`, from 0, in order. */
  declare silent: readonly number[];
  /** How many directions of a head's values are kept; all until fewer are chosen. */
  declare rank: number | undefined;
  /** What the run `without` is without; until one is chosen, the word that moves the followed one most. */
  declare removed: Removal | undefined;
  /** What has been changed by hand in the pictures that can be. */
  declare handled: Handled;
  declare state: State;
  /** What stands around the figures, once it has been loaded. */
  declare extras: Extras | undefined;
  /** What reads `data`, once there has been any. */
  given: GivenNumbersShown | undefined;
  declare brokenLink: boolean;
  /** A sentence that was asked for and cannot be run. */
  declare refused: string | undefined;
  /** What prose or formulas name while they are pointed at. */
  declare named: ChapterObject | undefined;
  /** What is pointed at in a figure. */
  declare pointed: ChapterObject | undefined;

  constructor() {
    super();
    this.lang = '';
    this.theme = 'auto';
    this.linked = false;
    this.embeds = false;
    this.autoplay = false;
    this.brokenLink = false;
    this.sentence = examples[0].sentence;
    this.token = examples[0].token;
    this.transposed = false;
    this.options = asTrained;
    this.silent = [];
    this.handled = {};
    this.state = { kind: 'loading' };
  }

  /**
   * Names, shapes and values of everything that was computed on the sentence shown, read-only.
   * Undefined until the computation has started, and where it could not.
   */
  get trace(): Trace | undefined {
    return this.state.kind === 'ready' ? this.state.runs.sentence : undefined;
  }

  /** Whether one chapter stands alone. */
  get isAlone(): boolean {
    return this.chapter !== undefined && chapterIds.includes(this.chapter);
  }

  /** The chapter that the attributes are about. */
  get subject(): string {
    return this.isAlone ? this.chapter! : chapterIds[0]!;
  }
}
