import type { Built } from './built.ts';
import { cachedPath } from './cached-path.ts';
import { TAKE_OVER } from './take-over.ts';

declare const self: ServiceWorkerGlobalScope;
/** Put in by the build: every file of this version. */
declare const BUILT: Built;

const { version, files } = BUILT;
const CACHE_PREFIX = 'teahouse ';
const CACHE = CACHE_PREFIX + version;
/** Earlier versions that are kept, for pages that were opened with them. */
const EARLIER_KEPT = 1;
const PATHS: ReadonlySet<string> = new Set(files.map(({ path }) => path));

// A version is kept whole or not at all, and waits until a page lets it take over.
self.addEventListener('install', (event) => event.waitUntil(keepFiles()));
self.addEventListener('activate', (event) => event.waitUntil(begin()));
self.addEventListener('message', (event) => {
  if (event.data === TAKE_OVER) event.waitUntil(self.skipWaiting());
});
self.addEventListener('fetch', (event) => {
  const path = cachedPath(event.request, self.location.origin, PATHS);
  if (path !== null) event.respondWith(kept(path, event.request));
});

async function keepFiles(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll(files.map(({ path, integrity }) => new Request(path, { integrity })));
}

async function begin(): Promise<void> {
  const names = await caches.keys();
  const earlier = names.filter((name) => name.startsWith(CACHE_PREFIX) && name !== CACHE);
  await Promise.all(earlier.slice(0, -EARLIER_KEPT).map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** As this version has it, else an earlier one, else the server. */
async function kept(path: string, request: Request): Promise<Response> {
  const own = await (await caches.open(CACHE)).match(path);
  return own ?? (await caches.match(path)) ?? fetch(request);
}
