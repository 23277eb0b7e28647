import { savesData } from '../../ui/saves-data.js';

/**
 * What a run does that nobody has asked for: it is seen as it goes; it is computed and its end shown, for readers who have
 * asked for less motion; or nothing, for those who save data, and on paper.
 */
export function byItself(): 'plays' | 'computes' | 'rests' {
  if (savesData() || matchMedia('print').matches) return 'rests';
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 'computes' : 'plays';
}
