import { css, nothing } from 'lit';
import { AttentionExplainer } from '../../elements/attention-explainer.js';

/** For readers without scripts: nothing that can only be pressed, and all chapters alike. */
export const withoutScripts = css`
  .settings,
  .choices,
  .choices + .place {
    display: none;
  }
`;

/** The explainer as it is first painted. */
export class StillExplainer extends AttentionExplainer {
  /** What stands in the place of the first chapter that is not there yet. */
  declare later: unknown;

  protected override chapterToCome(index: number): unknown {
    return index === 1 ? this.later : nothing;
  }
}
