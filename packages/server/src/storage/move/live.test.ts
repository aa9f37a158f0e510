import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { LOBBY } from '@teahouse/protocol/ids';
import { lei } from '../contract/full-house.ts';
import { anna, garden, ming } from '../contract/people.ts';
import { PostgresServer } from '../postgres/testing/postgres-server.ts';
import { TestNode } from '../postgres/testing/test-node.ts';
import { openLog } from '../sqlite/testing/folder-under-test.ts';
import { HouseToMove } from './testing/house-to-move.ts';

const server = await PostgresServer.start();
after(() => server[Symbol.asyncDispose]());

test('[SYNC-1] what a server writes while its store is copied is carried after it has ended', async () => {
  using house = await HouseToMove.furnished(server, { messages: 6_500 });
  const { chronicle } = house;
  const log = openLog(house.folder.path);
  const written: Promise<unknown>[] = [];
  const write = () => {
    chronicle
      .says(ming, LOBBY, `while it is copied ${written.length}`)
      .mentions(ming, LOBBY, anna)
      .joins(lei, garden, 2)
      .leaves(lei, garden, 1);
    written.push(chronicle.write(log));
  };
  const first = await house.move({ onProgress: write });
  await Promise.all(written);
  assert.ok(written.length > 5);
  assert.equal(first.state, 'behind a server');
  await assert.rejects(TestNode.open(house.url), { reason: 'unfinished' });

  const seq = chronicle.seq(LOBBY);
  await chronicle.reads(anna, LOBBY, { read: seq, readN: chronicle.messages(LOBBY) }).write(log);
  await log.close();
  const told = house.progress.length;
  const second = await house.move();
  assert.equal(second.state, 'whole');
  const begun = house.progress[told];
  assert.ok(begun && begun.done >= 6_500, 'what was carried before is not carried again');
  assert.deepEqual(house.mismatches, []);
  await house.assertSame();
});

test('a server that ends while its store is copied is not waited for a second time', async () => {
  using house = await HouseToMove.furnished(server);
  const log = openLog(house.folder.path);
  let closing: Promise<void> | undefined;
  const moved = await house.move({
    onProgress() {
      closing ??= house.chronicle
        .says(ming, LOBBY, 'the last word')
        .write(log)
        .then(() => log.close());
    },
  });
  await closing;
  assert.equal(moved.state, 'whole');
  await house.assertSame();
});

test('[R23] no server opens the folder while what it holds is compared', async () => {
  using house = await HouseToMove.furnished(server);
  const refused: unknown[] = [];
  await house.move({
    onProgress() {
      try {
        openLog(house.folder.path);
      } catch (error) {
        refused.push(error);
      }
    },
  });
  assert.equal(refused.length, house.progress.length);
  for (const error of refused) assert.match(String(error), /in use by another server/);
  await house.live(async () => undefined);
});

test('a server that was started on the folder again is followed, as long as nobody used the database', async () => {
  using house = await HouseToMove.furnished(server);
  await house.move();
  await house.live((log) => house.chronicle.says(ming, LOBBY, 'still here').leaves(ming, garden).write(log));
  assert.equal((await house.move()).state, 'whole');
  await house.assertSame();
});
