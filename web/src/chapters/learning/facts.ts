import { shortNumber } from '../../text/format.js';
import type { Parameters } from '../../text/messages.js';
import { attendedWords, strongestHead } from '../../compute/trace.js';
import type { LearningView } from './view.js';

/** What the caption quotes of the snapshot shown: the head that moves the followed word most, and the prediction. */
export function learningFacts({ history, index, trace, token }: LearningView): Parameters {
  const { step, heldOutLoss } = history.snapshots[index]!;
  const head = strongestHead(trace, token);
  const [best, second] = attendedWords(trace, head, token);
  const [next] = trace.candidates('probability_after', token, 1);
  return {
    step,
    loss: shortNumber(heldOutLoss),
    token: trace.words[token]!,
    head: head + 1,
    best: best!.word,
    best_weight: shortNumber(best!.weight),
    second: second?.word ?? '',
    second_weight: shortNumber(second?.weight ?? 0),
    even: shortNumber(1 / (token + 1)),
    blind: probabilityText(1 / trace.shape('w_e')[0]!),
    next: next!.word,
    probability: probabilityText(next!.probability),
  };
}

/** A guess among hundreds of words is far below what a number with two decimals can say. */
function probabilityText(probability: number): string {
  return probability < 0.01 ? String(Number(probability.toPrecision(1))) : shortNumber(probability);
}

/** Which caption tells a snapshot. The first word of a sentence has nothing but itself to attend to. */
export function captionOf({ history, index, token }: LearningView): 'random' | 'alone' | 'trained' {
  if (token === 0) return 'alone';
  return history.snapshots[index]!.step === 0 ? 'random' : 'trained';
}
