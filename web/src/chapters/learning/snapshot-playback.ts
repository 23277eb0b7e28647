import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Sight } from '../../figure-shell/sight.js';
import { Clock } from '../../scene/clock.js';
import { between } from '../../scene/math.js';
import { reducedMotion } from '../../ui/reduced-motion.js';
import { type History, isFinished } from './history.js';
import { savesData } from '../../ui/saves-data.js';
import { byItself, hasPower } from './by-itself.js';
import type { Failure, LearningRun } from './learning-run.js';
import type { Snapshot } from './protocol.js';

/** The shortest time that a snapshot is shown when playing, in milliseconds; and how many are passed over at once. */
const moving = { pace: 50, stride: 1 } as const;
const still = { pace: 600, stride: 10 } as const;

/** An element that shows a run. Its properties are reactive ones. */
interface LearningHost extends ReactiveControllerHost {
  /** Which snapshot is shown. */
  index: number;
  playing: boolean;
  /** Training goes on out of sight. */
  goesOn: boolean;
  /** Plays when it comes into sight. */
  readonly playsBySight: boolean;
  /** Begins a run: the element has come into sight for the first time. */
  firstRun(): void;
}

/**
 * Plays the snapshots of a run, and has it go on meanwhile: trains only while it plays and is in sight, or out of sight if
 * that is asked for. Begins by itself, once, unless the reader has taken it in hand before.
 */
export class SnapshotPlayback implements ReactiveController {
  #run: LearningRun | undefined;
  #clock = new Clock((elapsed) => this.#onTick(elapsed));
  /** Since the snapshot that is shown was first shown. */
  #elapsed = 0;
  #sight: Sight;
  /** Enough of it is seen to be watched. */
  #watched: Sight;
  #stillness = reducedMotion();
  #free = true;
  /** Goes on by itself, and nothing is shown of it but its end. */
  #computes = false;
  /** Until it is known, there is none. */
  #powered = false;
  /** It has begun by itself, and does so once. */
  #hasBegun = false;

  constructor(private readonly host: LearningHost & HTMLElement) {
    host.addController(this);
    this.#sight = new Sight(host, () => this.#onSight(), { needsTab: true });
    this.#watched = new Sight(host, () => this.#beginByItself(), { needsTab: true, threshold: 0.4 });
  }

  /** Nobody has asked for anything yet. */
  get free(): boolean {
    return this.#free;
  }

  /** The run as far as it has come; undefined until there are random weights. */
  get history(): History | undefined {
    return this.#run?.history;
  }

  get failure(): Failure | undefined {
    return this.#run?.failure;
  }

  get snapshot(): Snapshot | undefined {
    return this.history?.snapshots[this.host.index];
  }

  /** From now on the reader says what it does. */
  takeInHand(): void {
    this.#free = false;
  }

  /** Gives up the run for another one. */
  take(start: () => LearningRun): void {
    this.stop();
    this.#run?.stop();
    this.host.index = 0;
    this.#run = start();
  }

  /** Trains on; what is already kept is shown on the way to where the run has come. Whether it does. */
  play(): boolean {
    const { history, host } = this;
    this.takeInHand();
    if (!this.#run) host.firstRun();
    else if (!history) return false;
    if (host.playing || this.failure) return false;
    if (history && isFinished(history) && host.index === history.snapshots.length - 1) host.index = 0;
    this.#elapsed = 0;
    this.go();
    return true;
  }

  /** Plays as soon as there is something to play. */
  go(): void {
    this.#computes = false;
    this.host.playing = true;
    this.#onSight();
  }

  stop(): void {
    this.host.playing = false;
    this.#computes = false;
    this.#clock.stop();
    this.#run?.pause();
  }

  /** Shows a snapshot, and holds there. */
  seek(index: number): void {
    this.takeInHand();
    this.stop();
    this.host.index = between(0, index, (this.history?.snapshots.length ?? 1) - 1);
  }

  /** Has what has come of the run be drawn, if that is not to happen by itself out of sight. */
  onReport(): void {
    this.#beginByItself();
    if (this.#computes) this.#onComputed();
    else if (this.#clock.running || !this.host.playing) this.host.requestUpdate();
  }

  #beginByItself(): void {
    const { host, history } = this;
    const fresh =
      this.#free && !this.#hasBegun && !host.playing && history?.snapshots.length === 1 && !this.failure;
    if (!fresh || !host.playsBySight || !this.#watched.seen || !this.#powered || byItself() === 'rests')
      return;
    this.#hasBegun = true;
    if (byItself() === 'plays') return this.go();
    this.#computes = true;
    this.#onSight();
  }

  hostConnected(): void {
    void hasPower().then((powered) => {
      this.#powered = powered;
      this.#beginByItself();
    });
  }

  /** Of a run that nobody has asked to see: now and then how far it has come, then its end. */
  #onComputed(): void {
    const { history, host } = this;
    const last = history!.snapshots.length - 1;
    if (isFinished(history!)) {
      this.#computes = false;
      host.index = last;
    } else if (last % still.stride === 0) host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#clock.stop();
    this.#run?.stop();
    this.#run = undefined;
    this.#computes = false;
    this.host.playing = false;
  }

  /** Out of sight nothing is drawn, and nothing trained that was not asked for. */
  #onSight(): void {
    const { host } = this;
    const { seen } = this.#sight;
    // The trainer is loaded for whoever comes near; not for those who save data.
    if (seen && !this.#run && !savesData()) host.firstRun();
    if ((host.playing || this.#computes) && (seen || host.goesOn)) this.#run!.go();
    else this.#run?.pause();
    if (host.playing && seen) this.#clock.start();
    else this.#clock.stop();
    if (seen) host.requestUpdate();
  }

  #onTick(elapsed: number): void {
    const { pace, stride } = this.#stillness.matches ? still : moving;
    const { history, host } = this;
    // A run that has just begun has no weights yet.
    if (!history) return;
    const last = history.snapshots.length - 1;
    this.#elapsed += elapsed;
    if (host.index === last && isFinished(history)) return this.stop();
    const next = host.index + stride;
    if (this.#elapsed < pace || (next > last && !isFinished(history))) return;
    this.#elapsed = 0;
    host.index = Math.min(next, last);
  }
}
