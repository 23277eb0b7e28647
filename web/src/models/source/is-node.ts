/** Pages have a `process` too, where a bundler of theirs gives them one. */
interface Host {
  readonly process?: { readonly versions?: { readonly node?: string } };
}

/** Whether this is node: texts that are no addresses are paths there, and addresses relative to the page in browsers. */
export const isNode = (globalThis as Host).process?.versions?.node !== undefined;
