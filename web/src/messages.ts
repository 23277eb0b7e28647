import en from '../messages/en.json';

export type MessageKey = keyof typeof en;
export type Catalogue = Readonly<Record<MessageKey, string>>;
export type Parameters = Readonly<Record<string, string | number>>;

/** Looks a text up and fills its {places}. */
export type Say = (key: MessageKey, parameters?: Parameters) => string;

export function speaker(catalogue: Catalogue): Say {
  return (key, parameters = {}) =>
    catalogue[key].replace(/\{(\w+)\}/g, (place, name: string) => String(parameters[name] ?? place));
}

export const english: Catalogue = en;
