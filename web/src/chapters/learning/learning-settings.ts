import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { LearningSettings } from './protocol.js';
import {
  draftOf,
  headCounts,
  isLearningRate,
  isSeed,
  largestLearningRate,
  largestSeed,
  readSettings,
  sameSettings,
  type SettingsDraft,
} from './settings.js';
import { wholeNumber } from '../../text/format.js';
import type { MessageKey, Say } from '../../text/messages.js';

/** Seed, learning rate and heads of the next run. Emits `begin` with them, once each means something. */
export class LearningSettingsForm extends LitElement {
  static override properties = {
    settings: { attribute: false },
    usual: { attribute: false },
    say: { attribute: false },
    draft: { state: true },
    refused: { state: true },
  };

  /** Those of the run that is shown. */
  declare settings: LearningSettings;
  /** Those of the model that came with the page. */
  declare usual: LearningSettings;
  declare say: Say;
  declare draft: SettingsDraft;
  /** The reader has asked for a run with settings that mean nothing. */
  declare refused: boolean;

  static override styles = css`
    :host {
      display: block;
      font: 400 calc(15 * var(--ax-px)) / 1.4 var(--ax-sans);
      color: var(--ax-ink);
    }
    form {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px 16px;
    }
    h3 {
      flex-basis: 100%;
      margin: 0;
      font: 600 calc(16 * var(--ax-px)) / 1.3 var(--ax-serif);
    }
    label {
      display: flex;
      align-items: center;
      gap: 8px;
      min-height: 44px;
    }
    input:not([type='radio']) {
      width: 7.2em;
      height: 44px;
      box-sizing: border-box;
      padding: 0 10px;
      border: 1px solid var(--ax-edge);
      border-radius: 10px;
      background: var(--ax-paper);
      color: inherit;
      font: inherit;
      font-size: calc(16 * var(--ax-px));
      font-variant-numeric: tabular-nums;
    }
    input.rate {
      width: 5.2em;
    }
    input[aria-invalid='true'] {
      border-color: var(--ax-value);
      box-shadow: inset 0 0 0 1px var(--ax-value);
    }
    fieldset {
      display: flex;
      align-items: center;
      gap: 4px 12px;
      margin: 0;
      padding: 0;
      border: 0;
    }
    legend {
      float: left;
      padding: 0 8px 0 0;
    }
    input[type='radio'] {
      width: 20px;
      height: 20px;
      margin: 0;
      accent-color: var(--ax-query);
    }
    button {
      min-height: 44px;
      padding: 0 14px;
      border: 1px solid var(--ax-line);
      border-radius: 10px;
      background: none;
      color: inherit;
      font: inherit;
      cursor: pointer;
    }
    button:hover {
      background: var(--ax-chip);
    }
    :is(button, input):focus-visible {
      outline: 2px solid var(--ax-focus);
      outline-offset: 2px;
    }
    .wrong {
      flex-basis: 100%;
      margin: 0;
    }
    @media (forced-colors: active) {
      button:disabled {
        color: GrayText;
      }
    }
  `;

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('settings');
    const begun = changed.has('settings') && !(before && sameSettings(before, this.settings));
    if (begun) this.draft = draftOf(this.settings);
  }

  override render(): TemplateResult {
    const { say, draft, usual } = this;
    const settings = readSettings(draft);
    return html`
      <form novalidate @submit=${this.#onSubmit}>
        <h3>${say('learning.settings')}</h3>
        ${this.#field('seed', 'learning.seed', 'numeric', isSeed)}
        ${this.#field('learningRate', 'learning.rate', 'decimal', isLearningRate)}
        <fieldset>
          <legend>${say('learning.heads')}</legend>
          ${headCounts.map((heads) => this.#headOption(heads))}
        </fieldset>
        <button>${say('learning.begin')}</button>
        ${
          settings && sameSettings(settings, usual)
            ? nothing
            : html`<button type="button" class="usual" @click=${() => (this.draft = draftOf(usual))}>
                ${say('learning.usual')}
              </button>`
        }
        ${this.refused && !settings ? html`<p class="wrong" role="alert">${this.#problem()}</p>` : nothing}
      </form>
    `;
  }

  #field(
    name: 'seed' | 'learningRate',
    label: MessageKey,
    inputMode: string,
    isRight: (text: string) => boolean,
  ): TemplateResult {
    const text = this.draft[name];
    return html`
      <label>
        ${this.say(label)}
        <input
          class=${name === 'seed' ? 'seed' : 'rate'}
          inputmode=${inputMode}
          autocomplete="off"
          maxlength="12"
          aria-invalid=${this.refused && !isRight(text)}
          .value=${text}
          @input=${(event: Event) => this.#change({ [name]: (event.target as HTMLInputElement).value })}
        />
      </label>
    `;
  }

  #headOption(heads: LearningSettings['heads']): TemplateResult {
    return html`
      <label>
        <input
          type="radio"
          name="heads"
          value=${heads}
          .checked=${heads === this.draft.heads}
          @change=${() => this.#change({ heads })}
        />
        ${heads}
      </label>
    `;
  }

  #problem(): string {
    return isSeed(this.draft.seed)
      ? this.say('learning.rate.wrong', { largest: largestLearningRate })
      : this.say('learning.seed.wrong', { largest: wholeNumber(largestSeed) });
  }

  #change(change: Partial<SettingsDraft>): void {
    this.draft = { ...this.draft, ...change };
  }

  #onSubmit = (event: Event): void => {
    event.preventDefault();
    const settings = readSettings(this.draft);
    this.refused = settings === undefined;
    if (settings) this.dispatchEvent(new CustomEvent('begin', { detail: settings }));
  };
}
