import { shortNumber, subscript } from '../../text/format.js';
import type { Parameters, Say } from '../../text/messages.js';
import { attendedWords } from '../../compute/trace.js';
import type { Claims, FigureContext } from '../../figure/figure.js';
import { withPlace } from '../../text/word-place.js';
import { isTold, largestChanges, largestDifference, nothing, wordLosses } from './difference.js';
import { type Side, type Sides, sidesOf } from './view.js';

/** What texts can quote of the two runs. */
export function yourTurnFacts(context: FigureContext): Parameters {
  const { runs, selection, analysis, say } = context;
  const sides = sidesOf(context);
  const { whole, without, head } = sides;
  return {
    token: whole.trace.words[whole.token]!,
    chosen: runs.sentence.words[selection.token]!,
    what: nameOfRemoved(sides, say),
    head: head + 1,
    place: without.token + 1,
    old_place: whole.token + 1,
    i_sub: subscript(whole.token + 1),
    ...looks(sides, whole, say, ''),
    ...looks(sides, without, say, '_without'),
    ...expected(whole, 'expected'),
    ...expected(without, 'left'),
    ...changed(sides),
    difference: shortNumber(largestDifference(sides, analysis, 'output')),
    embedding_difference: shortNumber(largestDifference(sides, analysis, 'embedding')),
    answer: answer(context),
  };
}

/** A word stands in quotes, a head has its number. */
export function nameOfRemoved({ whole, removed: { kind, index } }: Sides, say: Say): string {
  if (kind === 'head') return say('head.name', { head: index + 1 });
  return say('your-turn.word', { word: withPlace(say, whole.trace.words, index) });
}

/** Words have their places in the whole sentence in both runs. */
function looks({ whole, head, removed }: Sides, side: Side, say: Say, ending: string): Parameters {
  const [best] = attendedWords(side.trace, head, side.token);
  const isBehind = side !== whole && removed.kind === 'word' && best!.j >= removed.index;
  const word = withPlace(say, whole.trace.words, best!.j + Number(isBehind));
  return { [`best${ending}`]: word, [`best${ending}_weight`]: shortNumber(best!.weight) };
}

function expected({ trace, token }: Side, name: string): Parameters {
  const [first] = trace.candidates('probability_after', token, 1);
  return { [name]: first!.word, [`${name}_p`]: shortNumber(first!.probability) };
}

function changed(sides: Sides): Parameters {
  const [largest] = largestChanges(sides, 1);
  if (!isTold(largest!)) return {};
  const { word, before, after } = largest!;
  return { changed: word, changed_before: shortNumber(before), changed_after: shortNumber(after) };
}

const removedKind = (context: FigureContext) => sidesOf(context).removed.kind;

function isLater(context: FigureContext): boolean {
  const { whole, removed } = sidesOf(context);
  return removed.kind === 'word' && removed.index > whole.token;
}

function isSame(context: FigureContext, tensor: 'embedding' | 'output' | 'probability_after'): boolean {
  return largestDifference(sidesOf(context), context.analysis, tensor) < nothing;
}

function keepsItsWord(context: FigureContext): boolean {
  const { whole, without } = sidesOf(context);
  const best = ({ trace, token }: Side) => trace.candidates('probability_after', token, 1)[0]!.id;
  return best(whole) === best(without);
}

function looksAtTheSame({ runs, selection, say }: FigureContext): boolean {
  const sides = sidesOf({ runs, selection });
  return looks(sides, sides.whole, say, '').best === looks(sides, sides.without, say, '').best;
}

/** What the cards claim. */
export const yourTurnClaims: Claims = {
  'card.your-turn.whole.moved': (context) => sidesOf(context).whole.token !== context.selection.token,
  'card.your-turn.without.head': (context) => removedKind(context) === 'head',
  'card.your-turn.without.later': isLater,
  'card.your-turn.without.still': looksAtTheSame,
  'card.your-turn.difference.none': (context) => isSame(context, 'output'),
  'card.your-turn.difference.head': (context) => removedKind(context) === 'head',
  'card.your-turn.difference.placed': (context) => isSame(context, 'embedding'),
  'card.your-turn.next.same': (context) => isSame(context, 'probability_after'),
  'card.your-turn.next.weaker': keepsItsWord,
};

/** The other words without which the next word changes most, in more than roundings; more than one if they tie. */
export function decisiveWords(context: FigureContext): readonly number[] {
  const losses = wordLosses(context).map((loss) => loss ?? 0);
  const most = Math.max(...losses);
  return losses
    .map((_, j) => j)
    .filter((j) => losses[j]! >= nothing && most - losses[j]! < nothing)
    .sort((a, b) => losses[b]! - losses[a]!);
}

/** What the runs without each other word say about the question of which one matters most. */
function answer(context: FigureContext): string {
  const { runs, wordAblations, selection, say } = context;
  const { token } = selection;
  const places = { token: runs.sentence.words[token]! };
  if (wordAblations.length === 0) return say('your-turn.answer.alone', places);
  const [word] = decisiveWords(context);
  if (word === undefined) return say('your-turn.answer.none', places);
  const [before] = runs.sentence.candidates('probability_after', token, 1);
  const place = word < token ? token - 1 : token;
  const [after] = wordAblations[word]!.candidates('probability_after', place, 1);
  const same = after!.id === before!.id;
  return say(`your-turn.answer.${same ? 'weaker' : 'other'}`, {
    ...places,
    word: withPlace(say, runs.sentence.words, word),
    before: before!.word,
    before_p: shortNumber(before!.probability),
    after: after!.word,
    after_p: shortNumber(after!.probability),
  });
}
