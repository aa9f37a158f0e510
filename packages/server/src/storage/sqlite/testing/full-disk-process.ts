import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOBBY } from '@teahouse/protocol/ids';
import type { Archive } from '../../archive.ts';
import { type Chronicle, mingInLobby } from '../../contract/chronicle.ts';
import { commandId, ming } from '../../contract/people.ts';
import { type Log, StoreFailure } from '../../log.ts';
import { SqliteArchive } from '../sqlite-archive.ts';
import { openLog } from './folder-under-test.ts';

// A process for tests that fills a small disk: `full-disk-process.ts DISK`. It exits with 0 if all went as promised.
const [disk = ''] = process.argv.slice(2);
const reserve = join(disk, 'reserve');
const folder = join(disk, 'data');
const TEXT = 'x'.repeat(20_000);

writeFileSync(reserve, Buffer.alloc(1_000_000));
const log = openLog(folder);
const archive = SqliteArchive.open(folder);
const beginning = mingInLobby();
await beginning.write(log);
const first = await fill(log, beginning);
await assertHolds(archive, first);

// Space returns, and the same store goes on by itself.
rmSync(reserve);
const second = await fill(log, first);
assert.ok(second.seq(LOBBY) > first.seq(LOBBY));
await assertHolds(archive, second);
await archive.close();
await log.close();
console.log(`acknowledged ${first.seq(LOBBY)}, then ${second.seq(LOBBY)}`);

/** Writes until the disk is full, and gives the chronicle of what was acknowledged. */
async function fill(log: Log, from: Chronicle): Promise<Chronicle> {
  for (let acknowledged = from; ; ) {
    const next = saying(acknowledged);
    try {
      await next.write(log);
      acknowledged = next;
    } catch (error) {
      await assertRefuses(log, acknowledged, error);
      return acknowledged;
    }
  }
}

function saying(chronicle: Chronicle): Chronicle {
  const id = commandId(`after-${chronicle.seq(LOBBY)}`);
  return chronicle.fork().says(ming, LOBBY, TEXT, id);
}

/** Full is not broken: it is said of each write, and stops nothing. */
async function assertRefuses(log: Log, chronicle: Chronicle, refusal: unknown): Promise<void> {
  const isFull = (error: unknown) => {
    assert.ok(error instanceof StoreFailure, String(error));
    assert.deepEqual({ code: error.code, fatal: error.fatal }, { code: 'storage_full', fatal: false });
    return true;
  };
  isFull(refusal);
  for (let attempt = 0; attempt < 3; attempt++) await assert.rejects(saying(chronicle).write(log), isFull);
}

/** All that was acknowledged is there, nothing that was refused, and readers go on. */
async function assertHolds(archive: Archive, chronicle: Chronicle): Promise<void> {
  const head = chronicle.seq(LOBBY);
  assert.equal((await archive.head(LOBBY)).head, head);
  for (let after = 0; after < head; ) {
    const page = await archive.eventsAfter(LOBBY, { reader: 'server', after, limit: 500 });
    assert.deepEqual(
      page?.events.map(({ seq }) => seq),
      page?.events.map((_, index) => after + index + 1),
    );
    after = page?.events.at(-1)?.seq ?? head;
  }
}
