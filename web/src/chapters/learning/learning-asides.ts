// What can be done with the model of a snapshot, and whether training goes on out of sight.
import { html, nothing, type TemplateResult } from 'lit';
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
  const { page, snapshot, seed, goesOn } = asides;
  const { step, weights } = snapshot;
  const { say } = page.context;
  const used = page.ownModel?.weights === weights;
  const heads = page.engine.trained.model.dimensions.n_heads;
  const fits = weights.dimensions.n_heads === heads;
  const onChange = ({ target }: Event) => asides.setGoesOn((target as HTMLInputElement).checked);
  return html`
    <div class="asides">
      <button class="use" ?disabled=${used || !fits} @click=${() => page.useModel({ weights, seed, step })}>
        ${say(used ? 'learning.used' : 'learning.use')}
      </button>
      ${
        page.ownModel
          ? html`<button class="back" @click=${() => page.useModel(undefined)}>
              ${say('learning.back')}
            </button>`
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
