import type { Chapter } from '../chapter.js';
import { overview } from './figure.js';

/** The chapter that stands first. */
export const chapter: Chapter = { id: 'overview', figure: overview };
