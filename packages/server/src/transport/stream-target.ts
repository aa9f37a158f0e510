/** What a request to `/stream` asks for by its address. */
export type StreamTarget =
  | { readonly kind: 'open' }
  | { readonly kind: 'post'; readonly session: string; readonly n: number };

/** So that a number is exact. */
const POST = /^\/stream\/([\w-]{24})\/([1-9]\d{0,14})$/;

/** `undefined` for an address that is not ours to answer, and null for one that there is not. */
export function streamTargetOf(address: string): StreamTarget | null | undefined {
  const path = URL.parse(address, 'http://server')?.pathname ?? '';
  if (path === '/stream') return { kind: 'open' };
  if (!path.startsWith('/stream/')) return undefined;
  const [, session, n] = POST.exec(path) ?? [];
  return session === undefined ? null : { kind: 'post', session, n: Number(n) };
}
