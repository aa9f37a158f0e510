import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RoomKind, StreamEvent } from '@teahouse/protocol/events';
import type { Membership } from '@teahouse/rules/facts';
import { type Change, project } from '@teahouse/rules/project';
import { histories } from '@teahouse/rules/testing/histories';
import { Projections } from '@teahouse/rules/testing/projections';
import type { World } from '@teahouse/rules/testing/world';
import fc from 'fast-check';
import { foldChanges, type MembershipChanges, markOf, outcomeOf } from './folded-changes.ts';

/** Tables as the statements of the adapter leave them, in memory. */
class Tables {
  readonly users = new Map<string, string | undefined>();
  readonly rooms = new Map<string, { name: string; kind: RoomKind; members: number }>();
  readonly memberships = new Map<string, Membership>();
  readonly mentions = new Map<string, readonly number[]>();

  write(changes: readonly Change[]): void {
    const { users, rooms, memberships } = foldChanges(changes);
    for (const [user, { name }] of users) this.users.set(user, name ?? undefined);
    for (const [room, { named, members }] of rooms) {
      const before = this.rooms.get(room);
      assert.ok(named ?? before, 'what is counted has a row');
      const row = { name: '', kind: 'open' as RoomKind, members: 0, ...before, ...named };
      this.rooms.set(room, { ...row, members: members ?? row.members });
    }
    for (const [key, changed] of memberships) this.#writeMembership(key, changed);
  }

  #writeMembership(key: string, changed: MembershipChanges): void {
    const { is, wasLeft, readUpTo, mentions } = outcomeOf(this.memberships.get(key), changed);
    if (wasLeft) {
      assert.ok(this.memberships.delete(key), 'a row that goes was there');
      this.mentions.delete(key);
    }
    const unread = (this.mentions.get(key) ?? []).filter((message) => message > readUpTo);
    if (is) this.memberships.set(key, is);
    else assert.ok(!this.memberships.has(key), 'a row that stays is a membership');
    if (mentions.length > 0) assert.ok(is, 'who is not in a room is not called there');
    this.mentions.set(key, [...unread, ...mentions]);
  }
}

/** The events of a world as they happened: commands one after another, each stream in its own order. */
function eventsOf(world: World): StreamEvent[] {
  const numberOf = ({ id }: StreamEvent) => Number(id.slice('c_'.length));
  return [...world.logs.values()].flat().sort((one, other) => numberOf(one) - numberOf(other));
}

test('[SYNC-4] however a history is cut into batches, folding them gives what one change after another gives', () => {
  const cuts = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(histories, cuts, (world, sizes) => {
      const events = eventsOf(world);
      const tables = new Tables();
      const projections = new Projections();
      for (let turn = 0; events.length > 0; turn++) {
        const batch = events.splice(0, sizes[turn % sizes.length]);
        tables.write(batch.flatMap((event) => project(event)));
        for (const event of batch) projections.take(event);
        assert.deepEqual(tables.users, projections.users);
        assert.deepEqual(tables.rooms, projections.rooms);
        assert.deepEqual(tables.memberships, flat(projections));
        assert.deepEqual(filled(tables.mentions), filled(projections.mentions));
      }
    }),
    { numRuns: 200 },
  );
});

function flat({ memberships }: Projections): Map<string, Membership> {
  const rows = [...memberships].flatMap(([user, rooms]) =>
    [...rooms].map(([room, membership]) => [`${user} ${room}`, membership] as const),
  );
  return new Map(rows);
}

function filled(mentions: ReadonlyMap<string, readonly number[]>): Map<string, readonly number[]> {
  return new Map([...mentions].filter(([, messages]) => messages.length > 0));
}

test('messages and files are marked by their places', () => {
  const room = 'r_tea' as never;
  const { messages, files } = foldChanges([
    { row: 'message', room, n: 1, seq: 2 },
    { row: 'message', room, n: 2, seq: 5 },
    { row: 'file', room, seq: 5 },
  ]);
  assert.deepEqual([...messages], [markOf(room, 2), markOf(room, 5)]);
  assert.deepEqual([...files], [markOf(room, 5)]);
});

test('a change of what is not there is our bug', () => {
  const key = { user: 'u_ming' as never, room: 'r_tea' as never };
  const left = { ...key, changes: [{ row: 'no_member' as const, ...key }] };
  assert.throws(() => outcomeOf(undefined, left), /changes one row/);
});
