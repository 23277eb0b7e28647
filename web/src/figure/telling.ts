import type { Claims, Figure, FigureContext } from './figure.js';
import type { MessageKey } from '../text/messages.js';
import { plain } from '../text/rich-text.js';

/** Which text is said in the place of `key`. */
export function variantOf(claims: Claims | undefined, key: string, context: FigureContext): MessageKey {
  const variant = Object.entries(claims ?? {}).find(
    ([name, claim]) => name.startsWith(`${key}.`) && claim(context),
  );
  return (variant?.[0] ?? key) as MessageKey;
}

/** What is said of a step of a figure: its card. */
export function cardText(figure: Figure, context: FigureContext, step: string): string {
  const key = variantOf(figure.claims, `card.${figure.id}.${step}`, context);
  return plain(context.say(key, figure.facts(context)));
}
