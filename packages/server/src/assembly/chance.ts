import { randomBytes } from 'node:crypto';

/** A number from 0 to 1, below 1. */
export function chance(): number {
  return randomBytes(4).readUInt32LE() / 2 ** 32;
}
