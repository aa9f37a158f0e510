import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY } from '@teahouse/protocol/ids';
import { mingInLobby } from '../contract/chronicle.ts';
import { ming } from '../contract/people.ts';
import { StoreFailure } from '../log.ts';
import { MemoryStore } from './memory-store.ts';

test('[R3] a crash takes what was not committed, and nothing else', async () => {
  const store = named();
  const log = store.openLog();
  const chronicle = mingInLobby();
  await chronicle.write(log);
  const crash = Promise.withResolvers<void>();
  const doomed = log.transaction(async (transaction) => {
    await transaction.append(chronicle.fork().says(ming, LOBBY, 'lost').rows());
    await crash.promise;
  });
  const next = store.openLog();
  crash.resolve();
  await assert.rejects(doomed, (error) => error instanceof StoreFailure && error.fatal);
  await assert.rejects(
    log.transaction(async () => undefined),
    StoreFailure,
  );
  assert.equal((await store.openArchive().head(LOBBY)).head, 2);
  await chronicle.says(ming, LOBBY, 'after the crash').write(next);
  assert.equal((await store.openArchive().head(LOBBY)).head, 3);
});

test('[R13] a copy goes its own way', async () => {
  const store = named();
  const chronicle = mingInLobby();
  await chronicle.write(store.openLog());
  const copy = store.copy();
  const copied = chronicle.fork();
  const position = { ...(await store.openArchive().head(LOBBY)), seq: 3 };
  await chronicle.says(ming, LOBBY, 'here').write(store.openLog());
  await copied.says(ming, LOBBY, 'there').says(ming, LOBBY, 'there').write(copy.openLog());
  assert.equal((await store.openArchive().head(LOBBY)).head, 3);
  assert.equal((await copy.openArchive().head(LOBBY)).head, 4);
  assert.equal(await copy.openArchive().check(LOBBY, position), 'reset');
  assert.notEqual(store.openArchive().epoch, copy.openArchive().epoch);
});

function named(): MemoryStore {
  let names = 0;
  return new MemoryStore(() => `name${++names}`);
}
