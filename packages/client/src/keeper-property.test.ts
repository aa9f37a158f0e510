import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CommandId, LOBBY } from '@teahouse/protocol/ids';
import fc from 'fast-check';
import type { Chat } from './chat.ts';
import { SAVE_EVERY_MS } from './keeper.ts';
import type { KeptCopies } from './kept-copies.ts';
import { memoryCopies, memoryIdentity } from './memory-store.ts';
import type { CopyStore } from './platform.ts';
import { FakeServer } from './testing/fake-server.ts';
import { Table } from './testing/table.ts';

/** So many events make a client `behind`, so that both ways of coming back are gone. */
const PUSHED_MAX = 12;

/** Remembers what was kept after every saving, for it may be found again at any later time. */
class Attic {
  readonly found: KeptCopies[] = [];

  /** A store that begins with what was kept at some moment. */
  async store(kept?: KeptCopies): Promise<CopyStore> {
    const inner = memoryCopies();
    if (kept) await inner.save({ ...kept, dropped: [] });
    return {
      ...inner,
      save: async (changes) => {
        await inner.save(changes);
        const now = await inner.load(changes.own.state.user);
        // As a database gives it back: nothing in it is shared with the one who saved.
        if (now) this.found.push(structuredClone(now));
      },
    };
  }
}

/** A person at a server, whose program ends and starts again from what was kept at any time before. */
class World {
  readonly #server = new FakeServer();
  readonly #attic = new Attic();
  readonly #identity = memoryIdentity();
  readonly #other = this.#server.register('Wei');
  #table = new Table();
  #made = 0;
  #restore = this.#server.store.backup();

  async begin(kept?: KeptCopies): Promise<void> {
    this.#server.pushedMax = PUSHED_MAX;
    this.#table[Symbol.dispose]();
    this.#table = this.#newTable(await this.#attic.store(kept));
    await this.#table.start();
    await this.pass();
  }

  talk(count: number): void {
    for (let n = 0; n < count; n++) this.#table.say(this.#other);
  }

  goAndComeBack(): void {
    const step = { author: this.#other, room: LOBBY };
    this.#server.store.commit({ type: 'leave', id: `c_go_${++this.#made}` as CommandId, ...step });
    this.#server.store.commit({ type: 'join', id: `c_come_${++this.#made}` as CommandId, ...step });
  }

  say(): void {
    for (const room of this.#table.chat.rooms.keys()) this.#table.chat.send(room, `mine ${++this.#made}`);
  }

  read(): void {
    for (const [room, { head }] of this.#table.chat.rooms) this.#table.chat.markRead(room, head);
  }

  makeRoom(): void {
    void this.#table.chat.createRoom(`room ${++this.#made}`);
  }

  leaveRoom(): void {
    const room = [...this.#table.chat.rooms.keys()].find((one) => one !== LOBBY);
    if (room) void this.#table.chat.leave(room);
  }

  loadOlder(): void {
    void this.#table.chat.loadOlder(LOBBY);
  }

  backUp(): void {
    this.#restore = this.#server.store.backup();
  }

  async restoreBackup(): Promise<void> {
    this.#restore();
    await this.#table.reconnect();
  }

  /** Ends the program, lets others talk, and starts it with what was kept so many savings ago. */
  async returnFrom(savingsAgo: number, meanwhile: number): Promise<void> {
    this.#table.network.link.cut();
    this.talk(meanwhile);
    await this.begin(this.#attic.found.at(-1 - (savingsAgo % this.#attic.found.length)));
  }

  async pass(): Promise<void> {
    await this.#table.pass(SAVE_EVERY_MS);
  }

  /** Beside the chat that goes on from a copy, one of the same person that has none. */
  async compare(): Promise<void> {
    using fresh = this.#newTable(memoryCopies());
    await fresh.start();
    assert.deepEqual(shown(this.#table.chat, this.#server), shown(fresh.chat, this.#server));
  }

  end(): void {
    this.#table[Symbol.dispose]();
  }

  #newTable(copies: CopyStore): Table {
    return new Table({ server: this.#server, identity: this.#identity, copies, seed: ++this.#made });
  }
}

/** What a chat knows of its rooms. Of the messages at hand none may be wrong, or missing among them. */
function shown(chat: Chat, { store }: FakeServer): unknown[] {
  const rooms = [...chat.rooms].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return rooms.map(([room, copy]) => {
    const { name, kind, members, head, unread, read, messages } = copy;
    const from = messages[0]?.seq ?? 1;
    const said = store.events(room).filter(({ seq, type }) => seq >= from && type === 'message');
    assert.deepEqual(messages, said);
    return { room, name, kind, members, head, unread, read, me: chat.me };
  });
}

type Step = (world: World) => Promise<void> | void;
const named = (
  ...names: ('goAndComeBack' | 'say' | 'read' | 'makeRoom' | 'leaveRoom' | 'loadOlder' | 'backUp')[]
) =>
  fc.constantFrom(...names).map(
    (name): Step =>
      (world) =>
        world[name](),
  );

const steps = fc.oneof(
  fc.integer({ min: 1, max: 2 * PUSHED_MAX }).map(
    (count): Step =>
      (world) =>
        world.talk(count),
  ),
  named('goAndComeBack', 'say', 'read', 'makeRoom', 'leaveRoom', 'loadOlder', 'backUp'),
  fc.constant<Step>((world) => world.restoreBackup()),
  fc.record({ savingsAgo: fc.nat({ max: 8 }), meanwhile: fc.nat({ max: 2 * PUSHED_MAX }) }).map(
    ({ savingsAgo, meanwhile }): Step =>
      (world) =>
        world.returnFrom(savingsAgo, meanwhile),
  ),
);

test('[SYNC-1] [SYNC-4] whatever was kept, and however long ago: after the next welcome it is like a fresh look', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { maxLength: 25 }), async (taken) => {
      const world = new World();
      await world.begin();
      for (const take of taken) {
        await take(world);
        await world.pass();
        await world.compare();
      }
      world.end();
    }),
    { numRuns: 100 },
  );
});
