import { attendedWords, type Trace } from '../../compute/trace.js';
import type { Claim, Claims, FigureContext } from '../../figure/figure.js';
import { lastSeen } from '../../figure/parts/visible.js';
import { shortNumber } from '../../text/format.js';
import type { Parameters } from '../../text/messages.js';

interface Scored {
  readonly word: string;
  readonly j: number;
  readonly score: number;
}

/** What the followed word's query makes of the words up to itself, the best first; and of those after it. */
function scored({ runs, selection: { head, token } }: FigureContext): { here: Scored[]; later: Scored[] } {
  const trace: Trace = runs.sentence;
  const all = attendedWords(trace, head, token).map(({ word, j }) => ({
    ...{ word, j },
    score: trace.at('score', head, token, j),
  }));
  const down = (a: Scored, b: Scored) => b.score - a.score;
  return {
    here: all.filter(({ j }) => j <= token).sort(down),
    later: all.filter(({ j }) => j > token).sort(down),
  };
}

/** What the chapter's texts quote besides. */
export function matchFacts(context: FigureContext): Parameters {
  const { runs, selection } = context;
  const { here, later } = scored(context);
  const second = here[1] ?? here[0]!;
  const next = later[0] ?? here[0]!;
  return {
    first: runs.sentence.words[0]!,
    first_score: shortNumber(runs.sentence.at('score', selection.head, selection.token, 0)),
    best_position: here[0]!.j + 1,
    second: second.word,
    second_score: shortNumber(second.score),
    later: next.word,
    later_score: shortNumber(next.score),
  };
}

const isFirst: Claim = ({ selection }) => selection.token === 0;
const isLast: Claim = ({ runs, selection }) => selection.token === runs.sentence.n_tokens - 1;
const isAlone: Claim = ({ runs }) => runs.sentence.n_tokens === 1;
/** A word that the mask will hide scores higher than all that it will not. */
const isLater: Claim = (context) => {
  const { here, later } = scored(context);
  return later.length > 0 && later[0]!.score > here[0]!.score;
};

/** The second best is hardly worse. */
const isClose: Claim = (context) => {
  const [first, second] = scored(context).here;
  return second !== undefined && second.word !== first!.word && second.score > 0.9 * first!.score;
};

/** Two dots of the followed word are by far its largest: what it asked for. */
const areTwo: Claim = (context) => {
  const { here } = scored(context);
  const [first, second] = here;
  if (first === undefined || second === undefined || first.word === second.word) return false;
  const others = here.slice(2).map(({ score }) => Math.abs(score));
  return second.score > 0.8 * first.score && Math.max(0, ...others) < 0.6 * second.score;
};

/** One dot is by far the largest of its row. */
const isOne: Claim = (context) => {
  const [first, ...others] = scored(context).here;
  return first!.score > 0 && others.every(({ score }) => Math.abs(score) < 0.7 * first!.score);
};

const notFirst: Claim = (context) => !isFirst(context);
const notLast: Claim = (context) => !isLast(context);

/** An author's numbers, which say nothing of words; and such as hide no word. */
const given: Claim = ({ runs }) => runs.sentence.given !== undefined;
const open: Claim = ({ runs }) => lastSeen(runs.sentence, 0) > 0;

export const matchClaims: Claims = {
  'card.match.meet.given': given,
  'card.match.grid.given': given,
  'card.match.meet.alone': isAlone,
  'card.match.meet.last': isLast,
  'card.match.meet': notLast,
  'card.match.pair.itself': isFirst,
  'card.match.pair': notFirst,
  'card.match.row.first': (context) => isFirst(context) && !open(context),
  'card.match.row': (context) => notFirst(context) || open(context),
  'card.match.grid.alone': isAlone,
  'card.match.grid.first': isFirst,
  'card.match.grid.two': areTwo,
  'card.match.grid.one': isOne,
  'card.match.plane.later': (context) => notLast(context) && !open(context),
  'exact.match.grid.1.higher': isLater,
  'exact.match.grid.1.alone': isAlone,
  'exact.match.plane.1.alone': isAlone,
  'question.match.right.later': isLater,
  'question.match.right.close': isClose,
  'question.match.wrong.later': isLater,
  'question.match.wrong.close': isClose,
};
