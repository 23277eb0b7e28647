import { overview } from './figure.js';
import type { Chapter } from '../chapter.js';

/** The chapter that stands first: the only one whose figure is live before the others have been loaded. */
export const overviewChapter: Chapter = { number: 0, id: 'overview', figure: overview, paragraphs: 1 };
