import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { type EmbedKind, embedKinds } from './embed-kind.js';
import type { MessageKey, Say } from '../text/messages.js';
import { toolIcon } from '../ui/tool-icons.js';
import { figureToolsStyles } from './figure-tools-styles.js';

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
    open: { state: true },
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
  /** Whether the menu is. */
  declare open: boolean;

  static override styles = figureToolsStyles;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('fullscreenchange', this.#onScreen);
    document.addEventListener('pointerdown', this.#onPress);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('fullscreenchange', this.#onScreen);
    document.removeEventListener('pointerdown', this.#onPress);
  }

  override render(): TemplateResult {
    const { open } = this;
    return html`<div @keydown=${this.#onKey} @focusout=${this.#onLeave}>
      <button
        class="more"
        aria-label=${this.say('tools.more')}
        aria-expanded=${open === true}
        aria-controls="menu"
        @click=${() => (open ? this.#close() : void this.#show())}
      >
        ${toolIcon('more')}
      </button>
      <div id="menu" class="menu" role="group" aria-label=${this.say('tools.more')} ?hidden=${!open}>
        ${open ? this.#menu() : nothing}
      </div>
    </div>`;
  }

  #menu(): TemplateResult {
    const { say, linkOf, embedOf } = this;
    const item = (name: Parameters<typeof toolIcon>[0], text: string, act: () => void) =>
      html`<button aria-pressed=${name === 'table' ? this.tabled === true : nothing} @click=${act}>
        ${toolIcon(name)} ${text}
      </button>`;
    return html`
      ${linkOf ? item('link', say('transport.link'), () => void this.#copy('link', linkOf())) : nothing}
      ${item('table', say('tools.numbers'), () => this.#ask(new CustomEvent('numbers')))}
      ${
        document.fullscreenEnabled
          ? item(
              this.whole ? 'whole' : 'full',
              say(this.whole ? 'transport.whole' : 'transport.full'),
              () => void this.#toggle(),
            )
          : nothing
      }
      ${this.#kinds('save', fileKinds, (kind) => this.#ask(new CustomEvent('save', { detail: kind })))}
      ${embedOf ? this.#kinds('embed', embedKinds, (kind) => void this.#copy('embed', embedOf(kind))) : nothing}
      ${this.#outcome()}
      <p class="legend"><i></i>${say('tools.legend')}</p>
    `;
  }

  /** What there are several kinds of. */
  #kinds<Kind extends FileKind | EmbedKind>(
    what: 'save' | 'embed',
    kinds: readonly Kind[],
    act: (kind: Kind) => void,
  ): TemplateResult {
    const { say } = this;
    const name = say(`tools.${what}`);
    const button = (kind: Kind) =>
      html`<button @click=${() => act(kind)}>${say(`tools.${what}.${kind}` as MessageKey)}</button>`;
    return html`<div class="kinds" role="group" aria-label=${name}>
      <span>${toolIcon(what)} ${name}</span> ${kinds.map(button)}
    </div>`;
  }

  /** Whether what was asked for is in the clipboard; if not, it is there to be copied by hand. */
  #outcome(): TemplateResult {
    const { say, copied } = this;
    const isLink = copied?.what === 'link';
    // prettier-ignore
    return html`
      <span role="status">${copied?.taken ? say(isLink ? 'transport.linked' : 'tools.embedded') : nothing}</span>
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

  /** Opens the menu where the window has room for it, its first item in the focus. */
  async #show(): Promise<void> {
    this.open = true;
    this.copied = undefined;
    await this.updateComplete;
    const menu = this.renderRoot.querySelector<HTMLElement>('.menu')!;
    const { top, bottom } = this.getBoundingClientRect();
    const below = innerHeight - bottom;
    menu.classList.toggle('above', menu.scrollHeight + 8 > below && top > below);
    menu.style.maxHeight = `${Math.max(top, below, 200) - 8}px`;
    this.#buttons[1]?.focus({ preventScroll: true });
  }

  /** The focus goes back to where it came from. */
  #close(): void {
    if (this.open) this.#buttons[0]!.focus({ preventScroll: true });
    this.open = false;
  }

  /** The one that opens the menu, and those in it. */
  get #buttons(): HTMLButtonElement[] {
    return [...this.renderRoot.querySelectorAll('button')];
  }

  #ask(event: CustomEvent): void {
    this.#close();
    this.dispatchEvent(event);
  }

  #onPress = (event: Event): void => {
    if (this.open && !event.composedPath().includes(this)) this.open = false;
  };

  #onLeave = ({ relatedTarget }: FocusEvent): void => {
    if (relatedTarget && !this.renderRoot.contains(relatedTarget as Node)) this.open = false;
  };

  #onKey = (event: KeyboardEvent): void => {
    const { key } = event;
    const buttons = this.#buttons;
    const by = ({ ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 } as Record<string, number>)[key];
    if (key === 'Escape' && this.open) this.#close();
    else if (key === 'ArrowDown' && !this.open) void this.#show();
    else if (by && this.open && event.target instanceof HTMLButtonElement) {
      const at = buttons.indexOf(event.target);
      buttons[Math.max((at + by + buttons.length) % buttons.length, 1)]!.focus();
    } else return;
    event.preventDefault();
  };

  get #figure(): Element {
    return (this.getRootNode() as ShadowRoot).host;
  }

  #toggle = async (): Promise<void> => {
    this.#close();
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
