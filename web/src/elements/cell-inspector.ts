import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { exactNumber, shortNumber } from '../format.js';
import type { Cell } from '../inspect/cell.js';
import { explain, type Explanation, type Operand, type Term } from '../inspect/explain.js';
import type { MessageKey, Say } from '../messages.js';
import type { Trace } from '../trace.js';

/** Says of one cell where its number comes from: what it is, its formula, the live operands, every digit. */
export class CellInspector extends LitElement {
  static override properties = {
    trace: { attribute: false },
    cell: { attribute: false },
    say: { attribute: false },
  };

  declare trace: Trace;
  declare cell: Cell | undefined;
  declare say: Say;

  static override styles = css`
    :host {
      display: block;
      font: 400 13.5px/1.5 var(--ax-sans);
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
    .line {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      gap: 2px 10px;
    }
    .symbol {
      font: italic 600 16px/1.4 var(--ax-serif);
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
  `;

  override render(): TemplateResult {
    const explanation = this.cell && explain(this.trace, this.cell);
    if (!this.cell || !explanation) return html`<p class="empty">${this.say('inspector.empty')}</p>`;
    return html`
      <p class="line">
        <span class="symbol">${explanation.symbol} = ${explanation.formula}</span>
        <span class="what">${this.#describe(this.cell)}</span>
      </p>
      <p class="operands">
        = ${explanation.terms.length > 0 ? sum(explanation.terms) : operation(explanation.operands)} =
        <span class="value">${shortNumber(explanation.value)}</span>
        ${this.#exactly(explanation)}
      </p>
    `;
  }

  #exactly({ value }: Explanation): TemplateResult | typeof nothing {
    if (!Number.isFinite(value)) return nothing;
    return html`<span class="exactly"
      >(${this.say('inspector.exactly')} <span class="exact">${exactNumber(value)}</span>)</span
    >`;
  }

  #describe({ tensor, indices }: Cell): string {
    const axes = this.trace.axes(tensor);
    const { words } = this.trace;
    const perHead = axes[0] === 'n_heads';
    const [i = 0, last = 0] = perHead ? indices.slice(1) : indices;
    return this.say(`inspector.${tensor}` as MessageKey, {
      h: (indices[0] ?? 0) + 1,
      i: words[i] ?? '',
      j: words[last] ?? '',
      c: last + 1,
      w: axes.at(-1) === 'n_vocabulary' ? this.trace.word(last) : '',
    });
  }
}

function sum(terms: readonly Term[]): TemplateResult[] {
  return terms.map(({ left, right }, index) => {
    const product = right === undefined ? bracketed(left) : `${bracketed(left)} × ${bracketed(right)}`;
    return html`${index > 0 ? ' + ' : ''}<span class="term">${product}</span>`;
  });
}

/** A negative number inside a sum or product stands in brackets. */
function bracketed(x: number): string {
  return x < 0 ? `(${shortNumber(x)})` : shortNumber(x);
}

function operation(operands: readonly Operand[]): string {
  return operands
    .map((operand, index) =>
      typeof operand === 'string' ? operand : index > 0 ? bracketed(operand) : shortNumber(operand),
    )
    .join(' ');
}
