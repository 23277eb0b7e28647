/** What can stand around a figure: the page's own heading, buttons for language and theme, and so on. */
export const controls = [
  'heading',
  'settings',
  'contents',
  'sentence',
  'title',
  'cards',
  'transport',
  'tools',
  'about',
] as const;
export type Control = (typeof controls)[number];

/** What a page of others needs: the figure with what it says of a step under it, and what plays it. */
const ofChapter: readonly Control[] = ['transport', 'tools'];

/** What some were called once. */
const formerNames: Readonly<Record<string, Control>> = { prose: 'cards' };

/** What is shown: the names of `chosen`, if it is there; else all of them, or for a chapter alone what belongs to it. */
export function shownControls(chosen: string | undefined | null, alone: boolean): ReadonlySet<Control> {
  if (typeof chosen !== 'string') return new Set(alone ? ofChapter : controls);
  const names = chosen.split(/\s+/).map((name) => formerNames[name] ?? name);
  return new Set(controls.filter((control) => names.includes(control)));
}
