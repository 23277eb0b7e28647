import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { offerHanPunctuation } from '../text/han-punctuation.js';
import { type Language, languageOf, languageOfTag, languageRows } from '../text/languages.js';
import { isLoaded, loadTexts, type Say, sayIn } from '../text/messages.js';

type Host = ReactiveControllerHost & Element & { readonly lang: string; readonly linked: boolean };

/** The tag that a page of others gives to what stands around an element. */
function tagAround(element: Element): string | null | undefined {
  const tag = element.parentElement?.closest('[lang]')?.getAttribute('lang');
  const root = element.getRootNode();
  return tag ?? (root instanceof ShadowRoot ? tagAround(root.host) : undefined);
}

/** The language that is shown: the one that is wanted, once its texts are there. */
export class LanguageChoice implements ReactiveController {
  #shown: Language | undefined;
  #awaited: Promise<unknown> = Promise.resolve();

  /** `files`: those whose texts are needed for what is shown. `onChange` comes before another language is shown. */
  constructor(
    private readonly host: Host,
    private readonly files: () => readonly string[],
    private readonly onChange: () => void,
  ) {
    host.addController(this);
  }

  /** Undefined until anything can be said. */
  get shown(): Language | undefined {
    return this.#shown;
  }

  /** What is asked for; where nothing is, that of the page around, and the reader's own on a page of ours. */
  get wanted(): Language {
    const { lang, linked } = this.host;
    const asked = lang || linked ? lang : tagAround(this.host);
    return languageOfTag(asked) ?? languageOf(navigator.languages);
  }

  /** Speaks the language that is shown. */
  get say(): Say {
    return sayIn(this.#shown ?? this.wanted);
  }

  /** Texts that are on their way in the language that is wanted. */
  get awaited(): Promise<unknown> {
    return this.#awaited;
  }

  hostConnected(): void {
    window.addEventListener('languagechange', this.#onLanguage);
  }

  hostDisconnected(): void {
    window.removeEventListener('languagechange', this.#onLanguage);
  }

  /** Shows the language that is wanted, if all of `files` is there in it; otherwise asks for them. */
  choose(): void {
    const { wanted } = this;
    const files = this.files();
    if (wanted === this.#shown || files.length === 0) return;
    if (files.every((file) => isLoaded(wanted, file))) {
      if (this.#shown) this.onChange();
      this.#shown = wanted;
      if (languageRows[wanted].han) offerHanPunctuation();
      return;
    }
    // The language before stays where the texts cannot be had.
    this.#awaited = Promise.all(files.map((file) => loadTexts(wanted, file))).then(
      () => this.host.requestUpdate(),
      () => {},
    );
  }

  /**
   * Loads files in the language that is shown, which may become another one meanwhile. One that is only wanted may be one that
   * cannot be had: it is shown when everything is there in it.
   */
  async load(...files: readonly string[]): Promise<void> {
    const missing = () => {
      const language = this.#shown ?? this.wanted;
      return files.filter((file) => !isLoaded(language, file)).map((file) => loadTexts(language, file));
    };
    for (let loading = missing(); loading.length > 0; loading = missing()) await Promise.all(loading);
  }

  #onLanguage = (): void => this.host.requestUpdate();
}
