import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type BlobId, LOBBY, type RoomId, type UserId } from '@teahouse/protocol/ids';
import fc from 'fast-check';
import { Chronicle } from './contract/chronicle.ts';
import { memoryUnderTest } from './contract/memory-under-test.ts';
import { roomId, userId } from './contract/people.ts';
import type { StoreUnderTest } from './contract/store-under-test.ts';
import { databaseUnderTest } from './postgres/testing/database-under-test.ts';
import { PostgresServer } from './postgres/testing/postgres-server.ts';
import { SqliteArchive } from './sqlite/sqlite-archive.ts';
import { folderUnderTest } from './sqlite/testing/folder-under-test.ts';

const FILE = { id: 'b_file' as BlobId, type: 'text/plain', size: 1, url: '/blobs/b_file' };
const people = ['ming', 'anna', 'lei', 'tom'].map(userId);
const rooms = [LOBBY, roomId('garden'), roomId('terrace')];

const act = fc.record({
  does: fc.constantFrom('say', 'say', 'show', 'mention', 'mention', 'come or go', 'read', 'arrange'),
  at: fc.nat(12),
  who: fc.constantFrom(...people),
  where: fc.constantFrom(...rooms),
});
const batch = fc.record({
  acts: fc.array(act, { maxLength: 12 }),
  ends: fc.constantFrom('well', 'well', 'badly', 'with another life'),
});
const seq = fc.integer({ min: -1, max: 60 });
const question = fc.record({
  who: fc.constantFrom(...people),
  where: fc.constantFrom(...rooms),
  after: seq,
  before: seq,
  at: fc.integer({ min: -1, max: 14 }),
  limit: fc.constantFrom(0, 1, 2, 5, 100),
});

type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never;
type Batch = typeof batch extends fc.Arbitrary<infer Value> ? Value : never;
type Question = typeof question extends fc.Arbitrary<infer Value> ? Value : never;

const server = await PostgresServer.start();
after(() => server[Symbol.asyncDispose]());

test('[SYNC-4] memory and SQLite give the same answers after the same history', () =>
  agreesWithMemory(() => folderUnderTest(async (folder) => SqliteArchive.open(folder)), { numRuns: 50 }));

// Each run has a database of its own, which takes a while to make.
test('[SYNC-4] memory and PostgreSQL give the same answers after the same history', () =>
  agreesWithMemory(() => databaseUnderTest(server), { numRuns: 12 }));

