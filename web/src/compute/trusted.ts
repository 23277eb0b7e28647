// Where a page enforces Trusted Types, the address of a script must come from a policy. Ours is known to this module alone, and
// passes nothing on but addresses that the page itself has made or that belong to it.

/** What is used of Trusted Types: not all browsers have them. */
interface Policy {
  createScriptURL(address: string): unknown;
}
interface Host {
  trustedTypes?: { createPolicy(name: string, rules: { createScriptURL(address: string): string }): Policy };
}

let policy: Policy | undefined;

const isOurs = (address: string) => address === 'sw.js' || address.startsWith('blob:');

/** An address of our own for a sink that wants a trusted one. Throws a TypeError for one that cannot be ours. */
export function trustedScript(address: string): string {
  // Not before it is wanted: of two scripts of ours in one page only the one whose elements are there asks for it.
  policy ??= (globalThis as Host).trustedTypes?.createPolicy('attention-explainer', {
    createScriptURL(own) {
      if (!isOurs(own)) throw new TypeError(`Not a script of the explainer: ${own}`);
      return own;
    },
  });
  return (policy?.createScriptURL(address) ?? address) as string;
}
