import { hash } from 'node:crypto';
import type { RandomBytes } from '@teahouse/protocol/ids';

/** A token has 256 bits of chance, so a plain hash of it is safe to keep. */
const TOKEN_BYTES = 32;

export function newToken(random: RandomBytes): string {
  return Buffer.from(random(TOKEN_BYTES)).toString('base64url');
}

/** What the store keeps of a token, and finds it by: nobody who reads the store can log in with it. */
export function hashToken(token: string): Uint8Array {
  return hash('sha256', token, 'buffer');
}
