import type { Trace } from '../../compute/trace.js';
import type { Cell } from '../../figure/cell.js';
import { isAsGiven } from './explain.js';
import type { MessageKey } from '../../text/messages.js';

/** What has to hold of a run for a text about one of its cells to be said. */
type CellClaim = (trace: Trace, indices: readonly number[]) => boolean;

const someAreOff: CellClaim = ({ options }) => options.silentHeads.length > 0;
const isOff: CellClaim = ({ options }, [h]) => options.silentHeads.includes(h!);
const isOpen: CellClaim = ({ options }) => options.mask === 'none';
const isLate: CellClaim = ({ options }) => options.mask === 'zero-after-softmax';
const isHeated: CellClaim = ({ options }) => options.temperature !== 1;
const isUnscaled: CellClaim = ({ options }) => !options.scale;

/** Where a run departs from the model as trained, another thing is done to a number. The first that holds is said. */
const variants: Partial<Record<MessageKey, CellClaim>> = {
  'formula.scaled.given': ({ given }) => given?.scale !== undefined || given?.from === 'scores',
  'formula.scaled.unscaled': (trace, cell) => isUnscaled(trace, cell) && isHeated(trace, cell),
  'formula.scaled.bare': isUnscaled,
  'formula.scaled.heated': isHeated,
  'formula.masked.open': isOpen,
  'inspector.masked.open': isOpen,
  'formula.masked.late': isLate,
  'formula.weight.late': (trace, [h, i, j]) => isLate(trace, [h!]) && j! > i!,
  'inspector.head_delta.off': isOff,
  'vector.head_delta.off': isOff,
  'inspector.word_delta.heard': someAreOff,
  'formula.word_delta.heard': someAreOff,
  'vector.word_delta.heard': someAreOff,
  'inspector.delta.heard': someAreOff,
  'formula.delta.heard': someAreOff,
  'vector.delta.heard': someAreOff,
};

/** Which text says of a cell what it is, how it is made, or what the whole vector is made of. */
export function cellText(
  kind: 'inspector' | 'formula' | 'vector',
  trace: Trace,
  { tensor, indices }: Cell,
): MessageKey {
  if (kind !== 'inspector' && isAsGiven(trace, tensor)) return 'data.cell';
  const key = `${kind}.${tensor}`;
  const variant = Object.entries(variants).find(
    ([name, claim]) => name.startsWith(`${key}.`) && claim(trace, indices),
  );
  return (variant?.[0] ?? key) as MessageKey;
}
