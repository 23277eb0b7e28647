import { gpt3 } from '../../compute/published-sizes.js';
import { shortNumber, wholeNumber } from '../../text/format.js';
import type { Parameters } from '../../text/messages.js';
import { attendedWords, type Trace } from '../../compute/trace.js';
import type { FigureContext } from '../../figure/figure.js';
import { passFacts } from '../../figure/parts/facts.js';
import { decisiveHeads, lossOf, movesOf, ranking, workElsewhere } from './moves.js';

/** What texts can quote: what the heads do to the followed word, and what is lost without those that are off. */
export function headsFacts(context: FigureContext): Parameters {
  const { runs, selection } = context;
  return {
    ...passFacts(runs.sentence, selection.head, selection.token),
    ...(runs.sentence.given ? {} : modelFacts(context)),
    gpt3_heads: gpt3.n_heads,
    gpt3_layers: gpt3.n_layers,
    gpt3_head: gpt3.d_k,
    gpt3_model: wholeNumber(gpt3.d_model),
    gpt3_rows: wholeNumber(gpt3.n_heads * gpt3.d_k),
  };
}

/** What only a model can tell. */
function modelFacts(context: FigureContext): Parameters {
  return {
    ...rankingFacts(context),
    ...lossFacts(context),
    ...sliceFacts(context.runs.sentence),
    answer: answer(context),
  };
}

function rankingFacts({
  runs: { sentence },
  analysis,
  selection: { token },
  say,
}: FigureContext): Parameters {
  const moves = movesOf(sentence, analysis);
  const order = ranking(moves, token);
  const move = (h: number) => shortNumber(moves.lengths[h]![token]!);
  const [first, last] = [order[0]!, order.at(-1)!];
  const second = order[1] ?? first;
  const elsewhere = workElsewhere(moves, token);
  const busy = elsewhere && {
    busy: elsewhere.head + 1,
    busy_word: wordName(sentence, elsewhere.word, say),
    busy_move: shortNumber(moves.lengths[elsewhere.head]![elsewhere.word]!),
    busy_here: move(elsewhere.head),
  };
  return {
    strong: first + 1,
    strong_move: move(first),
    second: second + 1,
    second_move: move(second),
    strong_best: attendedWords(sentence, first, token)[0]!.word,
    second_best: attendedWords(sentence, second, token)[0]!.word,
    weak: last + 1,
    weak_move: move(last),
    ...busy,
  };
}

/** A word as it is quoted; with its place where the sentence has it more than once. */
function wordName({ words }: Trace, i: number, say: FigureContext['say']): string {
  const again = words.filter((word) => word === words[i]).length > 1;
  return say(again ? 'heads.word.place' : 'heads.word', { word: words[i]!, place: i + 1 });
}

function lossFacts({ runs, analysis, selection: { token }, say }: FigureContext): Parameters {
  const silent = runs.ablated.options.silentHeads;
  const [left] = runs.ablated.candidates('probability_after', token, 1);
  return {
    off: listed(
      silent.map((head) => say('head.name', { head: head + 1 })),
      say.tag,
      'conjunction',
    ),
    left: left!.word,
    left_probability: shortNumber(left!.probability),
    difference: shortNumber(lossOf(runs.sentence, runs.ablated, analysis, token).output),
  };
}

function listed(names: readonly string[], tag: string, type: 'conjunction' | 'disjunction'): string {
  return new Intl.ListFormat(tag, { type }).format(names);
}

function sliceFacts(trace: Trace): Parameters {
  const [heads, rows, columns] = trace.shape('w_q') as [number, number, number];
  return { stacked_rows: heads * rows, columns };
}

/** What the runs without each head say about the question of which one matters most. */
function answer(context: FigureContext): string {
  const { runs, ablations, selection, say } = context;
  const { heads, loss } = decisiveHeads(context);
  const best = (trace: Trace) => trace.candidates('probability_after', selection.token, 1)[0]!;
  const before = best(runs.sentence);
  const change = shortNumber(loss);
  const places = { token: runs.sentence.words[selection.token]!, before: before.word, change };
  if (heads.length === 0) return say('heads.answer.none', places);
  const names = listed(
    heads.map((h) => say('head.name', { head: h + 1 })),
    say.tag,
    'disjunction',
  );
  if (heads.length > 1) return say('heads.answer.several', { ...places, heads: names });
  const after = best(ablations[heads[0]!]!);
  const [before_p, after_p] = [shortNumber(before.probability), shortNumber(after.probability)];
  const other = after.id !== before.id;
  const kind = other ? 'other' : before_p === after_p ? 'others' : 'weaker';
  return say(`heads.answer.${kind}`, {
    ...places,
    head: heads[0]! + 1,
    before_p,
    after: after.word,
    after_p,
  });
}
