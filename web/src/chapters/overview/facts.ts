import type { Parameters, Say } from '../../text/messages.js';
import { attendedWords, type Candidate } from '../../compute/trace.js';
import type { FigureContext } from '../../figure/figure.js';
import { noticeable } from '../../figure/parts/attended.js';
import { creatureWeights } from '../../figure/parts/creature-weights.js';

/** A part of a whole in hundredths, as the first figure says it: for readers who have seen no weight yet. */
export function partOfWhole(say: Say, part: number): string {
  const hundredths = Math.round(100 * part);
  return say('hero.percent', { n: hundredths === 0 && part > 0 ? '<1' : hundredths });
}

/** How many next words are shown. */
const shownWords = 3;

/** The words other than the followed one that it looks at noticeably, most first. */
export function lookedAt({ runs: { sentence }, selection: { head, token } }: FigureContext) {
  return attendedWords(sentence, head, token).filter(({ j, weight }) => j !== token && weight >= noticeable);
}

/** A next word, how probable it is from the word alone and where it stands. */
export interface NextWord extends Candidate {
  readonly before: number;
}

/** The likeliest next words where it stands, and the likeliest one from the word alone. */
export function nextWords({ runs: { sentence }, selection: { token } }: FigureContext): NextWord[] {
  const after = sentence.candidates('probability_after', token, shownWords);
  const [alone] = sentence.candidates('probability_before', token, 1);
  const shown = after.some(({ id }) => id === alone!.id)
    ? after
    : [...after.slice(0, -1), { ...alone!, probability: sentence.at('probability_after', token, alone!.id) }];
  return shown.map((word) => ({ ...word, before: sentence.at('probability_before', token, word.id) }));
}

export function overviewFacts(context: FigureContext): Parameters {
  const { runs, selection, say } = context;
  const { sentence } = runs;
  const percent = (part: number) => partOfWhole(say, part);
  const { head, token } = selection;
  const [first, second] = lookedAt(context);
  const [before] = sentence.candidates('probability_before', token, 1);
  const [after] = sentence.candidates('probability_after', token, 1);
  const { fluffy = 0, blue = 0 } = creatureWeights(sentence, selection) ?? {};
  return {
    token: sentence.words[token]!,
    head: head + 1,
    first: first?.word ?? '',
    first_weight: percent(first?.weight ?? 0),
    second: second?.word ?? '',
    second_weight: percent(second?.weight ?? 0),
    itself: percent(sentence.at('weight', head, token, token)),
    before: before!.word,
    before_p: percent(before!.probability),
    after: after!.word,
    after_p: percent(after!.probability),
    after_alone: percent(sentence.at('probability_before', token, after!.id)),
    fluffy: percent(fluffy),
    blue: percent(blue),
  };
}
