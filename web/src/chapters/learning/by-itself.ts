/**
 * Whether something may be computed and move that nobody has asked for: not for readers who have asked for less motion or
 * less data, and not on paper.
 */
export function mayRunByItself(): boolean {
  const { connection } = navigator as Navigator & { readonly connection?: { readonly saveData?: boolean } };
  const against = ['(prefers-reduced-motion: reduce)', '(prefers-reduced-data: reduce)', 'print'];
  return !connection?.saveData && !against.some((query) => matchMedia(query).matches);
}
