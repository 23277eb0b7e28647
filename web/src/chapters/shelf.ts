// The chapters that there are so far. The first comes with the page; the others, with their figures and their elements, are
// loaded when that one is live.
import type { Analysis } from '../../../wasm/analysis.js';
import type { Engine } from '../engine.js';
import type { Chapter } from './chapter.js';
import { overviewChapter } from './overview.js';

/** All of them, in the order in which they are read; the number of each is its place. */
export const chapterIds = [
  'overview',
  'word',
  'context',
  'query',
  'key',
  'match',
  'weights',
  'value',
  'two-steps',
  'heads',
  'counting',
  'cost',
  'learning',
  'your-turn',
] as const;

type StartAnalysis = typeof Analysis.instantiate;

let shelf: readonly Chapter[] = [overviewChapter];
let startAnalysis: StartAnalysis | undefined;
let loading: Promise<void> | undefined;

/** Puts all chapters there, with the analysis that their figures look through. */
export function provideChapters(chapters: readonly Chapter[], start: StartAnalysis): void {
  shelf = chapters;
  startAnalysis = start;
}

export function chaptersSoFar(): readonly Chapter[] {
  return shelf;
}

export function areAllThere(): boolean {
  return shelf.length === chapterIds.length;
}

/** Loads those that are not there yet and opens the engine's analysis for them. Rejects where they cannot be had. */
export async function loadChapters(engine: Promise<Engine>): Promise<void> {
  await loadScript();
  await (await engine).openAnalysis(startAnalysis!);
}

function loadScript(): Promise<void> {
  if (areAllThere()) return Promise.resolve();
  loading ??= import('../later.js').then(
    () => undefined,
    (error: unknown) => {
      // To be asked for again.
      loading = undefined;
      throw error;
    },
  );
  return loading;
}