async function agreesWithMemory(
  open: () => Promise<StoreUnderTest>,
  { numRuns }: { numRuns: number },
): Promise<void> {
  const batches = fc.array(batch, { minLength: 1, maxLength: 8 });
  const questions = fc.array(question, { minLength: 10, maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(batches, questions, async (history, asked) => {
      await using memory = await memoryUnderTest();
      await using other = await open();
      await live([memory, other], history);
      for (const each of asked) assert.deepEqual(await answers(other, each), await answers(memory, each));
    }),
    { numRuns },
  );
}

/** Lets the same happen in all stores. */
async function live(stores: readonly StoreUnderTest[], history: readonly Batch[]): Promise<void> {
  let scene = new Scene();
  await write(stores, scene);
  for (const { acts, ends } of history) {
    const next = scene.fork();
    for (const each of acts) next.play(each);
    if (ends === 'badly') await assert.rejects(write(stores, next, new Error('undone')), /undone/);
    else {
      await write(stores, next);
      scene = next;
    }
    if (ends === 'with another life') for (const store of stores) await store.reopen();
  }
}

async function write(stores: readonly StoreUnderTest[], scene: Scene, mishap?: Error): Promise<void> {
  const rows = scene.chronicle.rows();
  const writing = stores.map(({ log }) =>
    log.transaction(async (transaction) => {
      await transaction.append(rows);
      if (mishap) throw mishap;
    }),
  );
  await Promise.allSettled(writing);
  await Promise.all(writing);
}

/** A chronicle, and who is where, so that what happens can happen. */
class Scene {
  readonly chronicle: Chronicle;
  readonly #inside: Map<RoomId, ReadonlySet<UserId>>;
  /** Seqs of the unread messages that mention somebody in a room. */
  readonly #unread: Map<string, readonly number[]>;

  constructor(from?: {
    chronicle: Chronicle;
    inside: ReadonlyMap<RoomId, ReadonlySet<UserId>>;
    unread: ReadonlyMap<string, readonly number[]>;
  }) {
    this.chronicle = from?.chronicle ?? new Chronicle();
    this.#inside = new Map(from?.inside);
    this.#unread = new Map(from?.unread);
    if (from) return;
    for (const user of people) this.chronicle.registers(user, { name: user });
    for (const room of rooms) this.chronicle.opens(userId('host'), room, room === LOBBY ? 'open' : 'closed');
  }

  fork(): Scene {
    return new Scene({ chronicle: this.chronicle.fork(), inside: this.#inside, unread: this.#unread });
  }

  play({ does, at, who, where }: Act): void {
    const inside = new Set(this.#inside.get(where));
    this.chronicle.at(at);
    if (does === 'say') this.chronicle.says(who, where, `${who} says`);
    else if (does === 'show') this.chronicle.shows(who, where, FILE);
    else if (does === 'come or go' && inside.delete(who)) this.#leave(who, where, inside.size);
    else if (does === 'come or go') this.chronicle.joins(who, where, inside.add(who).size);
    else if (inside.has(who)) this.#playInside({ does, at, who, where });
    this.#inside.set(where, inside);
  }

  #playInside({ does, at, who, where }: Act): void {
    if (does === 'mention') this.#mention(who, where);
    else if (does === 'read') this.#read(who, where, Math.max(1, this.chronicle.seq(where) - at));
    else
      this.chronicle.arranges(who, where, {
        pinned: at > 6,
        notify: at > 3 ? 'mentions' : 'all',
        place: at / 3,
      });
  }

  #mention(who: UserId, where: RoomId): void {
    this.chronicle.mentions(userId('host'), where, who);
    this.#unread.set(`${who} ${where}`, [...this.#mentionsOf(who, where), this.chronicle.seq(where)]);
  }

  #read(who: UserId, where: RoomId, read: number): void {
    const left = this.#mentionsOf(who, where).filter((message) => message > read);
    this.chronicle.reads(who, where, { read, readN: this.chronicle.messages(where), mentions: left.length });
    this.#unread.set(`${who} ${where}`, left);
  }

  #leave(who: UserId, where: RoomId, members: number): void {
    this.chronicle.leaves(who, where, members);
    this.#unread.delete(`${who} ${where}`);
  }

  #mentionsOf(who: UserId, where: RoomId): readonly number[] {
    return this.#unread.get(`${who} ${where}`) ?? [];
  }
}

/** Everything that a store says, without the names of its lives. */
async function answers({ archive, log }: StoreUnderTest, { who, where, after, before, at, limit }: Question) {
  const reader = { user: who };
  const pages = [{}, { before }, { after }, { before, after }, { at }, { at, before, after }].map(
    async (window) => {
      const page = await archive.messages(where, { reader, limit, ...window });
      return page && { ...page, json: Buffer.from(page.json).toString() };
    },
  );
  const files = await archive.files(where, { reader, before, limit });
  const events = await archive.eventsAfter(where, { reader, after, limit });
  const { person, me, rooms: joined } = await archive.roomsOf(who);
  const facts = await log.transaction((transaction) =>
    transaction.load([
      { fact: 'user', user: who },
      { fact: 'room', room: where },
      { fact: 'membership', room: where, user: who },
      { fact: 'running_number', room: where, seq: after },
      { fact: 'mentions_after', room: where, user: who, seq: after },
    ]),
  );
  return {
    pages: await Promise.all(pages),
    files: files && { ...files, json: Buffer.from(files.json).toString() },
    members: await archive.members(where, { reader: 'server', after: who, limit }),
    events: events && {
      ...events,
      events: events.events.map((event) => ({ ...event, bytes: Buffer.from(event.bytes).toString() })),
    },
    recent: (await archive.recent(where, { events: limit, sizeBytes: 500 })).map(({ seq, id, era }) => ({
      seq,
      id,
      era,
    })),
    person,
    me: { ...me, epoch: '' },
    rooms: joined
      .map((room) => ({ ...room, epoch: '' }))
      .sort((one, other) => (one.room < other.room ? -1 : 1)),
    open: await archive.openRooms({ limit: limit + 1 }),
    check: await archive.check(where, { epoch: archive.epoch, seq: after, id: events?.events[0]?.id ?? '' }),
    facts: facts.map(({ value }) => value),
  };
}
