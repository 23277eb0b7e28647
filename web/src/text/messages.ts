import names from 'texts:names';
import type common from '../../messages/en/common.json';
import type context from '../../messages/en/context.json';
import type cost from '../../messages/en/cost.json';
import type counting from '../../messages/en/counting.json';
import type heads from '../../messages/en/heads.json';
import type key from '../../messages/en/key.json';
import type learning from '../../messages/en/learning.json';
import type match from '../../messages/en/match.json';
import type overview from '../../messages/en/overview.json';
import type query from '../../messages/en/query.json';
import type twoSteps from '../../messages/en/two-steps.json';
import type value from '../../messages/en/value.json';
import type weights from '../../messages/en/weights.json';
import type word from '../../messages/en/word.json';
import type yourTurn from '../../messages/en/your-turn.json';
import type zhCommon from '../../messages/zh/common.json';
import type zhContext from '../../messages/zh/context.json';
import type zhCost from '../../messages/zh/cost.json';
import type zhCounting from '../../messages/zh/counting.json';
import type zhHeads from '../../messages/zh/heads.json';
import type zhKey from '../../messages/zh/key.json';
import type zhLearning from '../../messages/zh/learning.json';
import type zhMatch from '../../messages/zh/match.json';
import type zhOverview from '../../messages/zh/overview.json';
import type zhQuery from '../../messages/zh/query.json';
import type zhTwoSteps from '../../messages/zh/two-steps.json';
import type zhValue from '../../messages/zh/value.json';
import type zhWeights from '../../messages/zh/weights.json';
import type zhWord from '../../messages/zh/word.json';
import type zhYourTurn from '../../messages/zh/your-turn.json';

type English = typeof common &
  typeof overview &
  typeof word &
  typeof context &
  typeof query &
  typeof key &
  typeof match &
  typeof weights &
  typeof value &
  typeof counting &
  typeof learning &
  typeof heads &
  typeof twoSteps &
  typeof cost &
  typeof yourTurn;
type Chinese = typeof zhCommon &
  typeof zhOverview &
  typeof zhWord &
  typeof zhContext &
  typeof zhQuery &
  typeof zhKey &
  typeof zhMatch &
  typeof zhWeights &
  typeof zhValue &
  typeof zhCounting &
  typeof zhCost &
  typeof zhLearning &
  typeof zhHeads &
  typeof zhTwoSteps &
  typeof zhYourTurn;

export type MessageKey = keyof English;
export type Catalogue = Readonly<Record<MessageKey, string>>;
export type Parameters = Readonly<Record<string, string | number>>;

/** A text that English has and Chinese lacks is an error of types here. */
export type Complete<C extends Catalogue = Chinese> = C;

export const languages = ['en', 'zh'] as const;
export type Language = (typeof languages)[number];
/** Each in its own language. */
export const languageNames: Readonly<Record<Language, string>> = names;

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

/** What there is of each language so far. */
const catalogues: Readonly<Record<Language, Partial<Record<MessageKey, string>>>> = { en: {}, zh: {} };
let glosses: Readonly<Record<string, string>> = {};

const speakers: Readonly<Record<Language, Say>> = {
  en: speaker(catalogues.en, { language: 'en', tag: 'en', gloss: () => undefined, glossed: false }),
  // A tag with a region: some browsers choose the shapes of characters by it.
  zh: speaker(catalogues.zh, {
    language: 'zh',
    tag: 'zh-CN',
    gloss: (word) => glosses[word],
    glossed: true,
  }),
};

/** A language whose first texts have been loaded. */
export function sayIn(language: Language): Say {
  return speakers[language];
}

/**
 * `first`: what the page says while its first figure is all that there is. `around`: what is said around that figure.
 * `rest`: what the later chapters say.
 */
export type Part = 'first' | 'around' | 'rest';

/** Texts, one a line, as their keys are. */
type Lines = Promise<{ readonly default: string }>;

const keys: Readonly<Record<Part, () => Lines>> = {
  first: () => import('texts:keys/first'),
  around: () => import('texts:keys/around'),
  rest: () => import('texts:keys/rest'),
};

const texts: Readonly<Record<Language, Readonly<Record<Part, () => Lines>>>> = {
  en: {
    first: () => import('texts:en/first'),
    around: () => import('texts:en/around'),
    rest: () => import('texts:en/rest'),
  },
  zh: {
    first: () => import('texts:zh/first'),
    around: () => import('texts:zh/around'),
    rest: () => import('texts:zh/rest'),
  },
};

const begun = new Map<string, Promise<void>>();
const loaded = new Set<string>();

/** Takes texts in. `lines` are in the order of `keyLines`. */
export function provideTexts(language: Language, part: Part, keyLines: string, lines: string): void {
  const values = lines.split('\n');
  keyLines.split('\n').forEach((key, index) => (catalogues[language][key as MessageKey] = values[index]!));
  loaded.add(`${language}/${part}`);
}

export function provideGlosses(meanings: Readonly<Record<string, string>>): void {
  glosses = meanings;
}

/** Whether a part is there to be said. */
export function isLoaded(language: Language, part: Part): boolean {
  return loaded.has(`${language}/${part}`);
}

/** Loads a part of a language's texts, once. Rejects where they cannot be had. */
export function loadTexts(language: Language, part: Part): Promise<void> {
  if (isLoaded(language, part)) return Promise.resolve();
  const name = `${language}/${part}`;
  const known = begun.get(name);
  if (known) return known;
  const loading = take(language, part);
  begun.set(name, loading);
  // What failed may be asked for again.
  loading.catch(() => begun.delete(name));
  return loading;
}

async function take(language: Language, part: Part): Promise<void> {
  const meanings = language === 'zh' ? import('../../../core/corpus/glosses.zh.txt') : undefined;
  const [keyLines, lines] = await Promise.all([keys[part](), texts[language][part]()]);
  if (meanings) provideGlosses((await meanings).default);
  provideTexts(language, part, keyLines.default, lines.default);
}

/** The first of the reader's languages that there is; English where there is none. */
export function languageOf(preferred: readonly string[]): Language {
  const known = preferred.map((tag) => languages.find((language) => language === tag.split('-')[0]));
  return known.find((language) => language !== undefined) ?? 'en';
}

/** A word with its gloss behind it, where it has one. */
export function withGloss(say: Say, word: string): string {
  const gloss = say.gloss(word);
  return gloss === undefined ? word : `${word}（${gloss}）`;
}

function speaker(
  catalogue: Partial<Catalogue>,
  about: Pick<Say, 'language' | 'tag' | 'gloss' | 'glossed'>,
): Say {
  const say = (key: MessageKey, parameters: Parameters = {}): string => {
    const text = catalogue[key];
    if (text === undefined) throw new RangeError(`There is no text ${key}.`);
    return text.replace(/\{(\w+)\}/g, (place, name: string) => String(parameters[name] ?? place));
  };
  return Object.assign(say, about);
}
