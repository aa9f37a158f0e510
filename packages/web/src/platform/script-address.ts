/** The little that is used of Trusted Types, which not every browser knows. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(address: string): string },
  ): { createScriptURL(address: string): string };
}

declare global {
  interface Window {
    readonly trustedTypes?: TrustedTypes;
  }
}

/** Scripts that this page starts beside itself. The policy of the page lets no other address be one. */
const ADDRESSES = ['/worker.js'] as const;

/** An address as the browser wants it where it insists on Trusted Types. */
export function scriptAddress(address: (typeof ADDRESSES)[number]): string {
  const policy = window.trustedTypes?.createPolicy('teahouse-worker', {
    createScriptURL(asked) {
      if (ADDRESSES.some((known) => known === asked)) return asked;
      throw new TypeError(`${asked} is no script of this page`);
    },
  });
  return policy?.createScriptURL(address) ?? address;
}
