import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { StoreFailure } from '../log.ts';
import { StoreOpenError } from '../open-error.ts';
import { Cable } from '../postgres/testing/cable.ts';
import { PostgresServer } from '../postgres/testing/postgres-server.ts';
import { TestNode } from '../postgres/testing/test-node.ts';
import { HouseToMove } from './testing/house-to-move.ts';

const server = await PostgresServer.start();
after(() => server[Symbol.asyncDispose]());

const LOSSES = [
  { what: 'what was sent does not arrive', arrives: false },
  { what: 'what was sent arrives, its answer does not', arrives: true },
];

for (const { what, arrives } of LOSSES) {
  test(`[R4] a move that is cut at everything it sends, and begun again each time, ends the same: ${what}`, async () => {
    using house = await HouseToMove.furnished(server, { messages: 2_500 });
    await using cable = await Cable.to(server.port);
    const url = server.url(house.database, cable.port);
    let cuts = 0;
    for (let isWhole = false; !isWhole; ) {
      cable.cutAtSending(cuts + 1, { arrives });
      isWhole = await house.move({ url }).then(({ state }) => state === 'whole', isLoss);
      if (isWhole) break;
      cuts++;
      if (cuts % 5 === 0) await assertClosed(house);
    }
    assert.ok(cuts > 40, `${cuts} cuts`);
    assert.deepEqual(house.mismatches, []);
    await house.assertSame();
  });
}

test('a move that is begun again copies only what is not there', async () => {
  using house = await HouseToMove.furnished(server, { messages: 4_500 });
  let told = 0;
  const stop = new Error('stop here');
  const cut = house.move({
    onProgress() {
      if (++told === 2) throw stop;
    },
  });
  await assert.rejects(cut, stop);
  const [there] = await server.run('SELECT sum(head)::integer AS events FROM streams', house.database);
  assert.equal(there?.events, 2_000);
  await house.move();
  const [, , again] = house.progress.filter(({ does, what }) => does === 'copy' && what === 'events');
  assert.equal(again?.done, 2_000);
  await house.assertSame();
});

/** False, since it is not whole then; anything but a loss is a fault. */
function isLoss(error: unknown): false {
  const isExpected = error instanceof StoreFailure || error instanceof StoreOpenError;
  if (!isExpected) throw error;
  assert.match(error instanceof StoreFailure ? String(error.cause) : error.message, /\w/);
  return false;
}

/** Nobody serves from what is not whole. */
async function assertClosed(house: HouseToMove): Promise<void> {
  const marks = await server.run(`SELECT 1 FROM pg_tables WHERE tablename = 'move'`, house.database);
  if (marks.length === 0) return;
  await assert.rejects(TestNode.open(house.url), { reason: 'unfinished' });
}
