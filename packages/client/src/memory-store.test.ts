import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryCopies, memoryIdentity, memoryOutbox } from './memory-store.ts';
import { copiesContract } from './testing/copies-contract.ts';
import { storeContract } from './testing/store-contract.ts';

const open = () => ({ identity: memoryIdentity(), outbox: memoryOutbox(), copies: memoryCopies() });
const runner = {
  test: (name: string, run: () => Promise<void>) => void test(name, run),
  equal: assert.deepEqual,
};

storeContract('memory', open, runner);
copiesContract('memory', open, runner);
