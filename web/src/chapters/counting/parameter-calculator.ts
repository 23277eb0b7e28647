import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import type { ModelDimensions } from '../../../../wasm/attention.js';
import { countParameters, type Counts, type ItemName, itemNames, mlpWidth, shareOf } from './counts.js';
import { type Drawing, drawRows, drawScale } from './drawing.js';
import { formulaOf } from './formula.js';
import { mixShares, type Shares, sharesOf } from './picture.js';
import {
  type PresetName,
  presetNames,
  presets,
  sameSizes,
  type SizeName,
  sizeNames,
  type Sizes,
} from '../../compute/published-sizes.js';
import { percent, wholeNumber } from '../../text/format.js';
import type { Say } from '../../text/messages.js';
import { subscriptLetters } from '../../text/subscript-letters.js';
import { Clock } from '../../scene/clock.js';
import { easeInOut } from '../../scene/math.js';
import { calculatorStyles } from './calculator-styles.js';
import { pinnedStyles } from '../pinned-styles.js';
import { ElementWidth } from '../../ui/element-width.js';
import { reducedMotion } from '../../ui/reduced-motion.js';

/** How long the picture takes from one model to the next, in milliseconds. */
const motion = 600;

/** What prose calls the matrices, as tensors of the model. */
const matrixOf: Readonly<Record<string, ItemName>> = {
  w_q: 'w_q',
  w_k: 'w_k',
  w_v: 'value_down',
  w_o: 'value_up',
};
const tensorOf: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(matrixOf).map(([tensor, item]) => [item, tensor]),
);

type Shown = ItemName | 'share';

/** Sizes in, parameters out: drawn first, the sizes under the picture, all figures in a list that folds. Emits `point` with the tensor that is pointed at. */
export class ParameterCalculator extends LitElement {
  static override properties = {
    model: { attribute: false },
    named: { attribute: false },
    say: { attribute: false },
    sizes: { attribute: false },
    pointed: { state: true },
    progress: { state: true },
    available: { state: true },
  };

  /** The sizes of the model that runs in the page. */
  declare model: ModelDimensions;
  /** The tensor that prose names. */
  declare named: string | undefined;
  declare say: Say;
  declare sizes: Sizes;
  declare pointed: Shown | undefined;
  /** How far the picture has come on its way to `sizes`. */
  declare progress: number;
  declare available: number;

  #counts!: Counts;
  #from!: Shares;
  #to!: Shares;
  #clock = new Clock((elapsed) => this.#onTick(elapsed));
  #stillness = reducedMotion();

  static override styles = [calculatorStyles, pinnedStyles];

  constructor() {
    super();
    this.progress = 1;
    this.available = 0;
    new ElementWidth(this, '.rows');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#clock.stop();
  }

  /** Every figure for the sizes shown. */
  get counts(): Counts {
    return this.#counts;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    this.sizes ??= presets(this.model).gpt3;
    if (!changed.has('sizes')) return;
    const shown = this.#to && mixShares(this.#from, this.#to, easeInOut(this.progress));
    this.#counts = countParameters(this.sizes);
    this.#to = sharesOf(this.sizes, this.#counts);
    this.#from = shown ?? this.#to;
    this.progress = shown === undefined || this.#stillness.matches ? 1 : 0;
    if (this.progress === 0) this.#clock.start();
  }

