interface Connected {
  readonly navigator?: { readonly connection?: { readonly saveData?: boolean } };
}

/**
 * Whether readers have asked for as few bytes as can be: nothing is loaded that they have not asked for. Where nobody reads, as
 * when the page is built, nobody has.
 */
export function savesData(): boolean {
  const { connection } = (globalThis as Connected).navigator ?? {};
  const asked = typeof matchMedia === 'function' && matchMedia('(prefers-reduced-data: reduce)').matches;
  return asked || connection?.saveData === true;
}
