// The address of a worker's script that is a text in ours, as pages that enforce Trusted Types want it.
interface Policy {
  createScriptURL(address: string): unknown;
}
interface Host {
  trustedTypes?: { createPolicy(name: string, rules: { createScriptURL(address: string): string }): Policy };
}

let address: string | undefined;

/** It lives as long as the page: WebKit fetches it after the constructor of the worker has returned. */
export function workerAddress(source: string): string {
  address ??= trusted(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
  return address;
}

/** By a policy that is known to this module alone, and that passes on one address. */
function trusted(own: string): string {
  const rules = {
    createScriptURL(given: string) {
      if (given !== own) throw new TypeError(`Not the script of a model's thread: ${given}`);
      return given;
    },
  };
  const policy = (globalThis as Host).trustedTypes?.createPolicy('attention-explainer-models', rules);
  return (policy?.createScriptURL(own) ?? own) as string;
}
