import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { PostgresServer } from './testing/postgres-server.ts';
import { TestNode } from './testing/test-node.ts';

const PAGE = new URL('../../../../../docs/operations.md', import.meta.url);
const server = await PostgresServer.start();
after(() => server[Symbol.asyncDispose]());

async function epoch(): Promise<string> {
  await using node = await TestNode.open(server.url());
  return node.store.log.epoch;
}

test('[R13] what the page for operators says to do after files were put back begins another life, once', async () => {
  const [, statement = ''] = /```sql\n(.+?)\n```/s.exec(readFileSync(PAGE, 'utf8')) ?? [];
  const before = [await epoch(), await epoch()];
  assert.equal(before[0], before[1]);
  await server.run(statement);
  const later = [await epoch(), await epoch()];
  assert.equal(later[0], later[1]);
  assert.notEqual(later[0], before[0]);
});
