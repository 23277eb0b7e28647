import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { type Say, withGloss } from '../text/messages.js';
import { randomSentence } from '../compute/model/random-sentence.js';
import { complete, completions, readSentence, type ReadSentence } from '../compute/model/sentence.js';
import { replaceWord } from '../compute/model/words.js';
import { isComposed } from './composed.js';

const suggested = 6;

/** Where the reader types a sentence. Emits `sentence` with its words once the model knows them all. */
export class SentenceBox extends LitElement {
  static override properties = {
    words: { attribute: false },
    examples: { attribute: false },
    vocabulary: { attribute: false },
    longest: { type: Number },
    say: { attribute: false },
    draft: { state: true },
    problem: { state: true },
    active: { state: true },
    open: { state: true },
  };

  /** The sentence that is shown now. */
  declare words: readonly string[];
  declare examples: readonly string[];
  declare vocabulary: readonly string[];
  declare longest: number;
  declare say: Say;
  declare draft: string | undefined;
  declare problem: Exclude<ReadSentence, { kind: 'words' }> | undefined;
  /** Which completion is marked; -1 for none. */
  declare active: number;
  declare open: boolean;

  constructor() {
    super();
    this.active = -1;
    this.open = false;
  }

  static override styles = css`
    :host {
      display: block;
      font: 400 calc(15 * var(--ax-px)) / 1.4 var(--ax-sans);
      color: var(--ax-ink);
    }
    form {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
      align-items: center;
    }
    .field {
      position: relative;
      flex: 1 1 22em;
      min-width: 0;
    }
    input {
      width: 100%;
      height: 44px;
      box-sizing: border-box;
      padding: 0 14px;
      border: 1px solid var(--ax-edge);
      border-radius: 10px;
      background: var(--ax-raised);
      color: inherit;
      font: inherit;
      font-size: calc(16 * var(--ax-px));
    }
    input[aria-invalid='true'] {
      border-color: var(--ax-value);
    }
    button,
    li {
      min-height: 44px;
      padding: 0 14px;
      border: 1px solid var(--ax-line);
      border-radius: 10px;
      background: none;
      color: inherit;
      font: inherit;
      cursor: pointer;
    }
    button:hover,
    li[aria-selected='true'],
    li:hover {
      background: var(--ax-chip);
    }
    :is(button, input):focus-visible {
      outline: 2px solid var(--ax-focus);
      outline-offset: 2px;
    }
    ul {
      position: absolute;
      inset: 48px 0 auto;
      z-index: 4;
      margin: 0;
      padding: 4px;
      border: 1px solid var(--ax-line);
      border-radius: 10px;
      background: var(--ax-raised);
      box-shadow: 0 6px 24px rgb(0 0 0 / 0.14);
      list-style: none;
    }
    li {
      display: flex;
      align-items: center;
      border: 0;
    }
    .problem {
      flex-basis: 100%;
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
      align-items: center;
      margin: 0;
      overflow-wrap: anywhere;
    }
    @media (forced-colors: active) {
      li[aria-selected='true'] {
        forced-color-adjust: none;
        background: Highlight;
        color: HighlightText;
      }
      input[aria-invalid='true'] {
        border-width: 3px;
      }
    }
  `;

  override render(): TemplateResult {
    const { say } = this;
    const text = this.draft ?? this.words.join(' ');
    const words = this.open ? completions(text, this.vocabulary, suggested) : [];
    return html`
      <form @submit=${this.#onSubmit}>
        <div class="field">
          <input
            role="combobox"
            aria-label=${say('sentence.label')}
            aria-expanded=${words.length > 0}
            aria-controls="words"
            aria-autocomplete="list"
            aria-invalid=${this.problem !== undefined}
            aria-activedescendant=${this.active >= 0 ? `word${this.active}` : nothing}
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            .value=${text}
            @input=${this.#onInput}
            @keydown=${this.#onKey}
            @blur=${() => (this.open = false)}
          />
          ${words.length > 0 ? this.#list(words) : ''}
        </div>
        <button>${say('sentence.run')}</button>
        <button type="button" @click=${this.#anotherExample}>${say('sentence.another')}</button>
        <button type="button" @click=${this.#random}>${say('sentence.random')}</button>
        ${this.problem ? this.#problem(this.problem) : ''}
      </form>
    `;
  }

  #list(words: readonly string[]): TemplateResult {
    const item = (word: string, index: number) => html`
      <li
        id="word${index}"
        role="option"
        aria-selected=${index === this.active}
        @pointerdown=${(event: Event) => this.#choose(event, word)}
      >
        ${withGloss(this.say, word)}
      </li>
    `;
    return html`<ul id="words" role="listbox">
      ${words.map(item)}
    </ul>`;
  }

  #problem(problem: Exclude<ReadSentence, { kind: 'words' }>): TemplateResult {
    const { say, longest } = this;
    if (problem.kind === 'unknown') {
      const replace = (word: string) => html`
        <button type="button" @click=${() => this.#replace(problem.place, word)}>
          ${withGloss(say, word)}
        </button>
      `;
      return html`
        <p class="problem" role="alert">
          ${say('sentence.unknown', { word: shortened(problem.word) })} ${problem.closest.map(replace)}
        </p>
      `;
    }
    const count = problem.kind === 'long' ? problem.count : 0;
    return html`<p class="problem" role="alert">${say(`sentence.${problem.kind}`, { longest, count })}</p>`;
  }

  #onInput = (event: Event): void => {
    this.draft = (event.target as HTMLInputElement).value;
    this.active = -1;
    this.open = true;
    this.problem = undefined;
  };

  #onKey = (event: KeyboardEvent): void => {
    if (isComposed(event)) return;
    const words = this.open ? completions(this.draft ?? '', this.vocabulary, suggested) : [];
    if (words.length === 0) return;
    if (event.key === 'ArrowDown') this.active = (this.active + 1) % words.length;
    else if (event.key === 'ArrowUp') this.active = (this.active <= 0 ? words.length : this.active) - 1;
    else if (event.key === 'Escape') this.open = false;
    else if (event.key === 'Enter' && this.active >= 0) return this.#choose(event, words[this.active]!);
    else return;
    event.preventDefault();
  };

  #choose(event: Event, word: string): void {
    // Neither may the field lose the focus nor the form be sent.
    event.preventDefault();
    this.draft = complete(this.draft ?? '', word);
    this.active = -1;
    this.open = false;
  }

  #replace(place: number, word: string): void {
    this.draft = replaceWord(this.draft ?? '', place, word);
    this.#run();
  }

  #random = async (): Promise<void> => {
    // Where there are no others to be had, one of the few that are here.
    this.draft = await randomSentence(this.words.join(' ')).catch(() => this.#nextExample);
    this.#run();
  };

  get #nextExample(): string {
    const now = this.examples.indexOf(this.words.join(' '));
    return this.examples[(now + 1) % this.examples.length]!;
  }

  #anotherExample = (): void => {
    this.draft = this.#nextExample;
    this.#run();
  };

  #onSubmit = (event: Event): void => {
    event.preventDefault();
    this.#run();
  };

  #run(): void {
    this.open = false;
    const read = readSentence(this.draft ?? this.words.join(' '), this.vocabulary, this.longest);
    if (read.kind !== 'words') {
      this.problem = read;
      return;
    }
    this.problem = undefined;
    this.draft = undefined;
    this.dispatchEvent(new CustomEvent('sentence', { detail: read.words }));
  }
}

function shortened(word: string): string {
  return word.length > 40 ? `${word.slice(0, 40)}…` : word;
}
