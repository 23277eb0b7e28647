import type { Figure, FigureContext } from './figure.js';
import type { MessageKey } from '../text/messages.js';
import { pieces } from '../text/rich-text.js';

/** What has to hold of the runs for a text to be said. */
export type Claim = (context: FigureContext) => boolean;

/**
 * What texts claim of the runs, by their keys. A text KEY may have variants KEY.VARIANT, which say something else in its
 * place: the first in this table whose claim holds is said, KEY itself where none does. A claim of KEY itself chooses
 * nothing: it is what must hold whenever no variant does.
 */
export type Claims = Readonly<Partial<Record<MessageKey, Claim>>>;

/** Which text is said in the place of `key`. */
export function variantOf(claims: Claims | undefined, key: string, context: FigureContext): MessageKey {
  const variant = Object.entries(claims ?? {}).find(
    ([name, claim]) => name.startsWith(`${key}.`) && claim(context),
  );
  return (variant?.[0] ?? key) as MessageKey;
}

/** What is said of a step of a figure: its card, in plain words. */
export function cardText(figure: Figure, context: FigureContext, step: string): string {
  const key = variantOf(figure.claims, `card.${figure.id}.${step}`, context);
  const words = pieces(context.say(key, figure.facts(context)));
  return words.map(({ text }) => text).join('');
}
