import { addLanguage, type Language, languageRows, languages } from './languages.js';
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
  say: Say;
  /** An author's, in the place of ours. */
  readonly #own = new Map<string, string>();
  readonly #texts = new Map<string, string>();
  readonly #loaded = new Set<string>();
  readonly #loading = new Map<string, Promise<void>>();
  #glosses: Readonly<Record<string, string>> = {};

  /** `base`: the language of the texts that it has no own ones for. */
  constructor(
    private readonly language: Language,
    private readonly base = language,
  ) {
    this.say = this.#speaker();
  }

  #speaker(): Say {
    const { language } = this;
    const { tag, loadGlosses } = languageRows[language];
    return Object.assign((key: MessageKey, parameters?: Parameters) => this.#fill(key, parameters), {
      language,
      tag,
      gloss: (word: string) => this.#glosses[word],
      glossed: loadGlosses !== undefined,
    });
  }

  /** What is said with other texts is said by another speaker: what has been drawn is drawn again. */
  add(texts: Readonly<Record<string, string>>): void {
    for (const [key, text] of Object.entries(texts)) this.#own.set(key, text);
    this.say = this.#speaker();
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
      import(`../../messages/${this.base}/${file}.json`) as Promise<{ default: Record<string, string> }>,
      languageRows[this.language].loadGlosses?.(),
    ]);
    if (glosses) this.#glosses = glosses.default;
    for (const [key, text] of Object.entries(texts.default)) this.#texts.set(key, text);
    this.#loaded.add(file);
  }

  #fill(key: MessageKey, parameters: Parameters = {}): string {
    const text = this.#own.get(key) ?? this.#texts.get(key);
    if (text === undefined) throw new RangeError(`There is no text ${key}.`);
    return text.replace(/\{(\w+)\}/g, (place, name: string) => String(parameters[name] ?? place));
  }
}

const catalogues = Object.fromEntries(
  languages.map((language) => [language, new Catalogue(language)]),
) as Record<Language, Catalogue>;

/** A language of an author's own, or texts of theirs in one that there is. */
export interface AddedTexts {
  /** What the language is called in itself. */
  readonly name?: string;
  /** By the keys of the page's own texts; those that are left out are in English, or as they were. */
  readonly texts: Readonly<Record<string, string>>;
  /** What the model's words mean in it. */
  readonly glosses?: Readonly<Record<string, string>>;
}

/** Adds a language by its tag, or replaces texts of it. What is shown in it is said anew. */
export function addTexts(tag: string, { name = tag, texts, glosses }: AddedTexts): void {
  const language = tag.toLowerCase().split('-')[0] as Language;
  if (!languages.includes(language)) {
    const loadGlosses = glosses && { loadGlosses: async () => ({ default: glosses }) };
    addLanguage(language, { name, tag, ...loadGlosses });
    catalogues[language] = new Catalogue(language, 'en');
  }
  catalogues[language].add(texts);
  dispatchEvent(new Event('languagechange'));
}

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
