// The state of the page as the fragment of its address, so that a link opens the same moment.

import type { Removal } from '../compute/runs.js';
import type { Handled } from '../figure/view.js';

export interface LinkState {
  readonly chapter: string;
  readonly sentence: string;
  /** From 1. */
  readonly head: number;
  /** From 1. */
  readonly token: number;
  /** The name of a step of the chapter's figure, if it has one. */
  readonly step?: string;
  readonly theme: string;
  /** `auto` is the reader's own. */
  readonly lang: string;
  readonly temperature: number;
  /** `on` or `off`. */
  readonly scale: string;
  readonly mask: string;
  /** `straight` or `transposed`. */
  readonly grid: string;
  /** How many directions are kept, where it is not all. */
  readonly rank?: number;
  /** By how many degrees the space of chapter 2 is turned, and how much is added in it, where it is not all. */
  readonly turn?: number;
  readonly added?: number;
  /** The heads that are switched off, from 1, in order, with commas between. */
  readonly silent: string;
  /** What chapter 13 takes away, `word` or `head` and its number from 1; empty until the reader has chosen. */
  readonly removed: string;
}

/** What a link may say: everything else in it makes it a broken one. */
export interface LinkLimits {
  readonly isSentence: (sentence: string) => boolean;
  readonly heads: number;
  readonly directions: number;
  readonly tokensOf: (sentence: string) => number;
  /** The steps of each chapter. */
  readonly steps: Readonly<Record<string, readonly string[]>>;
  readonly themes: readonly string[];
  readonly languages: readonly string[];
  readonly masks: readonly string[];
  readonly temperatures: { readonly least: number; readonly most: number };
}

/** What a link leaves out: the page as it is when nothing was switched. */
const usual: Partial<LinkState> = {
  lang: 'auto',
  temperature: 1,
  scale: 'on',
  mask: 'causal',
  grid: 'straight',
  silent: '',
  removed: '',
};
const longestLink = 2000;
const numbers = ['head', 'token', 'temperature', 'rank', 'turn', 'added'];

/** The fragment for a state, with its `#`. */
export function writeLink(state: LinkState): string {
  const fields = Object.entries(state)
    .filter(([name, value]) => usual[name as keyof LinkState] !== value)
    .map(([name, value]) => [name, String(value)]);
  return `#${new URLSearchParams(fields).toString()}`;
}

/**
 * Reads a fragment: the fields that it has, undefined when it has none, or `broken` when any of them means nothing.
 * `sentence` is the one that `token` belongs to when the link names none.
 */
export function readLink(
  hash: string,
  limits: LinkLimits,
  sentence: string,
): Partial<LinkState> | 'broken' | undefined {
  if (hash.length <= 1) return undefined;
  if (hash.length > longestLink) return 'broken';
  const fields = new URLSearchParams(hash.slice(1));
  const checks = fieldChecks(fields, limits, sentence);
  for (const [name, value] of fields) {
    if (!Object.hasOwn(checks, name) || !checks[name]!(value)) return 'broken';
  }
  return Object.fromEntries(
    [...fields].map(([name, value]) => [name, numbers.includes(name) ? Number(value) : value]),
  );
}

function fieldChecks(
  fields: URLSearchParams,
  limits: LinkLimits,
  sentence: string,
): Record<string, (value: string) => boolean> {
  const chapters = Object.keys(limits.steps);
  const { least, most } = limits.temperatures;
  return {
    chapter: (value) => chapters.includes(value),
    sentence: limits.isSentence,
    head: (value) => isCount(value, limits.heads),
    token: (value) => isCount(value, limits.tokensOf(fields.get('sentence') ?? sentence)),
    step: (value) => limits.steps[fields.get('chapter') ?? chapters[0]!]?.includes(value) ?? false,
    theme: (value) => limits.themes.includes(value),
    lang: (value) => limits.languages.includes(value),
    temperature: (value) =>
      /^\d{1,2}(\.\d{1,2})?$/.test(value) && Number(value) >= least && Number(value) <= most,
    scale: (value) => value === 'on' || value === 'off',
    mask: (value) => limits.masks.includes(value),
    grid: (value) => value === 'straight' || value === 'transposed',
    rank: (value) => value === '0' || isCount(value, limits.directions),
    turn: (value) => /^-?\d{1,3}$/.test(value) && Math.abs(Number(value)) <= 180,
    added: (value) => /^(0(\.\d{1,2})?|1)$/.test(value),
    silent: (value) => areHeads(value.split(','), limits.heads),
    removed: (value) => isRemoved(value, limits.heads, limits.tokensOf(fields.get('sentence') ?? sentence)),
  };
}

/** Each once and in order, as the page itself writes them. */
function areHeads(heads: readonly string[], most: number): boolean {
  return heads.every((head, k) => isCount(head, most) && (k === 0 || Number(heads[k - 1]) < Number(head)));
}

/** A sentence of one word has none to spare. */
function isRemoved(value: string, heads: number, tokens: number): boolean {
  if (value.startsWith('head')) return isCount(value.slice(4), heads);
  return value.startsWith('word') && tokens > 1 && isCount(value.slice(4), tokens);
}

function isCount(value: string, most: number): boolean {
  return /^\d{1,4}$/.test(value) && Number(value) >= 1 && Number(value) <= most;
}

/** In whole degrees, and in hundredths; what is as it was is not told. */
export function writeHandled({ turn = 0, added = 1 }: Handled): Pick<LinkState, 'turn' | 'added'> {
  const [degrees, part] = [Math.round(turn), Math.round(100 * added) / 100];
  return { ...(degrees === 0 ? {} : { turn: degrees }), ...(part === 1 ? {} : { added: part }) };
}

/** As links have it: `word2` is the second word. */
export function writeRemoval({ kind, index }: Removal): string {
  return `${kind}${index + 1}`;
}

/** Of a link that has been found whole. */
export function readRemoval(written: string | undefined): Removal | undefined {
  if (!written) return undefined;
  return { kind: written.startsWith('head') ? 'head' : 'word', index: Number(written.slice(4)) - 1 };
}
