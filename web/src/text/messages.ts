import { type Language, languageRows, languages } from './languages.js';
import type { MessageKey } from './message-key.js';

export type { MessageKey } from './message-key.js';

export type Parameters = Readonly<Record<string, string | number>>;

/** Looks a text up and fills its {places}. Each language has one, always the same. */
export interface Say {
  (key: MessageKey, parameters?: Parameters): string;
  readonly language: Language;
  /** For the attribute `lang`. */
  readonly tag: string;
  /** What a word of the model means, in a language that is not its own: several senses are divided by `；`. */
  readonly gloss: (word: string) => string | undefined;
  /** Whether words have glosses: figures make room for them. */
  readonly glossed: boolean;
}

/** The texts of a language, as far as they have been loaded. */
class Catalogue {
  readonly say: Say;
  readonly #texts = new Map<string, string>();
  readonly #loaded = new Set<string>();
  readonly #loading = new Map<string, Promise<void>>();
  #glosses: Readonly<Record<string, string>> = {};

  constructor(private readonly language: Language) {
    const { tag, loadGlosses } = languageRows[language];
    this.say = Object.assign((key: MessageKey, parameters?: Parameters) => this.#fill(key, parameters), {
      language,
      tag,
      gloss: (word: string) => this.#glosses[word],
      glossed: loadGlosses !== undefined,
    });
  }

  has(file: string): boolean {
    return this.#loaded.has(file);
  }

  load(file: string): Promise<void> {
    const known = this.#loading.get(file);
    if (known) return known;
    const loading = this.#take(file);
    this.#loading.set(file, loading);
    // What failed may be asked for again.
    loading.catch(() => this.#loading.delete(file));
    return loading;
  }

  async #take(file: string): Promise<void> {
    const [texts, glosses] = await Promise.all([
      import(`../../messages/${this.language}/${file}.json`) as Promise<{ default: Record<string, string> }>,
      languageRows[this.language].loadGlosses?.(),
    ]);
    if (glosses) this.#glosses = glosses.default;
    for (const [key, text] of Object.entries(texts.default)) this.#texts.set(key, text);
    this.#loaded.add(file);
  }

  #fill(key: MessageKey, parameters: Parameters = {}): string {
    const text = this.#texts.get(key);
    if (text === undefined) throw new RangeError(`There is no text ${key}.`);
    return text.replace(/\{(\w+)\}/g, (place, name: string) => String(parameters[name] ?? place));
  }
}

const catalogues = Object.fromEntries(
  languages.map((language) => [language, new Catalogue(language)]),
) as Readonly<Record<Language, Catalogue>>;

/** Speaks a language, of which so much can be said as has been loaded. */
export function sayIn(language: Language): Say {
  return catalogues[language].say;
}

/** Whether a file of a language’s texts is there to be said. */
export function isLoaded(language: Language, file: string): boolean {
  return catalogues[language].has(file);
}

/**
 * Loads a file of messages/LANGUAGE/, once: `common` (with the titles of all chapters), `extras`, or a chapter by its name.
 * Rejects where it cannot be had; it can be asked for again.
 */
export function loadTexts(language: Language, file: string): Promise<void> {
  return catalogues[language].load(file);
}

/** A word with its gloss behind it, where it has one. */
export function withGloss(say: Say, word: string): string {
  const gloss = say.gloss(word);
  return gloss === undefined ? word : `${word}（${gloss}）`;
}
