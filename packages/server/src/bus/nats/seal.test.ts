import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SEAL_BYTES, SECRET_BYTES_MIN, Seal } from './seal.ts';

const SECRET = Buffer.alloc(SECRET_BYTES_MIN, 7);
const seal = new Seal(SECRET);
const content = Buffer.from('content');
const sealed = seal.close('a.b', content);

test('[S29] what was sealed with the secret for this subject is opened', () => {
  assert.deepEqual(Buffer.from(seal.open('a.b', sealed) ?? []), content);
  assert.deepEqual(
    Buffer.from(new Seal(SECRET).open('x', seal.close('x', Buffer.alloc(0))) ?? [1]),
    Buffer.alloc(0),
  );
});

test('[S29] a changed bit, another subject, another secret or a cut message opens nothing', () => {
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const changed = Buffer.from(sealed);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    assert.equal(seal.open('a.b', changed), undefined, `bit ${bit}`);
  }
  assert.equal(seal.open('a.c', sealed), undefined);
  assert.equal(new Seal(Buffer.alloc(SECRET_BYTES_MIN, 8)).open('a.b', sealed), undefined);
  for (let size = 0; size < sealed.length; size++) {
    assert.equal(seal.open('a.b', sealed.subarray(0, size)), undefined, `${size} bytes`);
  }
  assert.equal(seal.open('a.b', Buffer.concat([sealed, Buffer.of(0)])), undefined);
  assert.equal(seal.open('a.b', Buffer.alloc(SEAL_BYTES)), undefined);
});

test('[S29] a secret that is too short is refused', () => {
  assert.throws(() => new Seal(Buffer.alloc(SECRET_BYTES_MIN - 1)), RangeError);
});
