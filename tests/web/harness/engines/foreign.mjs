// What counts as asking another origin.
export const build = new URL('../../../../build/', import.meta.url);

/** Whether a page at `pageAddress` has no business to ask for `address`. */
export function isForeign(address, pageAddress) {
  const { protocol, origin } = new URL(address);
  if (['data:', 'blob:', 'about:'].includes(protocol) || address === pageAddress) return false;
  if (protocol === 'file:') return !address.startsWith(build.href);
  return protocol !== 'http:' || !/^http:\/\/127\.0\.0\.1:/.test(origin);
}
