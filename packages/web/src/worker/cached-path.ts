/** Where the page itself is, and under which name it is kept. */
const PAGE_PATHS: ReadonlySet<string> = new Set(['/', '/index.html']);
const PAGE = '/index.html';
/** Files whose name bears their hash. Those of an earlier version may still be asked for by a page that is open. */
const HASHED = '/assets/';

interface Asked {
  readonly method: string;
  readonly url: string;
}

/**
 * The path that a request is answered under from what is kept, or null for all that is the server's to answer:
 * attachments, metrics, whatever is not a file of the page.
 */
export function cachedPath(
  { method, url }: Asked,
  origin: string,
  paths: ReadonlySet<string>,
): string | null {
  const asked = new URL(url);
  if (method !== 'GET' || asked.origin !== origin) return null;
  if (PAGE_PATHS.has(asked.pathname)) return PAGE;
  return paths.has(asked.pathname) || asked.pathname.startsWith(HASHED) ? asked.pathname : null;
}
