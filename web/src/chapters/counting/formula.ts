import { percent, wholeNumber } from '../../text/format.js';
import type { MessageKey, Say } from '../../text/messages.js';
import { type Counts, type ItemName, itemNames, type Operand, shareOf } from './counts.js';

/** Where a figure comes from, in names and in numbers. */
export interface Formula {
  readonly name: string;
  /** `d_k × d_model` */
  readonly symbols: string;
  /** `128 × 12,288 = 1,572,864` */
  readonly live: string;
}

function symbolOf({ name, value }: Operand, say: Say): string {
  if (name === undefined) return wholeNumber(value);
  const isItem = (itemNames as readonly string[]).includes(name);
  return say(`counting.${isItem ? 'item' : 'symbol'}.${name}` as MessageKey);
}

export function formulaOf(item: ItemName | 'share', counts: Counts, say: Say): Formula {
  const name = say(`counting.item.${item}`);
  if (item === 'share') {
    const [part, whole] = [counts.attention.count, counts.total.count];
    const live = `${wholeNumber(part)} ÷ ${wholeNumber(whole)} = ${percent(shareOf(part, whole))}`;
    return { name, symbols: say('counting.of.share'), live };
  }
  const { operator, operands, count } = counts[item];
  const join = (texts: string[]) => texts.join(` ${operator} `);
  const numbers = join(operands.map(({ value }) => wholeNumber(value)));
  return {
    name,
    symbols: join(operands.map((operand) => symbolOf(operand, say))),
    live: `${numbers} = ${wholeNumber(count)}`,
  };
}
