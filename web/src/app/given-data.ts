// An author's numbers in the place of the model's. Loaded when an element has been given some.
import { html, nothing, type TemplateResult } from 'lit';
import type { NumberedChapter } from '../chapters/chapter.js';
import { givenChapter } from '../chapters/given-chapter.js';
import { EngineError } from '../compute/engine.js';
import { reasonText } from '../compute/failure.js';
import type { GivenModel } from '../compute/given/given-model.js';
import { modelOf } from '../compute/given/model-of.js';
import { RefusedData } from '../compute/given/refusal.js';
import { runAblations, runSentence, runWithout } from '../compute/runs.js';
import type { Trace } from '../compute/trace.js';
import { exactNumber } from '../text/format.js';
import type { Say } from '../text/messages.js';
import type { Ready } from './computation.js';
import type { ExplainerProperties, GivenNumbersShown } from './explainer-properties.js';

/** Weights that were rounded to two decimals still are weights. */
const tolerance = 0.02;

/**
 * Reads what the host's `data` says, has the core compute on it, and goes back when it is taken away. What is refused changes nothing,
 * and is told: to the reader by a note, to scripts by `error` with { kind: 'data', message }.
 */
export class GivenData implements GivenNumbersShown {
  #asked: unknown;
  /** What has been read and is not shown yet. */
  #next: GivenModel | undefined;
  /** What was shown before, to go back to. */
  #before: Ready | undefined;
  #refused: unknown;
  read: Promise<void> = Promise.resolve();

  constructor(
    private readonly host: ExplainerProperties,
    private readonly say: () => Say,
  ) {
    this.#ask();
  }

  update(): void {
    const { state, data } = this.host;
    if ((data ?? undefined) !== this.#asked) this.#ask();
    if (state.kind !== 'ready') return;
    const next = this.#next;
    this.#next = undefined;
    if (next) this.#show(this.#before ?? state, next);
    else if (this.#asked === undefined && this.#before) this.#back(this.#before);
  }

  chapter(chapter: NumberedChapter | undefined, trace: Trace): NumberedChapter | undefined {
    return chapter && trace.given ? givenChapter(chapter, trace) : chapter;
  }

  note(trace: Trace): TemplateResult {
    const say = this.say();
    const { given } = trace;
    return html`
      ${
        given
          ? html`<p class="note given">
              ${given.title === undefined ? say('data.label') : say('data.label.title', { title: given.title })}<!--
              -->${say.tag.startsWith('zh') ? '' : ' '}${say(`data.from.${given.from}`)}
            </p>`
          : nothing
      }
      ${this.#refused === undefined ? nothing : html`<p class="note" role="status">${this.#message(this.#refused)}</p>`}
    `;
  }

  #ask(): void {
    const data = (this.#asked = this.host.data ?? undefined);
    this.#next = this.#refused = undefined;
    this.read = data === undefined ? Promise.resolve() : this.#read(data);
  }

  async #read(data: unknown): Promise<void> {
    try {
      const model = await modelOf(data, document.baseURI);
      // Other data may have been set meanwhile.
      if (this.#asked !== data) return;
      this.#next = model;
      this.host.requestUpdate();
    } catch (error) {
      if (this.#asked === data) this.#refuse(error);
    }
  }

  #show(ready: Ready, model: GivenModel): void {
    const { host } = this;
    try {
      const engine = ready.engine.withModel(model);
      const { sentence, switched, milliseconds } = runSentence(engine, model.given.tokens, host.options);
      checkSums(sentence);
      const ablated = runWithout(engine, sentence, host.silent);
      const runs = { ...ready.runs, sentence, switched, ablated };
      const ablations = runAblations(engine, sentence);
      host.state = { ...ready, engine, runs, ablations, wordAblations: [], milliseconds };
      this.#before = ready;
    } catch (error) {
      this.#refuse(error);
    }
  }

  /** The sentence and the model may have become others meanwhile: the host looks at them again. */
  #back(before: Ready): void {
    this.#before = undefined;
    this.host.state = before;
    this.host.requestUpdate('sentence', null);
    this.host.requestUpdate('ownModel', null);
  }

  #refuse(error: unknown): void {
    const { host } = this;
    this.#refused = error;
    host.requestUpdate();
    void host.updateComplete.then(() =>
      host.dispatchEvent(
        new CustomEvent('error', { detail: { kind: 'data', message: this.#message(error) } }),
      ),
    );
  }

  #message(error: unknown): string {
    const say = this.say();
    return `${say('data.refused')} ${reasonOf(error, say)}`;
  }
}

function reasonOf(error: unknown, say: Say): string {
  if (error instanceof RefusedData) return say(error.key, error.parameters);
  const cause = error instanceof EngineError ? error.cause : error;
  return cause instanceof Error ? reasonText(cause, say) : String(cause);
}

/** What softmax gives adds up to 1; what an author gives need not. */
function checkSums(trace: Trace): void {
  if (trace.given?.from !== 'weights') return;
  for (let head = 0; head < trace.n_heads; head += 1) {
    const sums = Array.from(trace.row('weight_sum', head));
    const row = sums.findIndex((sum) => !(Math.abs(sum - 1) <= tolerance));
    if (row >= 0)
      throw new RefusedData('data.refused.sum', {
        head: head + 1,
        row: row + 1,
        sum: exactNumber(sums[row]!),
      });
  }
}
