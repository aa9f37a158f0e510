/** What decides whether a browser page may connect: the server's own address, and whom it was told to trust. */
export interface OriginPolicy {
  /** Exact origins allowed besides our own, such as `https://chat.example.org`. */
  readonly allowed: ReadonlySet<string>;
  /** Whether the server can be reached from this machine only. */
  readonly listensOnLoopback: boolean;
}

interface Asking {
  readonly origin: string | undefined;
  readonly host: string | undefined;
  readonly isPlain: boolean;
}

/**
 * Whether an upgrade may go on (S1). A client that sends no Origin is no browser and carries no
 * browser's credentials. A page must be our own, be listed exactly, or come from this very machine while nobody else
 * can reach us. A page from disk has the origin `null`, as has any sandboxed frame, so it may only use plain mode.
 */
export function mayConnect({ origin, host, isPlain }: Asking, policy: OriginPolicy): boolean {
  if (origin === undefined) return true;
  if (origin === 'null') return isPlain && policy.listensOnLoopback;
  if (policy.allowed.has(origin)) return true;
  const page = URL.parse(origin);
  if (!page || page.origin !== origin || !/^https?:$/.test(page.protocol)) return false;
  if (host !== undefined && page.host === host.toLowerCase()) return true;
  return policy.listensOnLoopback && isLoopbackName(page.hostname);
}

export function isLoopbackName(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname === '[::1]' ||
    hostname === '::1' ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  );
}
