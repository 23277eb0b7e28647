// The languages of the page. Another one is a row here and a folder of texts, messages/ID/.

interface LanguageRow {
  /** What it is called in itself. */
  readonly name: string;
  /** For the attribute `lang`. With a region where browsers choose the shapes of characters by it. */
  readonly tag: string;
  /** Loads what the model’s words, which are English, mean in it: several senses are divided by `；`. */
  readonly loadGlosses?: () => Promise<{ readonly default: Readonly<Record<string, string>> }>;
  /** Whether it is set in Chinese characters. */
  readonly han?: boolean;
}

const rows = {
  en: { name: 'English', tag: 'en' },
  zh: {
    name: '中文',
    tag: 'zh-CN',
    loadGlosses: () => import('../../../core/corpus/glosses.zh.txt'),
    han: true,
  },
} satisfies Record<string, LanguageRow>;

export type Language = keyof typeof rows;

export const languageRows: Readonly<Record<Language, LanguageRow>> = rows;
/** Those of the page, and then those that authors add. */
export const languages = Object.keys(rows) as readonly Language[];

/** Adds one. Its texts are `addTexts`'s. */
export function addLanguage(language: string, row: LanguageRow): void {
  (rows as Record<string, LanguageRow>)[language] = row;
  (languages as string[]).push(language);
}

/** The language of a tag, by its primary subtag, as `zh` of `zh-Hans`; undefined where there are no texts in it. */
export function languageOfTag(tag: string | null | undefined): Language | undefined {
  const primary = String(tag ?? '')
    .toLowerCase()
    .split('-')[0];
  return languages.find((language) => language === primary);
}

/** The first of the reader’s languages that there is; English where there is none. */
export function languageOf(preferred: readonly string[]): Language {
  return preferred.map(languageOfTag).find((language) => language !== undefined) ?? 'en';
}
