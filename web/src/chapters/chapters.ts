import { overview } from '../figure/overview/overview.js';
import type { Chapter } from './chapter.js';
import { keyChapter, queryChapter } from './projection.js';

/** The chapters, in the order in which they are read. */
export const chapters: readonly Chapter[] = [
  { number: 0, figure: overview, paragraphs: 1 },
  queryChapter,
  keyChapter,
];
