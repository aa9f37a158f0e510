import { type AddressInfo, createServer } from 'node:net';
import type { Address } from './gateway.ts';

/**
 * A port that nobody listens on: the one asked for, or any for 0. Gateways share theirs, and so would another
 * server that shares its own: without this look it would quietly get half of our connections. Rejects as
 * `listen` does.
 */
export function freePort({ port, host }: Address): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      const { port: free } = server.address() as AddressInfo;
      server.close(() => resolve(free));
    });
  });
}
