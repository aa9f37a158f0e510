import type { ConnectionOptions } from '@nats-io/transport-node';

/**
 * What one address says: `nats://`, or `tls://` where the way must be encrypted, with a user and password
 * (`user:password@`) or a token (`token@`) if the server asks for them. Throws a `TypeError` if it is no address.
 */
export function connectionTo(address: string): ConnectionOptions {
  // Not `new URL`, whose error repeats what it was given.
  const url = URL.parse(address);
  if (!url || !['nats:', 'tls:'].includes(url.protocol) || url.hostname === '') {
    throw new TypeError('The address of NATS must begin with nats:// or tls://, and name a host.');
  }
  const [user, pass] = [url.username, url.password].map(decodeURIComponent);
  return {
    servers: url.host,
    ...(url.protocol === 'tls:' ? { tls: {} } : {}),
    ...(user && pass ? { user, pass } : {}),
    ...(user && !pass ? { token: user } : {}),
  };
}
