import assert from 'node:assert/strict';
import type { Message } from '@teahouse/protocol/events';
import { type BlobId, LOBBY, type RoomId } from '@teahouse/protocol/ids';
import { PAGE_BYTES_MAX, PAGE_FILES_MAX } from '@teahouse/protocol/limits';
import { type Chronicle, mingInLobby } from './chronicle.ts';
import { HOSTILE_SEQS } from './hostile.ts';
import { anna, garden, ming } from './people.ts';
import { eventsOf } from './reading.ts';
import type { Promised, StoreUnderTest } from './store-under-test.ts';

/** Messages that came with a file. */
export function filePaging(test: Promised): void {
  test('files are the messages that came with one, as they were stored, newest first', async (store) => {
    const rows = await showing(mingInLobby(), 3).write(store.log);
    const shown = eventsOf(rows, LOBBY).filter((event) => event.type === 'message' && event.attachment);
    const page = await store.archive.files(LOBBY, { reader: 'server', limit: 10 });
    assert.equal(
      json(page),
      shown
        .reverse()
        .map((event) => JSON.stringify(event))
        .join(','),
    );
    await store.reopen();
    assert.deepEqual(await files(store, { limit: 10 }), { names: ['b_2', 'b_1', 'b_0'], more: false });
  });

  test('files are paged back to the first', async (store) => {
    await showing(mingInLobby(), 12).write(store.log);
    const all = Array.from({ length: 12 }, (_, index) => `b_${11 - index}`);
    for (const limit of [1, 5, 12]) assert.deepEqual(await pagedBack(store, limit), all);
    assert.deepEqual(await files(store, { before: 6, limit: 9 }), { names: ['b_0'], more: false });
    assert.deepEqual(await files(store, { before: 7, limit: 9 }), { names: ['b_1', 'b_0'], more: false });
  });

  test('a room shows its own files only, and none if there are none', async (store) => {
    const chronicle = mingInLobby().says(ming, LOBBY, 'words').opens(anna, garden);
    await showing(chronicle, 2, garden).write(store.log);
    assert.deepEqual(await files(store, { limit: 10 }), { names: [], more: false });
    assert.deepEqual(await files(store, { limit: 10 }, garden), { names: ['b_1', 'b_0'], more: false });
  });

  test('a page of files ends at its limit, or where it is large', async (store) => {
    const chronicle = showing(mingInLobby(), PAGE_FILES_MAX + 1);
    await chronicle.write(store.log);
    const page = await files(store, { limit: 1_000_000 });
    assert.deepEqual([page.names.length, page.more], [PAGE_FILES_MAX, true]);
    for (const limit of [0, -1]) assert.deepEqual(await files(store, { limit }), { names: [], more: true });
    for (const name of ['b_x', 'b_y']) {
      chronicle.shows(ming, garden, { ...fileOf(name), type: 't'.repeat(PAGE_BYTES_MAX) });
    }
    await chronicle.write(store.log);
    assert.deepEqual(await files(store, { limit: 9 }, garden), { names: ['b_y'], more: true });
  });

  test('[R27] a hostile seq leads to the files of no other room', async (store) => {
    const chronicle = mingInLobby().opens(anna, garden);
    await showing(chronicle, 1, garden).write(store.log);
    for (const before of HOSTILE_SEQS) {
      assert.deepEqual(await files(store, { before, limit: 10 }), { names: [], more: false });
    }
  });
}

function fileOf(name: string) {
  return { id: name as BlobId, type: 'text/plain', size: 1, url: `/blobs/${name}` };
}

/** So many files, each after a word. */
function showing(chronicle: Chronicle, count: number, room: RoomId = LOBBY): Chronicle {
  for (let index = 0; index < count; index++) {
    chronicle.says(ming, room, 'look').shows(ming, room, fileOf(`b_${index}`));
  }
  return chronicle;
}

async function files(
  { archive }: StoreUnderTest,
  asked: { readonly before?: number; readonly limit: number },
  room: RoomId = LOBBY,
): Promise<{ names: string[]; more: boolean }> {
  const page = await archive.files(room, { reader: 'server', ...asked });
  return { names: messagesIn(page).map(({ attachment }) => attachment?.id ?? ''), more: page?.more ?? false };
}

async function pagedBack({ archive }: StoreUnderTest, limit: number): Promise<string[]> {
  const gathered: Message[] = [];
  // A list that never ends shall fail and not hang.
  for (let more = true; more && gathered.length < 1_000; ) {
    const last = gathered.at(-1);
    const from = last ? { before: last.seq } : {};
    const page = await archive.files(LOBBY, { reader: 'server', limit, ...from });
    gathered.push(...messagesIn(page));
    more = page?.more ?? false;
  }
  return gathered.map(({ attachment }) => attachment?.id ?? '');
}

function json(page: { readonly json: Uint8Array } | undefined): string {
  return Buffer.from(page?.json ?? []).toString();
}

function messagesIn(page: { readonly json: Uint8Array } | undefined): Message[] {
  return JSON.parse(`[${json(page)}]`) as Message[];
}
