import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Engine } from '../compute/engine.js';
import type { NumberedChapter } from '../chapters/chapter.js';
import { Address } from './address.js';
import { writeLink } from './link.js';
import { type AddressedPage, momentOf, namedChapter, openAddress, type ShownMoment } from './page-moment.js';

/** A chapter and the step of its figure. */
export interface OpenedAt {
  readonly chapter: string;
  readonly step: string | undefined;
}

/** What the address is about. */
export interface AddressedMoments {
  /** Undefined until the page has been computed. */
  engine(): Engine | undefined;
  /** What a chapter shows; undefined until the page has been computed. */
  shown(chapter: string): ShownMoment | undefined;
  /** Shows a chapter, and all that stand before it. */
  showUpTo(chapter: string): Promise<void>;
  /** The chapters that have been loaded. */
  loaded(): readonly NumberedChapter[];
  /** Opens the page at a moment. */
  open(at: OpenedAt): void;
}

/** Keeps the address of a page of our own at what is shown, and takes from it what is to be shown. */
export class AddressController implements ReactiveController {
  readonly #address = new Address();

  constructor(
    private readonly host: ReactiveControllerHost & AddressedPage,
    private readonly moments: AddressedMoments,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('hashchange', this.#onAddress);
    window.addEventListener('pagehide', this.#onLeave);
  }

  hostDisconnected(): void {
    window.removeEventListener('hashchange', this.#onAddress);
    window.removeEventListener('pagehide', this.#onLeave);
    this.#address.flush();
  }

  /** Leaves the address to others. */
  end(): undefined {
    this.#address.drop();
    this.host.removeController(this);
    this.hostDisconnected();
  }

  /** Shows the chapter that the address names, so that it can be opened there; where it cannot be had there is its place. */
  async approach(): Promise<void> {
    const chapter = namedChapter();
    if (chapter !== undefined) await this.moments.showUpTo(chapter).catch(() => {});
  }

  /** Gives the page what its address asks for; returns the moment to open at, where one is named. */
  open(engine: Engine): OpenedAt | undefined {
    return openAddress(this.host, engine, this.moments.loaded());
  }

  /** Lets the address follow, without an entry in the history for each moment. */
  follow(chapter: string): void {
    const link = this.#linkTo(chapter);
    if (link !== undefined) this.#address.write(link);
  }

  /** The address that opens a chapter at the moment that it shows. */
  addressOf(chapter: string): string {
    return location.href.split('#')[0]! + (this.#linkTo(chapter) ?? '');
  }

  #linkTo(chapter: string): string | undefined {
    const shown = this.moments.shown(chapter);
    return shown && writeLink(momentOf(this.host, shown));
  }

  #onLeave = (): void => this.#address.flush();

  #onAddress = async (): Promise<void> => {
    this.#address.drop();
    await this.approach();
    const engine = this.moments.engine();
    const at = engine && this.open(engine);
    if (at) this.moments.open(at);
    this.host.requestUpdate();
  };
}
