import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { type EmbedKind, embedKinds } from './embed-kind.js';
import type { Say } from '../text/messages.js';
import { toolIcon } from '../ui/tool-icons.js';

const fileKinds = ['svg', 'png', 'csv', 'json'] as const;
export type FileKind = (typeof fileKinds)[number];

/**
 * What can be done with a figure as a whole: a link to its moment, code for pages of others, its numbers as a table (`numbers`), a file of it
 * (`save`, with the kind), the whole screen.
 */
export class FigureTools extends LitElement {
  static override properties = {
    linkOf: { attribute: false },
    embedOf: { attribute: false },
    say: { attribute: false },
    tabled: { type: Boolean },
    copied: { state: true },
    whole: { state: true },
  };

  /** The address of the moment that is shown; undefined where the page's address is not ours to use. */
  declare linkOf: (() => string) | undefined;
  /** The lines that show the figure in a page of the reader's; undefined where there is no folder to take it from. */
  declare embedOf: ((kind: EmbedKind) => string) | undefined;
  declare say: Say;
  /** Whether the table of numbers is shown. */
  declare tabled: boolean;
  /** What was asked for, and whether the clipboard took it. */
  declare copied:
    { readonly text: string; readonly what: 'link' | 'embed'; readonly taken: boolean } | undefined;
  declare whole: boolean;

  static override styles = css`
    :host {
      display: block;
      /* Its own container: WebKit does not look for one outside the shadow root. */
      container: tools / inline-size;
    }
    .tools {
      display: flex;
      flex-wrap: wrap;
      justify-content: flex-end;
      align-items: center;
      gap: 0 4px;
      font: 400 calc(13.5 * var(--ax-px)) / 1.3 var(--ax-sans);
      color: var(--ax-quiet);
    }
    :is(button, summary) {
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
    :is(button, summary):hover {
      background: var(--ax-chip);
      color: var(--ax-ink);
    }
    :is(button, summary, input):focus-visible {
      outline: 2px solid var(--ax-focus);
      outline-offset: -2px;
    }
    details {
      position: relative;
    }
    summary {
      list-style: none;
    }
    summary::-webkit-details-marker {
      display: none;
    }
    .kinds {
      position: absolute;
      right: 0;
      bottom: 48px;
      z-index: 3;
      display: grid;
      min-width: 15em;
      padding: 4px;
      border: 1px solid var(--ax-line);
      border-radius: 10px;
      background: var(--ax-raised);
      box-shadow: 0 6px 24px rgb(0 0 0 / 0.14);
    }
    button[aria-pressed='true'] {
      color: var(--ax-ink);
      background: var(--ax-chip);
    }
    svg {
      width: 18px;
      height: 18px;
    }
    input {
      flex: 1 1 12em;
      min-width: 0;
      height: 44px;
      padding: 0 8px;
      border: 1px solid var(--ax-edge);
      border-radius: 8px;
      background: var(--ax-raised);
      color: var(--ax-ink);
      font: inherit;
    }
    @container tools (max-width: 430px) {
      svg {
        display: none;
      }
    }
    @media (forced-colors: active) {
      button[aria-pressed='true'] {
        border: 2px solid;
      }
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
    const { say } = this;
    return html`<div class="tools">
      ${this.#outcome()}
      ${
        this.linkOf
          ? html`<button @click=${() => this.#copy('link', this.linkOf!())}>
              ${toolIcon('link')} ${say('transport.link')}
            </button>`
          : nothing
      }
      ${this.embedOf ? this.#embedding(this.embedOf) : nothing}
      <button
        aria-pressed=${this.tabled === true}
        @click=${() => this.dispatchEvent(new CustomEvent('numbers'))}
      >
        ${toolIcon('table')} ${say('tools.numbers')}
      </button>
      ${this.#menu(
        'files',
        html`${toolIcon('save')} ${say('tools.save')}`,
        fileKinds.map(
          (kind) => html`<button @click=${() => this.#save(kind)}>${say(`tools.save.${kind}`)}</button>`,
        ),
      )}
      ${
        document.fullscreenEnabled
          ? html`<button @click=${this.#toggle}>
              ${toolIcon(this.whole ? 'whole' : 'full')}
              ${say(this.whole ? 'transport.whole' : 'transport.full')}
            </button>`
          : nothing
      }
    </div>`;
  }

  /** Whether what was asked for is in the clipboard; if not, it is there to be copied by hand. */
  #outcome(): TemplateResult {
    const { say, copied } = this;
    const isLink = copied?.what === 'link';
    return html`
      <span role="status"
        >${copied?.taken ? say(isLink ? 'transport.linked' : 'tools.embedded') : nothing}</span
      >
      ${
        copied && !copied.taken
          ? html`<input
              readonly
              aria-label=${say(isLink ? 'transport.link' : 'tools.embed')}
              .value=${copied.text}
              @focus=${select}
            />`
          : nothing
      }
    `;
  }

  #menu(kind: string, name: TemplateResult, buttons: readonly TemplateResult[]): TemplateResult {
    return html`
      <details class=${kind} @focusout=${this.#onLeave} @keydown=${this.#onKey}>
        <summary>${name}</summary>
        <div class="kinds">${buttons}</div>
      </details>
    `;
  }

  /** A link that the clipboard does not take (no permission, no secure page) is shown, to be copied by hand. */
  async #copy(what: 'link' | 'embed', text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.copied = { text, what, taken: true };
    } catch {
      this.copied = { text, what, taken: false };
      await this.updateComplete;
      this.renderRoot.querySelector('input')?.focus();
    }
  }

  #embedding(embedOf: (kind: EmbedKind) => string): TemplateResult {
    const { say } = this;
    const copy = (kind: EmbedKind) => {
      this.#close();
      void this.#copy('embed', embedOf(kind));
    };
    return this.#menu(
      'embedding',
      html`${toolIcon('embed')} ${say('tools.embed')}`,
      embedKinds.map(
        (kind) => html`<button @click=${() => copy(kind)}>${say(`tools.embed.${kind}`)}</button>`,
      ),
    );
  }

  #close(): void {
    for (const details of this.renderRoot.querySelectorAll('details')) details.open = false;
  }

  #save(kind: FileKind): void {
    this.#close();
    this.dispatchEvent(new CustomEvent('save', { detail: kind }));
  }

  #onLeave = (event: FocusEvent): void => {
    const details = event.currentTarget as HTMLElement;
    if (!details.contains(event.relatedTarget as Node | null)) this.#close();
  };

  #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    this.#close();
    (event.currentTarget as Element).querySelector('summary')!.focus();
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
