import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { FigureContext, Picture } from '../figure/figure.js';
import { Clock } from '../scene/clock.js';
import { easeInOut } from '../scene/math.js';
import { mixScenes } from '../scene/mix-scenes.js';
import { reducedMotion } from '../ui/reduced-motion.js';
import { Sight } from './sight.js';

/** How long it takes, in milliseconds. */
const duration = 400;

/**
 * Another word, head, sentence or switch: the figure glides from the one run to the other. Both are the core's; in between
 * only their drawings are mixed. Out of sight, with still frames, and where the two have not the same words, it is there at once.
 */
export class Glide implements ReactiveController {
  #before: FigureContext | undefined;
  #elapsed = 0;
  #sight: Sight;
  #stillness = reducedMotion();
  #clock = new Clock((elapsed) => this.#onTick(elapsed));

  constructor(private readonly host: ReactiveControllerHost & HTMLElement) {
    host.addController(this);
    this.#sight = new Sight(host, () => {});
  }

  /** The context has become another one. */
  begin(before: FigureContext | undefined, after: FigureContext): void {
    if (!before || !this.#sight.seen || this.#stillness.matches || !isAnother(before, after)) return;
    this.#before = before;
    this.#elapsed = 0;
    this.#clock.start();
  }

  /** What is asked for by itself is there at once. */
  end(): void {
    if (!this.#before) return;
    this.#before = undefined;
    this.#clock.stop();
  }

  /** The picture of the context that there is now, or one on the way to it. */
  picture(draw: (context: FigureContext) => Picture, context: FigureContext): Picture {
    const after = draw(context);
    if (!this.#before) return after;
    const before = draw({ ...this.#before, say: context.say });
    if (before.kind !== after.kind) return after;
    const [from, to] = [before, after].map(({ nodes }) => nodes.filter((node) => node !== undefined));
    return { ...after, nodes: mixScenes(from!, to!, easeInOut(this.#elapsed / duration)) };
  }

  hostDisconnected(): void {
    this.end();
  }

  #onTick(elapsed: number): void {
    this.#elapsed += elapsed;
    if (this.#elapsed >= duration) this.end();
    this.host.requestUpdate();
  }
}

/** Whether what is drawn of it is another moment of the same words. */
function isAnother(before: FigureContext, after: FigureContext): boolean {
  const [from, to] = [before.selection, after.selection];
  const isSame =
    before.runs === after.runs &&
    from.head === to.head &&
    from.token === to.token &&
    from.transposed === to.transposed &&
    from.rank === to.rank &&
    // What a hand moves is where the hand is; what is put back glides.
    !(from.moved && !to.moved);
  return (
    !isSame && before.say === after.say && before.runs.sentence.n_tokens === after.runs.sentence.n_tokens
  );
}