  #onTick(elapsed: number): void {
    this.progress = Math.min(this.progress + elapsed / motion, 1);
    if (this.progress === 1) this.#clock.stop();
  }

  /** What is highlighted: pointed at here, or named by prose. */
  get #highlight(): Shown | undefined {
    return this.pointed ?? (this.named === undefined ? undefined : matrixOf[this.named]);
  }

  override render(): TemplateResult {
    const { say } = this;
    const drawing: Drawing = {
      sizes: this.sizes,
      counts: this.#counts,
      shares: mixShares(this.#from, this.#to, easeInOut(this.progress)),
      room: this.available,
      highlight: this.#highlight,
      say,
    };
    return html`
      <div
        class="pinned"
        @pointerover=${this.#onPoint}
        @pointerleave=${() => this.#point(undefined)}
        @pointerdown=${this.#onPoint}
        @focusin=${this.#onPoint}
        @focusout=${() => this.#point(undefined)}
      >
        <div class="rows">${this.available > 0 ? drawRows(drawing) : ''}</div>
      </div>
      <div class="rest">
        ${this.#reading()} ${this.#presets()}
        <div class="fields">${sizeNames.map((name) => this.#field(name))} ${this.#mlp()}</div>
        <p class="remark">${subscriptLetters(this.#widths())}</p>
      </div>
      <div
        class="rest"
        @pointerover=${this.#onPoint}
        @pointerleave=${() => this.#point(undefined)}
        @pointerdown=${this.#onPoint}
        @focusin=${this.#onPoint}
        @focusout=${() => this.#point(undefined)}
      >
        <div class="scale">
          ${this.available > 0 ? drawScale(drawing) : ''}
          <p>${subscriptLetters(this.#saved())}</p>
        </div>
        <details>
          <summary>${say('counting.table')}</summary>
          ${this.#table()}
        </details>
      </div>
    `;
  }

  #presets(): TemplateResult {
    const { say } = this;
    const all = presets(this.model);
    const choice = (name: PresetName) => html`
      <button
        class="choice"
        aria-pressed=${sameSizes(this.sizes, all[name])}
        @click=${() => (this.sizes = all[name])}
      >
        ${say(`counting.preset.${name}`)}
      </button>
    `;
    return html`<fieldset>
      <legend>${say('counting.presets')}</legend>
      ${presetNames.map(choice)}
    </fieldset>`;
  }

  #field(name: SizeName): TemplateResult {
    return html`
      <number-field
        data-size=${name}
        .name=${this.say(`counting.symbol.${name}`)}
        .hint=${this.say(`counting.size.${name}`)}
        .value=${this.sizes[name]}
        .say=${this.say}
        @size=${({ detail }: CustomEvent<number>) => (this.sizes = { ...this.sizes, [name]: detail })}
      ></number-field>
    `;
  }

  #mlp(): TemplateResult {
    const { say, sizes } = this;
    const width = wholeNumber(mlpWidth(sizes));
    return html`
      <label class="block">
        <input
          type="checkbox"
          .checked=${sizes.hasMlp}
          @change=${(event: Event) =>
            (this.sizes = { ...sizes, hasMlp: (event.target as HTMLInputElement).checked })}
        />
        <span
          >${say('counting.mlp')}
          <small
            >${sizes.hasMlp ? subscriptLetters(say('counting.mlp.width', { width })) : say('counting.mlp.none')}</small
          ></span
        >
      </label>
    `;
  }

  #widths(): string {
    const { d_model, d_v, n_heads } = this.sizes;
    const together = n_heads * d_v;
    const places = { together: wholeNumber(together), d_model: wholeNumber(d_model) };
    return this.say(`counting.widths.${together === d_model ? 'same' : 'other'}`, places);
  }

  /** The formula of what is pointed at, with its operands. */
  #reading(): TemplateResult {
    const shown = this.#highlight ?? 'total';
    const { name, symbols, live } = formulaOf(shown, this.#counts, this.say);
    return html`<p class="reading">
      <b>${subscriptLetters(name)}</b> = ${subscriptLetters(symbols)}<br />= ${live}
    </p>`;
  }

  #saved(): string {
    const { square, value_down, value_up } = this.#counts;
    const two = value_down.count + value_up.count;
    const places = { two: wholeNumber(two), square: wholeNumber(square.count) };
    if (square.count <= two) return this.say('counting.scale.more', places);
    const times = Number(shareOf(square.count, two).toPrecision(3));
    return this.say('counting.scale.fewer', { ...places, times: times.toLocaleString('en') });
  }

  #table(): TemplateResult {
    const { say } = this;
    const shown: Shown[] = itemNames.flatMap((item) => (item === 'total' ? [item, 'share'] : [item]));
    return html`
      <table>
        <caption>
          ${say('counting.table')}
        </caption>
        <thead>
          <tr>
            <th scope="col">${say('counting.column.item')}</th>
            <th scope="col" class="formula">${say('counting.column.formula')}</th>
            <th scope="col">${say('counting.column.count')}</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map((item) => this.#row(item))}
        </tbody>
      </table>
    `;
  }

  #row(item: Shown): TemplateResult {
    const { name, symbols } = formulaOf(item, this.#counts, this.say);
    const { attention, total } = this.#counts;
    const figure =
      item === 'share'
        ? percent(shareOf(attention.count, total.count))
        : wholeNumber(this.#counts[item].count);
    const four = ['head', 'block', 'attention'].includes(item) ? 'four' : '';
    return html`
      <tr class="${item} ${four} ${item === this.#highlight ? 'now' : ''}" data-item=${item}>
        <th scope="row">
          <button><i></i><span>${subscriptLetters(name)}</span></button>
        </th>
        <td class="formula">${subscriptLetters(symbols)}</td>
        <td class=${figure.length > 22 ? 'long' : ''}>${figure}</td>
      </tr>
    `;
  }

  #onPoint = (event: Event): void => {
    const item = (event.target as Element).closest('[data-item]')?.getAttribute('data-item');
    this.#point((item as Shown | null | undefined) ?? undefined);
  };

  #point(item: Shown | undefined): void {
    if (item === this.pointed) return;
    this.pointed = item;
    const tensor = item === undefined ? undefined : tensorOf[item];
    this.dispatchEvent(new CustomEvent('point', { detail: tensor, bubbles: true, composed: true }));
  }
}
