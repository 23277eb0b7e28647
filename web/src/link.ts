// The state of the page as the fragment of its address, so that a link opens the same moment.

export interface LinkState {
  readonly sentence: string;
  /** From 1. */
  readonly head: number;
  /** From 1. */
  readonly token: number;
  /** The name of a step. */
  readonly step: string;
  readonly theme: string;
}

/** What a link may say: everything else in it makes it a broken one. */
export interface LinkLimits {
  readonly isSentence: (sentence: string) => boolean;
  readonly heads: number;
  readonly tokensOf: (sentence: string) => number;
  readonly steps: readonly string[];
  readonly themes: readonly string[];
}

const longestLink = 2000;

/** The fragment for a state, with its `#`. */
export function writeLink(state: LinkState): string {
  const { sentence, head, token, step, theme } = state;
  const fields = { sentence, head: String(head), token: String(token), step, theme };
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
  const checks: Record<string, (value: string) => boolean> = {
    sentence: limits.isSentence,
    head: (value) => isCount(value, limits.heads),
    token: (value) => isCount(value, limits.tokensOf(fields.get('sentence') ?? sentence)),
    step: (value) => limits.steps.includes(value),
    theme: (value) => limits.themes.includes(value),
  };
  for (const [name, value] of fields) {
    if (!Object.hasOwn(checks, name) || !checks[name]!(value)) return 'broken';
  }
  return Object.fromEntries(
    [...fields].map(([name, value]) => [name, name === 'head' || name === 'token' ? Number(value) : value]),
  );
}

function isCount(value: string, most: number): boolean {
  return /^\d{1,4}$/.test(value) && Number(value) >= 1 && Number(value) <= most;
}
