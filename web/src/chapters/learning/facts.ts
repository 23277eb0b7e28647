import { shortNumber } from '../../text/format.js';
import type { MessageKey, Parameters } from '../../text/messages.js';
import { withPlace } from '../../text/word-place.js';
import { attendedWords, strongestHead } from '../../compute/trace.js';
import type { ModelView } from './view.js';

/** Less than this rounds to nothing on the screen. */
const nothing = 0.005;
/** A share that is not worth a word. */
const little = 0.05;
/** A next word that gets less than this is a guess. */
const guess = 0.01;

/** What the caption says of the snapshot shown: where the head looks that moves the followed word most, and what comes next. */
export function captionOf(view: ModelView): string {
  const { say } = view;
  const facts = learningFacts(view);
  return say('learning.told', { looks: say(looksOf(view), facts), expects: say(expectsOf(view), facts) });
}

function learningFacts({ trace, token, say }: ModelView): Parameters {
  const head = strongestHead(trace, token);
  const [best, second] = attendedWords(trace, head, token);
  const [next] = trace.candidates('probability_after', token, 1);
  return {
    token: trace.words[token]!,
    head: head + 1,
    best: withPlace(say, trace.words, best!.j),
    best_weight: shortNumber(best!.weight),
    second: second ? withPlace(say, trace.words, second.j) : '',
    second_weight: shortNumber(second?.weight ?? 0),
    even: shortNumber(1 / (token + 1)),
    count: token + 1,
    next: next!.word,
    probability: shortNumber(next!.probability),
  };
}

/** Whether no head prefers any word to another, as far as can be seen. */
export function looksEvenly({ trace, token }: ModelView): boolean {
  const even = 1 / (token + 1);
  const heads = Array.from({ length: trace.n_heads }, (_, h) => Array.from(trace.row('weight', h, token)));
  return heads.every((row) => row.slice(0, token + 1).every((weight) => Math.abs(weight - even) < nothing));
}

/** The first word of a sentence has nothing but itself to attend to. */
function looksOf(view: ModelView): MessageKey {
  const { trace, token } = view;
  if (token === 0) return 'learning.looks.alone';
  if (looksEvenly(view)) return 'learning.looks.even';
  const [best, second] = attendedWords(trace, strongestHead(trace, token), token);
  if (best!.j === token) return 'learning.looks.itself';
  return second!.weight < little ? 'learning.looks.one' : 'learning.looks';
}

function expectsOf({ trace, token }: ModelView): MessageKey {
  const [next] = trace.candidates('probability_after', token, 1);
  return next!.probability < guess ? 'learning.expects.guess' : 'learning.expects';
}
