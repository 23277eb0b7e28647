// The bar under the learning figure: play, back to the start, and the steps that are kept.
import { html, type TemplateResult } from 'lit';
import { shortNumber } from '../../text/format.js';
import type { Say } from '../../text/messages.js';
import { icon } from '../../ui/icons.js';
import { type History, isFinished, secondsLeft } from './history.js';
import { keptSteps } from './protocol.js';

interface LearningTransport {
  readonly history: History;
  /** Which snapshot is shown. */
  readonly index: number;
  readonly playing: boolean;
  /** The run has ended with a failure. */
  readonly failed: boolean;
  /** What else can be done is shown. */
  readonly opened: boolean;
  readonly say: Say;
  toggle(): void;
  /** Shows a snapshot, or the last one that there is; says which one it is. */
  seek(index: number): number;
  open(): void;
}

export function learningTransport(bar: LearningTransport): TemplateResult {
  const { history, say } = bar;
  const { step } = history.snapshots[bar.index]!;
  return html`
    <div class="transport ${history.snapshots.length > 1 ? '' : 'fresh'}">
      <button class="play" ?disabled=${bar.failed && !isFinished(history)} @click=${() => bar.toggle()}>
        ${icon(bar.playing ? 'pause' : 'play')} <span>${playName(bar)}</span>
      </button>
      <button
        class="first"
        aria-label=${say('learning.first')}
        title=${say('learning.first')}
        @click=${() => bar.seek(0)}
      >
        ${icon('back')}
      </button>
      ${track(bar)}
      <span class="progress"
        ><b>${say('learning.of', { step, steps: history.steps })}</b> ${timeLeft(bar)}</span
      >
      <button
        class="more"
        aria-label=${say('learning.more')}
        aria-expanded=${bar.opened}
        @click=${() => bar.open()}
      >
        <span>${say('learning.more')}</span> …
      </button>
    </div>
  `;
}

/** Where nothing has been trained, and nothing is until this is pressed. */
export function trainButton(say: Say, disabled: boolean, train: () => void): TemplateResult {
  return html`
    <div class="transport fresh">
      <button class="play" ?disabled=${disabled} @click=${train}>
        ${icon('play')} <span>${say('learning.play')}</span>
      </button>
    </div>
  `;
}

/** Beside the sentence that says that it could not be loaded. */
export const againButton = (say: Say, again: () => void): TemplateResult =>
  html`<button class="again" @click=${again}>${say('state.again')}</button>`;

function track({ history, index, say, seek }: LearningTransport): TemplateResult {
  const { snapshots, steps } = history;
  const { step, heldOutLoss } = snapshots[index]!;
  const last = keptSteps(steps).length - 1;
  const share = (index: number) => `width: ${(100 * index) / last}%`;
  const position = say('learning.position', { step, steps, loss: shortNumber(heldOutLoss) });
  // What has not been trained yet cannot be gone to.
  const onScrub = (event: Event) => {
    const input = event.target as HTMLInputElement;
    input.value = String(seek(input.valueAsNumber));
  };
  return html`
    <div class="track">
      <i></i><i class="kept" .style=${share(snapshots.length - 1)}></i
      ><i class="past" .style=${share(index)}></i>
      <input
        type="range"
        min="0"
        max=${last}
        .value=${String(index)}
        aria-label=${say('learning.scrub')}
        aria-valuetext=${position}
        @input=${onScrub}
      />
    </div>
  `;
}

function playName({ history, playing, say }: LearningTransport): string {
  if (playing) return say('learning.pause');
  if (isFinished(history)) return say('learning.replay');
  return say(history.snapshots.length > 1 ? 'learning.on' : 'learning.play');
}

function timeLeft({ history, say }: LearningTransport): string {
  if (isFinished(history)) return say('learning.trained.all');
  const seconds = secondsLeft(history);
  return seconds === undefined ? '' : say('learning.left', { seconds: Math.ceil(seconds) });
}
