import glosses from '../../core/corpus/glosses.zh.txt';
import common from '../messages/en/common.json';
import context from '../messages/en/context.json';
import cost from '../messages/en/cost.json';
import counting from '../messages/en/counting.json';
import heads from '../messages/en/heads.json';
import key from '../messages/en/key.json';
import learning from '../messages/en/learning.json';
import match from '../messages/en/match.json';
import overview from '../messages/en/overview.json';
import query from '../messages/en/query.json';
import twoSteps from '../messages/en/two-steps.json';
import value from '../messages/en/value.json';
import weights from '../messages/en/weights.json';
import word from '../messages/en/word.json';
import yourTurn from '../messages/en/your-turn.json';
import zhCommon from '../messages/zh/common.json';
import zhContext from '../messages/zh/context.json';
import zhCost from '../messages/zh/cost.json';
import zhCounting from '../messages/zh/counting.json';
import zhHeads from '../messages/zh/heads.json';
import zhKey from '../messages/zh/key.json';
import zhLearning from '../messages/zh/learning.json';
import zhMatch from '../messages/zh/match.json';
import zhOverview from '../messages/zh/overview.json';
import zhQuery from '../messages/zh/query.json';
import zhTwoSteps from '../messages/zh/two-steps.json';
import zhValue from '../messages/zh/value.json';
import zhWeights from '../messages/zh/weights.json';
import zhWord from '../messages/zh/word.json';
import zhYourTurn from '../messages/zh/your-turn.json';

const en = {
  ...common,
  ...overview,
  ...word,
  ...context,
  ...query,
  ...key,
  ...match,
  ...weights,
  ...value,
  ...counting,
  ...learning,
  ...heads,
  ...twoSteps,
  ...cost,
  ...yourTurn,
};

export type MessageKey = keyof typeof en;
export type Catalogue = Readonly<Record<MessageKey, string>>;
export type Parameters = Readonly<Record<string, string | number>>;

/** A text that English has and Chinese lacks is an error of types here. */
const zh: Catalogue = {
  ...zhCommon,
  ...zhOverview,
  ...zhWord,
  ...zhContext,
  ...zhQuery,
  ...zhKey,
  ...zhMatch,
  ...zhWeights,
  ...zhValue,
  ...zhCounting,
  ...zhCost,
  ...zhLearning,
  ...zhHeads,
  ...zhTwoSteps,
  ...zhYourTurn,
};

export const languages = ['en', 'zh'] as const;
export type Language = (typeof languages)[number];

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

const speakers: Readonly<Record<Language, Say>> = {
  en: speaker(en, { language: 'en', tag: 'en', gloss: () => undefined, glossed: false }),
  // A tag with a region: some browsers choose the shapes of characters by it.
  zh: speaker(zh, { language: 'zh', tag: 'zh-CN', gloss: (word) => glosses[word], glossed: true }),
};

export function sayIn(language: Language): Say {
  return speakers[language];
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

function speaker(catalogue: Catalogue, about: Pick<Say, 'language' | 'tag' | 'gloss' | 'glossed'>): Say {
  const say = (key: MessageKey, parameters: Parameters = {}): string => {
    const text = catalogue[key];
    if (text === undefined) throw new RangeError(`There is no text ${key}.`);
    return text.replace(/\{(\w+)\}/g, (place, name: string) => String(parameters[name] ?? place));
  };
  return Object.assign(say, about);
}
