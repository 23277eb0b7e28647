export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** A name as one of the themes that there are, whatever it is. */
export function themeOf(name: string): Theme {
  return themes.find((theme) => theme === name) ?? 'auto';
}
