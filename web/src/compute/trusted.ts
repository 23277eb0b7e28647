// Where a page enforces Trusted Types, the address of a script must come from a policy. Two scripts of ours can be in one
// page, and a name is given once: the policy belongs to the page.

/** What is used of Trusted Types: not all browsers have them. */
interface Policy {
  createScriptURL(address: string): unknown;
}
interface Host {
  trustedTypes?: { createPolicy(name: string, rules: { createScriptURL(address: string): string }): Policy };
  attentionExplainerPolicy?: Policy | undefined;
}

const host = globalThis as Host;

/** An address of our own for a sink that wants a trusted one. */
export function trustedScript(address: string): string {
  host.attentionExplainerPolicy ??= host.trustedTypes?.createPolicy('attention-explainer', {
    createScriptURL: (own) => own,
  });
  return (host.attentionExplainerPolicy?.createScriptURL(address) ?? address) as string;
}
