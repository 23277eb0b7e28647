import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { NumberedChapter } from '../chapters/chapter.js';
import { chapterIds, type ChapterRow, chapterRows } from '../chapters/index.js';
import { idle } from '../compute/idle.js';

type Host = ReactiveControllerHost & { readonly renderRoot: ParentNode };

/**
 * A chapter is shown when its place comes as near as this to the window: so near that of a page which is only opened no more than
 * the next one is, which the first screen would have to wait for.
 */
const near = '60% 0px';
const gestures = ['wheel', 'scroll', 'touchstart', 'pointerdown', 'keydown'] as const;

/**
 * Which chapters there are and which are shown. One is loaded and shown as the reader comes near its place, which the element
 * keeps; the others are loaded when nothing else is to be done, and shown once the reader has made a first move.
 */
export class ChapterLoading implements ReactiveController {
  readonly #loaded = new Map<string, NumberedChapter>();
  readonly #shown = new Set<string>();
  readonly #observed = new Map<Element, string>();
  readonly #observer: IntersectionObserver;
  #watches = false;

  /** `ids` lists the chapters of the host; `loadTexts` loads what a chapter has to say. */
  constructor(
    private readonly host: Host,
    private readonly ids: () => readonly string[],
    private readonly loadTexts: (id: string) => Promise<void>,
  ) {
    this.#observer = new IntersectionObserver((entries) => this.#onSight(entries), { rootMargin: near });
    host.addController(this);
  }

  /** Those that have been loaded, in the order in which they are read. */
  get loaded(): readonly NumberedChapter[] {
    return chapterIds.flatMap((id) => this.#loaded.get(id) ?? []);
  }

  /** A chapter that is shown. */
  shown(id: string): NumberedChapter | undefined {
    return this.#shown.has(id) ? this.#loaded.get(id) : undefined;
  }

  /** Whether all of the host's are. */
  get areAllShown(): boolean {
    return this.ids().every((id) => this.#shown.has(id));
  }

  /** Loads a chapter, with what it has to say. Rejects where it cannot be had; it can be asked for again. */
  async load(id: string): Promise<NumberedChapter> {
    const known = this.#loaded.get(id);
    if (known) return known;
    const number = chapterIds.indexOf(id);
    const [{ chapter }] = await Promise.all([rowOf(id).load(), this.loadTexts(id)]);
    if (chapter.showsOthers)
      await Promise.all(chapterIds.filter((other) => other !== id).map((other) => this.load(other)));
    // The language may have become another one before the script was there.
    await this.loadTexts(id);
    const numbered = this.#loaded.get(id) ?? { ...chapter, number };
    this.#loaded.set(id, numbered);
    return numbered;
  }

  /** Loads and shows chapters; resolves when they are drawn. Rejects where one cannot be had; the others are shown. */
  async show(ids: readonly string[]): Promise<void> {
    const loadings = await Promise.allSettled(ids.map((id) => this.load(id)));
    for (const id of ids) if (this.#loaded.has(id)) this.#shown.add(id);
    this.host.requestUpdate();
    await this.host.updateComplete;
    const failure = loadings.find((loading) => loading.status === 'rejected');
    if (failure) throw failure.reason;
  }

  /** Shows a chapter and all that stand before it, so that it has its place on the page. */
  showUpTo(id: string): Promise<void> {
    const ids = this.ids();
    return this.show(ids.slice(0, ids.indexOf(id) + 1));
  }

  showAll(): Promise<void> {
    return this.show(this.ids());
  }

  /** Shows all that has been loaded with the update that is under way: paper does not wait. */
  showLoaded(): void {
    for (const id of this.ids()) if (this.#loaded.has(id)) this.#shown.add(id);
  }

  /** Loads the rest one by one, and from the reader's first move on shows them, whenever nothing else is to be done. */
  async growWhenIdle(): Promise<void> {
    const gesture = this.areAllShown ? undefined : firstGesture();
    await this.#oneByOne((id) => this.load(id));
    // What keeps the page for later (entries/offline.ts) waits for this.
    dispatchEvent(new Event('attention-explainer-loaded'));
    await gesture;
    await this.#oneByOne((id) => this.show([id]));
  }

  async #oneByOne(take: (id: string) => Promise<unknown>): Promise<void> {
    for (const id of this.ids()) {
      if (this.#shown.has(id)) continue;
      await idle();
      // One that cannot be had is asked for again when the reader comes to it.
      await take(id).catch(() => {});
    }
  }

  hostConnected(): void {
    this.host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    this.#observed.clear();
  }

  /** Begins to show what the reader comes near. */
  watch(): void {
    this.#watches = true;
    this.host.requestUpdate();
  }

  hostUpdated(): void {
    if (!this.#watches) return;
    for (const place of this.host.renderRoot.querySelectorAll('[data-place]')) {
      const id = place.getAttribute('data-place')!;
      const awaited = this.#shown.has(id) ? undefined : id;
      if (awaited === this.#observed.get(place)) continue;
      // A place that has become that of another chapter is looked at anew.
      this.#observer.unobserve(place);
      this.#observed.delete(place);
      if (awaited === undefined) continue;
      this.#observed.set(place, awaited);
      this.#observer.observe(place);
    }
  }

  #onSight(entries: readonly IntersectionObserverEntry[]): void {
    const near = entries.filter(({ isIntersecting }) => isIntersecting);
    const ids = near.flatMap(({ target }) => this.#observed.get(target) ?? []);
    // None waits for another. What cannot be had now is asked for again when the reader comes back, or by the contents.
    for (const id of ids) this.show([id]).catch(() => {});
  }
}

function rowOf(id: string): ChapterRow {
  const row = chapterRows.find((candidate) => candidate.id === id);
  if (!row) throw new RangeError(`There is no chapter named ${id}.`);
  return row;
}

/** Resolves when the reader first scrolls, points or presses a key. */
function firstGesture(): Promise<void> {
  return new Promise((done) => {
    const onGesture = () => {
      for (const name of gestures) window.removeEventListener(name, onGesture);
      done();
    };
    for (const name of gestures) window.addEventListener(name, onGesture, { passive: true });
  });
}
