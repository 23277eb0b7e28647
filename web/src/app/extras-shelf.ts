// What stands around the first figure. It is loaded when that figure is live, before the other chapters.
import type { CSSResult } from 'lit';
import type { Address } from './address.js';
import type { FigureExtras } from '../figure-shell/figure-extras.js';
import type { momentOf, openAddress, writeEmbedCode } from './page-moment.js';
import type { pageChoices } from './page-choices.js';
import type { modelNote, pageFooter, references } from './page-notes.js';
import type { Printing } from './printing.js';
import type { preserveScroll } from './preserve-scroll.js';
import type { WeightsModel } from '../compute/model/weights-model.js';
import type { writeLink } from './link.js';
import type { tokenToFollow } from '../compute/token-to-follow.js';

/** What the page asks of it. */
export interface Extras {
  readonly pageChoices: typeof pageChoices;
  readonly modelNote: typeof modelNote;
  readonly references: typeof references;
  readonly pageFooter: typeof pageFooter;
  readonly figureExtras: FigureExtras;
  readonly preserveScroll: typeof preserveScroll;
  readonly WeightsModel: typeof WeightsModel;
  readonly tokenToFollow: typeof tokenToFollow;
  readonly Address: typeof Address;
  readonly Printing: typeof Printing;
  readonly momentOf: typeof momentOf;
  readonly openAddress: typeof openAddress;
  readonly writeEmbedCode: typeof writeEmbedCode;
  readonly writeLink: typeof writeLink;
  /** How that looks which stands around the figures. */
  readonly styles: CSSResult;
}

let shelf: Extras | undefined;
let loading: Promise<void> | undefined;

/** Puts it there. */
export function provideExtras(extras: Extras): void {
  shelf = extras;
}

export function extrasSoFar(): Extras | undefined {
  return shelf;
}

/** Loads it where it is not there yet. Rejects where it cannot be had. */
export function loadExtras(): Promise<void> {
  if (shelf) return Promise.resolve();
  loading ??= import('./extras.js').then(
    () => undefined,
    (error: unknown) => {
      // To be asked for again.
      loading = undefined;
      throw error;
    },
  );
  return loading;
}
