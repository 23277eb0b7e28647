import { gpt3 } from '../../compute/published-sizes.js';
import { shortNumber, wholeNumber } from '../../text/format.js';
import type { Parameters } from '../../text/messages.js';
import { attendedWords, type Trace } from '../../compute/trace.js';
import type { FigureContext } from '../../figure/figure.js';
import type { Claims } from '../../figure/telling.js';
import { passFacts } from '../../figure/parts/facts.js';
import { decisiveHeads, lossOf, movesOf, ranking } from './moves.js';

/** What texts can quote: what the heads do to the followed word, and what is lost without those that are off. */
export function headsFacts(context: FigureContext): Parameters {
  const { runs, selection } = context;
  return {
    ...passFacts(runs.sentence, selection.head, selection.token),
    ...rankingFacts(context),
    ...lossFacts(context),
    ...sliceFacts(runs.sentence),
    gpt3_heads: gpt3.n_heads,
    gpt3_layers: gpt3.n_layers,
    gpt3_head: gpt3.d_k,
    gpt3_model: wholeNumber(gpt3.d_model),
    gpt3_rows: wholeNumber(gpt3.n_heads * gpt3.d_k),
    answer: answer(context),
  };
}

function rankingFacts({ runs: { sentence }, analysis, selection: { token } }: FigureContext): Parameters {
  const moves = movesOf(sentence, analysis);
  const { heads } = ranking(moves, token);
  const [first, last] = [heads[0]!, heads.at(-1)!];
  const [looks] = attendedWords(sentence, first, token);
  return {
    strong: first + 1,
    strong_move: shortNumber(moves.lengths[first]![token]!),
    strong_best: looks!.word,
    strong_weight: shortNumber(looks!.weight),
    weak: last + 1,
    weak_move: shortNumber(moves.lengths[last]![token]!),
  };
}

function lossFacts({ runs, analysis, selection: { token }, say }: FigureContext): Parameters {
  const silent = runs.ablated.options.silentHeads;
  const [left] = runs.ablated.candidates('probability_after', token, 1);
  return {
    off: listed(
      silent.map((head) => say('head.name', { head: head + 1 })),
      say.tag,
    ),
    left: left!.word,
    left_probability: shortNumber(left!.probability),
    difference: shortNumber(lossOf(runs.sentence, runs.ablated, analysis, token).output),
  };
}

function listed(names: readonly string[], tag: string): string {
  return new Intl.ListFormat(tag, { type: 'conjunction' }).format(names);
}

function sliceFacts(trace: Trace): Parameters {
  const [heads, rows, columns] = trace.shape('w_q') as [number, number, number];
  return { stacked_rows: heads * rows, columns };
}

/** What the runs without each head say about the question of which one matters most. */
function answer(context: FigureContext): string {
  const { runs, ablations, selection, say } = context;
  const decisive = decisiveHeads(context);
  const best = (trace: Trace) => trace.candidates('probability_after', selection.token, 1)[0]!;
  const before = best(runs.sentence);
  const places = { token: runs.sentence.words[selection.token]!, before: before.word };
  if (decisive.length === 0) return say('heads.answer.none', places);
  const after = best(ablations[decisive[0]!]!);
  const kind = after.id === before.id ? 'weaker' : 'other';
  return say(`heads.answer.${kind}`, {
    ...places,
    head: decisive[0]! + 1,
    before_p: shortNumber(before.probability),
    after: after.word,
    after_p: shortNumber(after.probability),
  });
}

const isSwitched = ({ runs }: FigureContext) => runs.ablated.options.silentHeads.length > 0;

function keepsItsWord({ runs, selection: { token } }: FigureContext): boolean {
  const best = (trace: Trace) => trace.candidates('probability_after', token, 1)[0]!.id;
  return best(runs.ablated) === best(runs.sentence);
}

/** What the cards claim. */
export const headsClaims: Claims = {
  'card.heads.deltas.still': ({ runs, analysis, selection: { token } }) =>
    !ranking(movesOf(runs.sentence, analysis), token).moves,
  'card.heads.sum.weaker': (context) => isSwitched(context) && keepsItsWord(context),
  'card.heads.sum.other': (context) => isSwitched(context) && !keepsItsWord(context),
};
