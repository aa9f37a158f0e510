import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TOKEN_PATTERN } from '@teahouse/protocol/ids';
import { chance } from '../testing/house.ts';
import { hashToken, newToken } from './tokens.ts';

test('[S17] a token has 256 bits, in letters that a frame can carry', () => {
  const sizes: number[] = [];
  const token = newToken((sizeBytes) => {
    sizes.push(sizeBytes);
    return chance(7)(sizeBytes);
  });
  assert.deepEqual(sizes, [32]);
  assert.match(token, TOKEN_PATTERN);
});

test('[S19] what is kept of a token is its hash, the same for the same token', () => {
  const token = newToken(chance(7));
  assert.equal(Buffer.from(hashToken(token)).toString('hex'), Buffer.from(hashToken(token)).toString('hex'));
  assert.equal(hashToken(token).length, 32);
  assert.notDeepEqual(hashToken(token), hashToken(newToken(chance(8))));
  assert.ok(!Buffer.from(hashToken(token)).includes(Buffer.from(token, 'base64url')));
});
