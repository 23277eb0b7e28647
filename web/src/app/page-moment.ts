// The moment that a page shows, as its address and code for other pages say it.
import { asTrained, type Mask, type RunOptions } from '../../../wasm/attention.js';
import type { Chapter } from '../chapters/chapter.js';
import { chapterIds } from '../chapters/index.js';
import type { EmbedKind } from '../figure-shell/embed-kind.js';
import { embedCode } from './embed-code.js';
import type { Engine } from '../compute/engine.js';
import { type LinkState, readLink, readRemoval, writeHandled, writeRemoval } from './link.js';
import { languages } from '../text/languages.js';
import { pageLinkLimits } from './page-link.js';
import { isRemoval, type Removal } from '../compute/runs.js';
import type { Theme } from '../ui/themes.js';
import type { Trace } from '../compute/trace.js';
import type { Handled } from '../figure/view.js';

/** What of a page its address says. */
export interface AddressedPage {
  sentence: string;
  head: number | undefined;
  token: number;
  theme: string;
  lang: string;
  transposed: boolean;
  options: RunOptions;
  rank: number | undefined;
  silent: readonly number[];
  removed: Removal | undefined;
  handled: Handled;
  brokenLink: boolean;
}

/** What a page shows, whatever was asked for. Head and token count from 0. */
export interface ShownMoment {
  readonly trace: Trace;
  readonly head: number;
  readonly token: number;
  readonly theme: Theme;
  readonly chapter: string;
  /** The step that the chapter's figure shows, where it has one. */
  readonly step: string | undefined;
}

export function momentOf(page: AddressedPage, shown: ShownMoment): LinkState {
  const { temperature, scale, mask } = page.options;
  const { chapter, trace, head, token, step, theme } = shown;
  return {
    chapter,
    sentence: trace.words.join(' '),
    head: head + 1,
    token: token + 1,
    ...(step === undefined ? {} : { step }),
    theme,
    lang: languages.find((language) => language === page.lang) ?? 'auto',
    temperature,
    scale: scale ? 'on' : 'off',
    mask,
    grid: page.transposed ? 'transposed' : 'straight',
    ...(page.rank === undefined ? {} : { rank: page.rank }),
    ...writeHandled(page.handled),
    silent: page.silent.map((head) => head + 1).join(),
    removed: page.removed && isRemoval(page.removed, trace) ? writeRemoval(page.removed) : '',
  };
}

/**
 * Gives a page what the document's address asks for; an address that means nothing leaves it as it is, with a note.
 * `loaded` has the chapter that it names.
 * Returns the moment to open at, where one is named.
 */
export function openAddress(
  page: AddressedPage,
  engine: Engine,
  loaded: readonly Chapter[],
): { chapter: string; step: string | undefined } | undefined {
  const link = readLink(location.hash, pageLinkLimits(engine, loaded), page.sentence);
  page.brokenLink = link === 'broken';
  if (link === undefined || link === 'broken') return undefined;
  if (link.sentence) page.sentence = link.sentence;
  if (link.head) page.head = link.head;
  if (link.token) page.token = link.token;
  if (link.theme) page.theme = link.theme;
  if (link.lang) page.lang = link.lang;
  page.transposed = link.grid === 'transposed';
  page.options = {
    ...asTrained,
    temperature: link.temperature ?? asTrained.temperature,
    scale: link.scale !== 'off',
    mask: (link.mask as Mask | undefined) ?? asTrained.mask,
  };
  page.rank = link.rank;
  page.silent = link.silent?.split(',').map((head) => Number(head) - 1) ?? [];
  page.removed = readRemoval(link.removed);
  page.handled = { turn: link.turn, added: link.added };
  const chapter = link.chapter ?? (link.step ? chapterIds[0] : undefined);
  return chapter === undefined ? undefined : { chapter, step: link.step };
}

/** The lines that show a moment in a page of the reader's, out of the folder that this page stands in. */
export function embedCodeOf(
  kind: EmbedKind,
  page: AddressedPage,
  shown: ShownMoment | undefined,
  title: string,
): string {
  if (!shown) return '';
  return embedCode(kind, momentOf(page, shown), new URL('.', location.href.split(/[?#]/)[0]).href, title);
}

/** The chapter that the document's address names, if it names one that there is: the first where it names a step alone. */
export function namedChapter(): string | undefined {
  const fields = new URLSearchParams(location.hash.slice(1));
  const named = fields.get('chapter') ?? (fields.has('step') ? chapterIds[0] : null);
  return chapterIds.find((id) => id === named);
}
