import { css, html, type TemplateResult } from 'lit';
import { ExplainerProperties } from '../../app/explainer-properties.js';
import { PageView } from '../../app/page-view.js';
import { pageStyles } from '../../app/page-styles.js';
import type { Page } from '../../chapters/chapter.js';
import { theme } from '../../ui/theme.js';

/** For readers without scripts, whose page stands in a `main` of its own: not the one of which most can only be pressed. */
export const withoutScripts = css`
  main:not(.unscripted) {
    display: none;
  }
`;

const nothingHappens = () => {};

/** The explainer as it is first painted: the page of its properties, before what follows the first figure has been loaded. */
export class StillExplainer extends ExplainerProperties {
  static override styles = [theme, pageStyles];

  declare page: Page;
  /** What follows it: the page for readers without scripts. */
  declare unscripted: unknown;

  override render(): TemplateResult {
    return html`${this.#view().render(this.page.context)} ${this.unscripted}`;
  }

  #view(): PageView {
    const { page } = this;
    const { selection, say } = page.context;
    const [opening] = page.chapters;
    return new PageView(this, {
      language: { say },
      selection: { head: () => selection.head, token: () => selection.token },
      chapters: { areAllShown: false, shown: (id) => (id === opening?.id ? opening : undefined) },
      figures: {
        lead: () => false,
        mark: nothingHappens,
        onMoves: nothingHappens,
        reveal: nothingHappens,
      },
      page: { of: () => page },
      address: () => undefined,
      prints: () => false,
      moment: () => undefined,
      setSentence: nothingHappens,
      goToTitle: nothingHappens,
      startAgain: nothingHappens,
      onStep: nothingHappens,
      onHeld: nothingHappens,
    });
  }
}
