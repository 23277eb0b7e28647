import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { exactNumber, shortNumber, subscript } from '../text/format.js';
import type { Cell } from '../figure/cell.js';
import { subscriptLetters } from '../text/subscript-letters.js';
import { cellText } from './inspect/cell-texts.js';
import { explainVector, type VectorExplanation } from './inspect/explain-vector.js';
import { explain, type Explanation, type Term, type Working } from './inspect/explain.js';
import type { Parameters, Say } from '../text/messages.js';
import type { Runs } from '../compute/runs.js';
import { isHan } from '../text/text-width.js';
import { InspectorPlace } from './inspector-place.js';

/** Says of one cell where its number comes from: what it is, its formula, the live operands, every digit. */
export class CellInspector extends LitElement {
  static override properties = {
    runs: { attribute: false },
    cell: { attribute: false },
    say: { attribute: false },
    mark: { attribute: false },
    pinned: { type: Boolean },
  };

  declare runs: Runs;
  declare cell: Cell | undefined;
  declare say: Say;
  /** What the pointer is at, which it must not cover. */
  declare mark: Element | undefined;
  /** It stays until it is closed. */
  declare pinned: boolean;

  readonly place = new InspectorPlace(this, () => this.dispatchEvent(new Event('close')));

  static override styles = css`
    :host {
      display: block;
      font: 400 calc(13.5 * var(--ax-px)) / 1.5 var(--ax-sans);
      font-variant-numeric: tabular-nums;
      color: var(--ax-ink);
    }
    p {
      margin: 0;
    }
    .empty,
    .what,
    .exactly {
      color: var(--ax-quiet);
    }
    sub {
      font-size: 0.7em;
      line-height: 0;
    }
    .line {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      gap: 2px 10px;
    }
    .symbol {
      font: italic 600 calc(16 * var(--ax-px)) / 1.4 var(--ax-serif);
    }
    .made {
      font-style: var(--ax-slant);
    }
    .operands {
      overflow-wrap: anywhere;
    }
    .term {
      white-space: nowrap;
    }
    .value {
      font-weight: 650;
    }
    button {
      float: right;
      width: 44px;
      height: 44px;
      margin: -6px -10px 0 4px;
      border: 0;
      border-radius: 10px;
      background: none;
      color: inherit;
      font: inherit;
      font-size: calc(20 * var(--ax-px));
      cursor: pointer;
    }
    button:hover {
      background: var(--ax-chip);
    }
    button:focus-visible {
      outline: 2px solid var(--ax-focus);
      outline-offset: -2px;
    }
  `;

  override render(): TemplateResult {
    const close = () => {
      this.dispatchEvent(new Event('close'));
      this.closest('figure')?.focus({ preventScroll: true });
    };
    return html`
      ${this.pinned ? html`<button aria-label=${this.say('inspector.close')} @click=${close}>×</button>` : nothing}
      ${this.#explained()}
    `;
  }

  #explained(): TemplateResult {
    const { cell } = this;
    const vector = cell && explainVector(this.runs[cell.run], cell);
    if (vector) return this.#vector(cell, vector);
    const explanation = cell && explain(this.runs[cell.run], cell);
    if (!explanation) return html`<p class="empty">${this.say('inspector.empty')}</p>`;
    return html`
      <p class="line">
        <span class="symbol"
          >${subscriptLetters(explanation.symbol)} = ${made(this.#text('formula', cell))}</span
        >
        <span class="what">${this.#text('inspector', cell)}</span>
      </p>
      <p class="operands">
        ${hasWorking(explanation.working) ? html`= ${working(explanation.working)}` : nothing} =
        <span class="value">${shortNumber(explanation.value)}</span>
        ${this.#exactly(explanation)}
      </p>
    `;
  }

  #vector(cell: Cell, { symbol, components }: VectorExplanation): TemplateResult {
    return html`
      <p class="line">
        <span class="symbol">${subscriptLetters(symbol)} = ${made(this.#text('vector', cell))}</span>
      </p>
      <p class="operands">= (${components.map(shortNumber).join(', ')})</p>
    `;
  }

  #exactly({ value }: Explanation): TemplateResult | typeof nothing {
    if (!Number.isFinite(value)) return nothing;
    const [before, after] = this.say('inspector.exactly').split('{number}');
    return html`<span class="exactly"
      >${before}<span class="exact">${exactNumber(value)}</span>${after}</span
    >`;
  }

  #text(kind: 'inspector' | 'formula' | 'vector', cell: Cell): string {
    return this.say(cellText(kind, this.runs[cell.run], cell), this.#places(cell));
  }

  /** What the texts about a cell can name: head, words, component, counted from 1. */
  #places({ run, tensor, indices }: Cell): Parameters {
    const trace = this.runs[run];
    const axes = trace.axes(tensor);
    const [i = 0, last = 0] = axes[0] === 'n_heads' ? indices.slice(1) : indices;
    return {
      h: (indices[0] ?? 0) + 1,
      i: trace.words[i] ?? '',
      j: trace.words[last] ?? '',
      i_sub: subscript(i + 1),
      j_sub: subscript(last + 1),
      r: (indices.at(-2) ?? 0) + 1,
      c: (indices.at(-1) ?? 0) + 1,
      w: axes.includes('n_vocabulary') ? trace.word(indices[axes.indexOf('n_vocabulary')] ?? 0) : '',
      n_vocabulary: trace.has('w_e') ? trace.shape('w_e')[0]! : 0,
    };
  }
}

/** Letters are slanted as in all mathematics, Chinese is not. */
function made(content: string): unknown {
  const letters = subscriptLetters(content);
  return isHan(content) ? html`<span class="made">${letters}</span>` : letters;
}

/** A parameter is not made of other numbers. */
function hasWorking(steps: Working): boolean {
  return ('sum' in steps ? steps.sum : steps.line).length > 0;
}

function working(steps: Working): string | TemplateResult[] {
  return 'sum' in steps ? sum(steps.sum) : line(steps.line);
}

function sum(terms: readonly Term[]): TemplateResult[] {
  return terms.map(({ left, right }, index) => {
    const product = right === undefined ? bracketed(left) : `${bracketed(left)} × ${bracketed(right)}`;
    return html`${index > 0 ? ' + ' : ''}<span class="term">${product}</span>`;
  });
}

function line(operands: readonly (number | string)[]): string {
  const written = operands.map((operand, index) => {
    if (typeof operand === 'string') return operand;
    return index > 0 ? bracketed(operand) : shortNumber(operand);
  });
  return written.join(' ');
}

/** A negative number inside a sum or product stands in brackets. */
function bracketed(x: number): string {
  const written = shortNumber(x);
  return /^\d/.test(written) ? written : `(${written})`;
}
