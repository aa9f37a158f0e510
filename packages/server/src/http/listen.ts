import { createServer, type RequestListener, type Server } from 'node:http';

/** Without these a slow or endless request holds a socket and its memory (S5). */
const SERVER_LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  connectionsCheckingInterval: 2_000,
  keepAliveTimeout: 5_000,
  maxHeaderSize: 16_384,
} as const;
const HEADERS_MAX = 100;

type Limits = { readonly [Name in keyof typeof SERVER_LIMITS]: number };

/** `limits` are handed in by tests that do not wait so long. */
export function createHttpServer(onRequest: RequestListener, limits: Limits = SERVER_LIMITS): Server {
  const server = createServer(limits, onRequest);
  server.maxHeadersCount = HEADERS_MAX;
  return server;
}

/**
 * Resolves when connections are accepted; rejects if the address cannot be had. Trouble that comes later, such as
 * a connection for which there is no file descriptor, is told and ends nothing.
 */
export function listen(
  server: Server,
  address: { readonly port: number; readonly host: string; readonly reusePort?: boolean },
  onTrouble: (error: unknown) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ ...address, backlog: BACKLOG }, () => {
      server.off('error', reject);
      server.on('error', onTrouble);
      resolve();
    });
  });
}

/** Connections the kernel holds for us while we are busy: after a restart everyone comes at once. */
const BACKLOG = 4_096;
