import assert from 'node:assert/strict';
import test from 'node:test';
import { CLOSE, shouldReconnect } from './close-codes.ts';

/** A close frame carries at most 125 bytes, of which the code takes two. */
const REASON_BYTES_MAX = 123;

test('[NET-3] every code is one of its own, may be sent, and has a reason that fits', () => {
  const reasons = Object.values(CLOSE);
  assert.equal(new Set(reasons.map(({ code }) => code)).size, reasons.length);
  for (const { code, reason } of reasons) {
    const isStandard = code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code);
    assert.ok(isStandard || (code >= 4000 && code <= 4999), String(code));
    assert.ok(new TextEncoder().encode(reason).length <= REASON_BYTES_MAX, reason);
  }
});

test('[NET-3] a client is told by the code whether to come back', () => {
  for (const { code, reconnect } of Object.values(CLOSE)) assert.equal(shouldReconnect(code), reconnect);
});

test('[NET-3] a code nobody knows, and a line that simply broke, mean: come back', () => {
  for (const code of [1000, 1005, 1006, 1011, 1015, 3000, 4999]) assert.equal(shouldReconnect(code), true);
});
