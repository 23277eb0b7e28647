/** Whether readers have asked their system for less motion; follows them while the page is open. */
export function reducedMotion(): MediaQueryList {
  return matchMedia('(prefers-reduced-motion: reduce)');
}
