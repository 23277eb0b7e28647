import type { Chapter } from './chapter.js';

/** A chapter before it is there. */
export interface ChapterRow {
  /** The name of its texts, of its place in a link, and of its figure. */
  readonly id: string;
  readonly load: () => Promise<{ readonly chapter: Chapter }>;
}

/** The chapters in the order in which they are read; the number of each is its place. */
export const chapterRows: readonly ChapterRow[] = [
  { id: 'overview', load: () => import('./overview/chapter.js') },
  { id: 'word', load: () => import('./word/chapter.js') },
  { id: 'context', load: () => import('./context/chapter.js') },
  { id: 'query', load: () => import('./projection/query.js') },
  { id: 'key', load: () => import('./projection/key.js') },
  { id: 'match', load: () => import('./match/chapter.js') },
  { id: 'weights', load: () => import('./weights/chapter.js') },
  { id: 'value', load: () => import('./value/chapter.js') },
  { id: 'two-steps', load: () => import('./two-steps/chapter.js') },
  { id: 'heads', load: () => import('./heads/chapter.js') },
  { id: 'learning', load: () => import('./learning/chapter.js') },
  { id: 'counting', load: () => import('./counting/chapter.js') },
  { id: 'cost', load: () => import('./cost/chapter.js') },
  { id: 'your-turn', load: () => import('./your-turn/chapter.js') },
];

export const chapterIds: readonly string[] = chapterRows.map(({ id }) => id);
