import { html, nothing, type TemplateResult } from 'lit';
import type { Engine } from '../compute/engine.js';
import { exampleSentences } from '../compute/examples.js';
import type { Say } from '../text/messages.js';
import type { Trace } from '../compute/trace.js';

/** What all chapters share, and what becomes of another choice. Tokens and heads count from 0. */
export interface PageChoices {
  readonly engine: Engine;
  readonly trace: Trace;
  readonly say: Say;
  readonly token: number;
  readonly head: number;
  readonly transposed: boolean;
  setSentence(words: readonly string[]): void;
  setToken(token: number): void;
  setHead(head: number): void;
  setTransposed(transposed: boolean): void;
}

/** A sentence of the reader's own, the followed word, the head and the direction of the grids, behind one button. */
export function pageChoices(choices: PageChoices): TemplateResult {
  const { engine, trace, say, transposed, setSentence, setTransposed } = choices;
  const { vocabulary, dimensions } = engine.model;
  return html`
    <details class="choices" part="sentence">
      <summary>${say('sentence.own')}</summary>
      <div class="options">
        ${
          // The words of an author's numbers cannot be exchanged.
          trace.given
            ? nothing
            : html`<sentence-box
                .words=${trace.words}
                .examples=${exampleSentences}
                .vocabulary=${vocabulary}
                .longest=${dimensions.n_positions}
                .say=${say}
                @sentence=${(event: CustomEvent<string[]>) => setSentence(event.detail)}
              ></sentence-box>`
        }
        ${tokenChoice(choices)} ${headChoice(choices)}
        <label class="option single" title=${say('grid.transposed.why')}>
          <input
            type="checkbox"
            .checked=${transposed}
            @change=${(event: Event) => setTransposed((event.target as HTMLInputElement).checked)}
          />
          ${say('grid.transposed')}
        </label>
      </div>
    </details>
  `;
}

/** Words are chosen in the figures too, but there they are too small for some fingers, and not for keys. */
function tokenChoice({ trace, say, token, setToken }: PageChoices): TemplateResult {
  const option = (word: string, index: number) => html`
    <option value=${index + 1} .selected=${index === token}>${index + 1} ${word}</option>
  `;
  return html`
    <select
      class="token"
      aria-label=${say('token.label')}
      title=${say('token.label')}
      @change=${(event: Event) => setToken(Number((event.target as HTMLSelectElement).value) - 1)}
    >
      ${trace.words.map(option)}
    </select>
  `;
}

function headChoice({ trace, say, head, setHead }: PageChoices): TemplateResult {
  const option = (_: unknown, index: number) => html`
    <label class="option">
      <input
        type="radio"
        name="head"
        value=${index + 1}
        .checked=${index === head}
        @change=${() => setHead(index)}
      />
      ${index + 1}
    </label>
  `;
  return html`
    <fieldset>
      <legend>${say('head.label')}</legend>
      ${Array.from({ length: trace.n_heads }, option)}
    </fieldset>
  `;
}
