/**
 * Whether readers have asked their system for less motion; follows them while the page is open. Where nobody reads, as when
 * the page is built, nothing moves.
 */
export function reducedMotion(): { readonly matches: boolean } {
  return typeof matchMedia === 'function'
    ? matchMedia('(prefers-reduced-motion: reduce)')
    : { matches: true };
}
