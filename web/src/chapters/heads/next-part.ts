import { cellId } from '../../figure/cell.js';
import type { RunName } from '../../compute/runs.js';
import type { Trace } from '../../compute/trace.js';
import { change, type ChangeEnd, changeNumbersWidth } from '../../figure/objects/change.js';
import { fittingGloss } from '../../figure/objects/gloss.js';
import { heading } from '../../figure/parts/heading.js';
import { memo } from '../../scene/memo.js';
import { node, round, type SvgNode, text } from '../../scene/node.js';
import { fittingSize } from '../../text/text-width.js';
import type { MessageKey } from '../../text/messages.js';
import type { NextLayout } from './layout.js';
import type { HeadsView } from './view.js';

const shownWords = 3;
const letters = 13;
const keptNames: Partial<Record<number, MessageKey>> = { 0: 'heads.to.none', 1: 'heads.to.one' };

/** One end of what is compared: a run, and what it expects after the word, before or after attention. */
interface End {
  readonly trace: Trace;
  readonly run: RunName;
  readonly tensor: 'probability_before' | 'probability_after';
}

/** What becomes of the next word: from the word alone to all heads, and with heads off from all heads to the others. */
export function nextPart(view: HeadsView, layout: NextLayout, gone: number): (SvgNode | undefined)[] {
  const { trace, ablated, silent, selection, say } = view;
  const { token } = selection;
  const after = { trace, run: 'sentence', tensor: 'probability_after' } as const;
  const kept = trace.n_heads - silent.length;
  const [from, to]: readonly [End, End] =
    silent.length > 0
      ? [after, { ...ablated, tensor: 'probability_after' }]
      : [{ ...after, tensor: 'probability_before' }, after];
  const key = silent.length > 0 ? (keptNames[kept] ?? 'heads.to.some') : 'heads.to.all';
  const title = say(key, { token: trace.words[token]!, kept });
  return [
    heading({ key: 'title', x: layout.x, y: layout.titleY, content: title, shown: 1 }),
    ...largest(from, to, token).map((id, index) => row(view, layout, { from, to, id, index, gone })),
  ];
}

/** The words whose probability changes most, most first. */
function largest(from: End, to: End, token: number): readonly number[] {
  return memo(to.trace, `next:${from.run}:${from.tensor}:${token}`, () => {
    const [a, b] = [from.trace.row(from.tensor, token), to.trace.row(to.tensor, token)];
    const size = (id: number) => Math.abs(b[id]! - a[id]!);
    return Array.from(a, (_, id) => id)
      .sort((one, other) => size(other) - size(one) || b[other]! - b[one]!)
      .slice(0, shownWords);
  });
}

interface Row {
  readonly from: End;
  readonly to: End;
  readonly id: number;
  readonly index: number;
  readonly gone: number;
}

function row(view: HeadsView, layout: NextLayout, { from, to, id, index, gone }: Row): SvgNode {
  const { trace, selection, say, highlight, ablated } = view;
  const { x, width, top, pitch, wordWidth } = layout;
  const word = trace.word(id);
  const end = ({ trace: run, run: name, tensor }: End): ChangeEnd => {
    const cell = cellId(tensor, selection.token, id);
    const lit = (name === 'sentence' ? highlight : ablated.highlight).has(cell);
    return { value: run.at(tensor, selection.token, id), cell, run: name, highlight: lit };
  };
  const gloss = say.gloss(word);
  const fitted = gloss === undefined || pitch < 30 ? undefined : fittingGloss(gloss, wordWidth - 10, 12);
  const middle = pitch / 2;
  return node(
    'g',
    { key: `next${id}`, transform: `translate(${round(x)} ${round(top + index * pitch)})` },
    text(word, {
      key: 'word',
      class: 'bar-word',
      x: 0,
      y: round(fitted ? middle - 7 : middle),
      style: `font-size: ${round(fittingSize(word, wordWidth - 8, pitch < 30 ? letters : 15))}px`,
    }),
    fitted &&
      text(fitted.content, {
        key: 'gloss',
        class: 'gloss',
        x: 0,
        y: round(middle + 9),
        style: `font-size: ${round(fitted.size)}px`,
      }),
    change({
      key: 'change',
      x: wordWidth,
      y: 0,
      width: width - wordWidth - changeNumbersWidth(letters) - letters,
      height: pitch,
      letters,
      from: end(from),
      to: end(to),
      gone,
    }),
  );
}
