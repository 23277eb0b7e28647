import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Say } from '../messages.js';
import { icon } from './icons.js';

/** What can be done with a figure as a whole: a link to its moment, the whole screen. */
export class FigureTools extends LitElement {
  static override properties = {
    linkOf: { attribute: false },
    say: { attribute: false },
    copied: { state: true },
    whole: { state: true },
  };

  /** The address of the moment that is shown; undefined where the page's address is not ours to use. */
  declare linkOf: (() => string) | undefined;
  declare say: Say;
  /** The link that was asked for, and whether the clipboard took it. */
  declare copied: { readonly link: string; readonly taken: boolean } | undefined;
  declare whole: boolean;

  static override styles = css`
    :host {
      display: flex;
      flex-wrap: wrap;
      justify-content: flex-end;
      align-items: center;
      gap: 0 4px;
      font: 400 13.5px/1.3 var(--ax-sans);
      color: var(--ax-quiet);
    }
    button {
      display: flex;
      align-items: center;
      gap: 6px;
      min-height: 44px;
      padding: 0 10px;
      border: 0;
      border-radius: 10px;
      background: none;
      color: inherit;
      font: inherit;
      cursor: pointer;
    }
    button:hover {
      background: var(--ax-chip);
      color: var(--ax-ink);
    }
    :is(button, input):focus-visible {
      outline: 2px solid var(--ax-focus);
      outline-offset: -2px;
    }
    svg {
      width: 18px;
      height: 18px;
    }
    input {
      flex: 1 1 12em;
      min-width: 0;
      height: 36px;
      padding: 0 8px;
      border: 1px solid var(--ax-line);
      border-radius: 8px;
      background: var(--ax-raised);
      color: var(--ax-ink);
      font: inherit;
    }
  `;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('fullscreenchange', this.#onScreen);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('fullscreenchange', this.#onScreen);
  }

  override render(): TemplateResult {
    const { say, copied } = this;
    return html`
      <span role="status">${copied?.taken ? say('transport.linked') : nothing}</span>
      ${
        copied && !copied.taken
          ? html`<input
              readonly
              aria-label=${say('transport.link')}
              .value=${copied.link}
              @focus=${select}
            />`
          : nothing
      }
      ${
        this.linkOf
          ? html`<button @click=${this.#copy}>${icon('link')} ${say('transport.link')}</button>`
          : nothing
      }
      ${
        document.fullscreenEnabled
          ? html`<button @click=${this.#toggle}>
              ${icon(this.whole ? 'whole' : 'full')} ${say(this.whole ? 'transport.whole' : 'transport.full')}
            </button>`
          : nothing
      }
    `;
  }

  /** A link that the clipboard does not take (no permission, no secure page) is shown, to be copied by hand. */
  #copy = async (): Promise<void> => {
    const link = this.linkOf!();
    try {
      await navigator.clipboard.writeText(link);
      this.copied = { link, taken: true };
    } catch {
      this.copied = { link, taken: false };
      await this.updateComplete;
      this.renderRoot.querySelector('input')?.focus();
    }
  };

  get #figure(): Element {
    return (this.getRootNode() as ShadowRoot).host;
  }

  #toggle = async (): Promise<void> => {
    if (this.whole) await document.exitFullscreen();
    else await this.#figure.requestFullscreen();
  };

  #onScreen = (): void => {
    this.whole = this.#figure.matches(':fullscreen');
  };
}

function select(event: Event): void {
  (event.target as HTMLInputElement).select();
}
