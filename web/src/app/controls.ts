/** What can stand around a figure: the page's own heading, buttons for language and theme, and so on. */
export const controls = [
  'heading',
  'settings',
  'contents',
  'sentence',
  'title',
  'prose',
  'transport',
  'tools',
  'about',
] as const;
export type Control = (typeof controls)[number];

const ofChapter: readonly Control[] = ['sentence', 'title', 'prose', 'transport', 'tools'];

/** What is shown: the names of `chosen`, if it is there; else all of them, or for a chapter alone what belongs to it. */
export function shownControls(chosen: string | undefined | null, alone: boolean): ReadonlySet<Control> {
  if (typeof chosen !== 'string') return new Set(alone ? ofChapter : controls);
  const names = chosen.split(/\s+/);
  return new Set(controls.filter((control) => names.includes(control)));
}
