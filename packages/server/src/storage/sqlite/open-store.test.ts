import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type BlobId, LOBBY, type UserId } from '@teahouse/protocol/ids';
import type { Command } from '@teahouse/rules/command';
import { HOUSE } from '@teahouse/rules/commands/open-lobby';
import { commandId, ming, mingsToken, roomId } from '../contract/people.ts';
import { parsed, textsIn } from '../contract/reading.ts';
import { openSqliteStore } from './open-store.ts';
import { TestFolder } from './testing/folder-under-test.ts';

const opening: Command = { type: 'open_lobby', id: commandId('open'), author: HOUSE };

test('[LOG-3] a batch crosses once; its outcomes, events and bytes come back in order', async () => {
  using folder = new TestFolder();
  const store = await opened(folder);
  const { outcomes, events } = await store.committer.commit([
    opening,
    { type: 'register', id: commandId('register'), author: ming, name: 'Ming', tokenHash: mingsToken },
    send('one'),
    send('one'),
    { type: 'send', id: commandId('elsewhere'), author: ming, room: roomId('nowhere'), text: 'lost' },
    send('two'),
  ]);
  const said = (seq: number) => ({ ok: true, stream: LOBBY, seq });
  assert.deepEqual(outcomes, [
    said(1),
    { ok: true, stream: ming, seq: 1 },
    said(3),
    said(3),
    { ok: false, code: 'not_a_member' },
    said(4),
  ]);
  for (const { stream, seq, id, type, by, bytes } of events) {
    const event = parsed(bytes);
    assert.deepEqual([event.seq, event.id, event.type, event.by], [seq, id, type, by]);
    assert.equal('user' in event ? event.user : event.room, stream);
  }
  assert.equal(new Set(events.map(({ bytes }) => bytes.buffer)).size, 1);
  assert.deepEqual(await store.committer.commit([send('one')]), { outcomes: [said(3)], events: [] });
  assert.deepEqual(await store.committer.commit([]), { outcomes: [], events: [] });
  await store.close();
});

test('[LOG-1] what was committed is there after opening again, in the next life', async () => {
  using folder = new TestFolder();
  const store = await opened(folder);
  await store.committer.commit([opening, register(ming), send('kept')]);
  const { epoch } = store.archive;
  const position = { epoch, seq: 3, id: commandId('kept') };
  await store.close();
  const next = await opened(folder);
  assert.notEqual(next.archive.epoch, epoch);
  assert.equal(await next.archive.check(LOBBY, position), 'continues');
  assert.deepEqual(textsIn(await next.archive.messages(LOBBY, { reader: { user: ming }, limit: 5 })), [
    'kept',
  ]);
  assert.deepEqual((await next.committer.commit([send('kept')])).outcomes, [
    { ok: true, stream: LOBBY, seq: 3 },
  ]);
  await next.close();
});

test('what is stored at once shows to readers, also while many commit', async () => {
  using folder = new TestFolder();
  const store = await opened(folder);
  await store.committer.commit([opening, register(ming)]);
  for (let batch = 0; batch < 20; batch++) {
    const commit = store.committer.commit([send(`a${batch}`), send(`b${batch}`)]);
    const reading = store.archive.head(LOBBY);
    const [{ outcomes }, before] = await Promise.all([commit, reading]);
    const last = outcomes.at(-1);
    assert.ok(last?.ok && last.seq !== undefined && before.head <= last.seq);
    assert.equal((await store.archive.head(LOBBY)).head, last.seq);
  }
  await store.close();
});

test('a part of a larger buffer crosses alone, and is not taken away from its owner', async () => {
  using folder = new TestFolder();
  const store = await opened(folder);
  const large = new Uint8Array(1_000_000).fill(7);
  const bytes = large.subarray(10, 20);
  const blob = { id: 'b_part' as BlobId, type: 'text/plain', bytes };
  await store.committer.commit([opening, register(ming), { ...send('file'), blob }]);
  assert.equal(bytes.byteLength, 10);
  const [first, second] = await Promise.all([store.archive.blob('b_part'), store.archive.blob('b_part')]);
  assert.deepEqual(first, { type: 'text/plain', bytes: new Uint8Array(bytes) });
  assert.deepEqual(second, first);
  await store.close();
});

test('[S10] a command that our rules fail at is a rejection that is no failure of the store', async () => {
  using folder = new TestFolder();
  const store = await opened(folder);
  await store.committer.commit([opening]);
  const impossible = { type: 'juggle', id: commandId('x'), author: ming } as unknown as Command;
  await assert.rejects(store.committer.commit([impossible]), { name: 'Error' });
  assert.equal((await store.committer.commit([register(ming)])).outcomes[0]?.ok, true);
  await store.close();
});

test('opening and closing leaves no thread behind', async () => {
  using folder = new TestFolder();
  for (let time = 0; time < 3; time++) {
    const store = await opened(folder);
    await Promise.all([store.committer.commit([opening]), store.close()]);
  }
  const threads = process
    .getActiveResourcesInfo()
    .filter((name) => name === 'MessagePort' || name === 'Worker');
  assert.deepEqual(threads, []);
});

function opened(folder: TestFolder) {
  return openSqliteStore({ folder: folder.path, onFatal: (failure) => assert.fail(failure) });
}

function register(author: UserId): Command {
  return { type: 'register', id: commandId(`register-${author}`), author, tokenHash: mingsToken };
}

function send(text: string): Command<'send'> {
  return { type: 'send', id: commandId(text), author: ming, room: LOBBY, text };
}
