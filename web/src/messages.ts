import common from '../messages/en/common.json';
import context from '../messages/en/context.json';
import heads from '../messages/en/heads.json';
import key from '../messages/en/key.json';
import match from '../messages/en/match.json';
import overview from '../messages/en/overview.json';
import query from '../messages/en/query.json';
import twoSteps from '../messages/en/two-steps.json';
import value from '../messages/en/value.json';
import weights from '../messages/en/weights.json';
import word from '../messages/en/word.json';

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
  ...heads,
  ...twoSteps,
};

export type MessageKey = keyof typeof en;
export type Catalogue = Readonly<Record<MessageKey, string>>;
export type Parameters = Readonly<Record<string, string | number>>;

/** Looks a text up and fills its {places}. */
export type Say = (key: MessageKey, parameters?: Parameters) => string;

export function speaker(catalogue: Catalogue): Say {
  return (key, parameters = {}) => {
    const text = catalogue[key];
    if (text === undefined) throw new RangeError(`There is no text ${key}.`);
    return text.replace(/\{(\w+)\}/g, (place, name: string) => String(parameters[name] ?? place));
  };
}

export const english: Catalogue = en;
