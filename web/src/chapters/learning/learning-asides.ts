// What can be done with the model of a snapshot, and whether training goes on out of sight.
import { html, nothing, type TemplateResult } from 'lit';
import { WeightsModel } from '../../compute/model/weights-model.js';
import type { Page } from '../chapter.js';
import type { Snapshot } from './protocol.js';

interface LearningAsides {
  readonly page: Page;
  readonly snapshot: Snapshot;
  readonly seed: number;
  readonly goesOn: boolean;
  setGoesOn(goesOn: boolean): void;
}

export function learningAsides(asides: LearningAsides): TemplateResult {
  const { page, snapshot, goesOn } = asides;
  const { weights } = snapshot;
  const { say } = page.context;
  const used = page.ownModel?.weights === weights;
  const heads = page.engine.trained.model.dimensions.n_heads;
  const fits = weights.dimensions.n_heads === heads;
  const onChange = ({ target }: Event) => asides.setGoesOn((target as HTMLInputElement).checked);
  return html`
    <div class="asides">
      <button class="use" ?disabled=${used || !fits} @click=${() => use(asides)}>
        ${say(used ? 'learning.used' : 'learning.use')}
      </button>
      ${
        page.ownModel
          ? html`<button class="back" @click=${() => page.useModel(undefined)}>${say('model.back')}</button>`
          : nothing
      }
      ${fits ? nothing : html`<span class="why">${say('learning.use.heads', { heads })}</span>`}
      <label>
        <input type="checkbox" .checked=${goesOn} @change=${onChange} />
        ${say('learning.goes-on')}
      </label>
    </div>
  `;
}

/** Computes the whole page with the model of the snapshot. */
function use({ page, snapshot: { weights, step }, seed }: LearningAsides): void {
  const model = new WeightsModel(weights, page.engine.trained.model);
  page.useModel({ model, weights, seed, step });
}
