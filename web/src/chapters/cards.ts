// What every chapter of cards comes with. The one that stands first has none, and does not wait for it.
import { define } from '../ui/define.js';
import { ChapterProse } from './chapter-prose.js';

define({ 'chapter-prose': ChapterProse });
