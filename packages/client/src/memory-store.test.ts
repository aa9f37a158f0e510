import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryIdentity, memoryOutbox } from './memory-store.ts';
import { storeContract } from './testing/store-contract.ts';

storeContract('memory', () => ({ identity: memoryIdentity(), outbox: memoryOutbox() }), {
  test: (name, run) => void test(name, run),
  equal: assert.deepEqual,
});
