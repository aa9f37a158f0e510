import assert from 'node:assert/strict';
import type { StreamEvent } from '@teahouse/protocol/events';
import { LOBBY, type RoomId, type StreamId } from '@teahouse/protocol/ids';
import type { Need } from '@teahouse/rules/facts';
import type { Appended, Log, Transaction } from '../log.ts';
import { anna, annasToken, garden, ming, mingsToken } from './people.ts';
import type { StoreUnderTest } from './store-under-test.ts';

export function parsed(bytes: Uint8Array): StreamEvent {
  return JSON.parse(Buffer.from(bytes).toString()) as StreamEvent;
}

/** The events of rows of one stream, as they were made. */
export function eventsOf(rows: Appended, stream: StreamId): StreamEvent[] {
  return rows.events.filter((row) => row.stream === stream).map(({ bytes }) => parsed(bytes));
}

/** The texts that a page of messages shows. */
export function textsIn(page: { readonly json: Uint8Array } | undefined): string[] {
  assert.ok(page);
  const events = JSON.parse(`[${Buffer.from(page.json).toString()}]`) as { text: string }[];
  return events.map(({ text }) => text);
}

export async function textsOf({ archive }: StoreUnderTest, room: RoomId): Promise<string[]> {
  return textsIn(await archive.messages(room, { reader: 'server', limit: 100 }));
}

export function append(log: Log, rows: Partial<Appended>): Promise<void> {
  const nothing = { events: [], changes: [], tokens: [], blobs: [] };
  return log.transaction((transaction) => transaction.append({ ...nothing, ...rows }));
}

export async function loaded({ log }: StoreUnderTest, need: Need): Promise<unknown> {
  const [fact] = await log.transaction((transaction) => transaction.load([need]));
  assert.deepEqual(fact?.need, need);
  return fact?.value;
}

const NEEDS: readonly Need[] = [
  { fact: 'user', user: ming },
  { fact: 'room', room: LOBBY },
  { fact: 'membership', room: LOBBY, user: ming },
  { fact: 'rooms_of', user: ming },
  { fact: 'running_number', room: LOBBY, seq: 2 },
  { fact: 'mentions_after', room: LOBBY, user: ming, seq: 2 },
];

/** One fact of each kind, about Ming and the lobby. */
export async function factsOf(transaction: Transaction): Promise<unknown[]> {
  return (await transaction.load(NEEDS)).map(({ value }) => value);
}

/** Whatever can be asked about the people and rooms of the contracts. */
export async function everything(store: StoreUnderTest): Promise<unknown> {
  const { archive, log } = store;
  const streams: StreamId[] = [LOBBY, garden, ming, anna];
  return {
    heads: await Promise.all(streams.map((stream) => archive.head(stream))),
    rooms: await Promise.all([ming, anna].map((user) => archive.roomsOf(user))),
    open: await archive.openRooms({ limit: 100 }),
    people: await Promise.all([mingsToken, annasToken].map((hash) => archive.userByToken(hash))),
    facts: await log.transaction(factsOf),
    texts: await Promise.all([LOBBY, garden].map((room) => textsOf(store, room))),
    members: await archive.members(LOBBY, { reader: 'server', limit: 100 }),
    files: await archive.files(LOBBY, { reader: 'server', limit: 100 }),
  };
}
