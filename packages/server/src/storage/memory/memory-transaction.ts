import assert from 'node:assert/strict';
import type { RoomId, StreamId, UserId } from '@teahouse/protocol/ids';
import type { Membership, Need, RoomFacts, StreamFacts, UserFacts } from '@teahouse/rules/facts';
import type { Change } from '@teahouse/rules/project';
import type { Appended, CommandKey, Done, EventRow, LoadedFact, Transaction } from '../log.ts';
import type { StagedTables } from './staged-tables.ts';

/** What a transaction can do, on tables that are staged for it. */
export class MemoryTransaction implements Transaction {
  readonly #tables: StagedTables;
  readonly #era: number;

  constructor(tables: StagedTables, era: number) {
    this.#tables = tables;
    this.#era = era;
  }

  async load(needs: readonly Need[]): Promise<LoadedFact[]> {
    return needs.map((need) => this.#read(need));
  }

  async done(commands: readonly CommandKey[]): Promise<(Done | undefined)[]> {
    return commands.map(({ author, id }) => this.#tables.commands.get(`${author} ${id}`));
  }

  async append({ events, changes, tokens, blobs }: Appended): Promise<void> {
    for (const event of events) this.#append(event);
    for (const change of changes) this.#change(change);
    for (const { user, hash } of tokens) this.#tables.tokens.set(Buffer.from(hash).toString('hex'), user);
    for (const blob of blobs) this.#tables.blobs.set(blob.id, blob);
  }

  #read(need: Need): LoadedFact {
    switch (need.fact) {
      case 'user':
        return { need, value: this.#user(need.user) };
      case 'room':
        return { need, value: this.#room(need.room) };
      case 'membership':
        return { need, value: this.#roomsOf(need.user).get(need.room) };
      case 'rooms_of':
        return { need, value: [...this.#roomsOf(need.user).keys()] };
      case 'running_number':
        return { need, value: this.#tables.rowAt(need.room, need.seq)?.n };
    }
  }

  #user(user: UserId): UserFacts | undefined {
    const row = this.#tables.users.get(user);
    return row && { ...this.#end(user), ...row };
  }

  #room(room: RoomId): RoomFacts | undefined {
    const row = this.#tables.rooms.get(room);
    const n = this.#tables.rowAt(room, this.#tables.headOf(room))?.n ?? 0;
    return row && { ...this.#end(room), ...row, n };
  }

  #end(stream: StreamId): StreamFacts {
    const head = this.#tables.headOf(stream);
    return { head, id: this.#tables.rowAt(stream, head)?.id ?? '' };
  }

  #roomsOf(user: UserId): ReadonlyMap<RoomId, Membership> {
    return this.#tables.roomsOf.get(user) ?? new Map();
  }

  #append({ stream, seq, id, n, author, bytes }: EventRow): void {
    assert.equal(seq, this.#tables.headOf(stream) + 1, 'a log has no gaps');
    this.#tables.push(stream, { id, era: this.#era, n, bytes });
    if (author === null) return;
    const key = `${author} ${id}`;
    assert.equal(this.#tables.commands.get(key), undefined, 'a command is done once');
    this.#tables.commands.set(key, { stream, seq });
  }

  #change(change: Change): void {
    const { users, rooms } = this.#tables;
    switch (change.row) {
      case 'user':
        users.set(change.user, change.name === undefined ? {} : { name: change.name });
        break;
      case 'room': {
        const { name, kind } = change;
        rooms.set(change.room, { name, kind, members: rooms.get(change.room)?.members ?? 0 });
        break;
      }
      case 'members': {
        const room = rooms.get(change.room);
        assert.ok(room, 'a room has members');
        rooms.set(change.room, { ...room, members: change.members });
        break;
      }
      case 'member':
        this.#setMembership(change.room, change.user, change.is);
        break;
      case 'marker': {
        const membership = this.#roomsOf(change.user).get(change.room);
        assert.ok(membership, 'a member has a marker');
        this.#setMembership(change.room, change.user, {
          ...membership,
          read: change.read,
          readN: change.readN,
        });
        break;
      }
      case 'no_member':
        this.#removeMembership(change.room, change.user);
        break;
      case 'message':
        break;
    }
  }

  #setMembership(room: RoomId, user: UserId, membership: Membership): void {
    this.#tables.roomsOf.set(user, new Map(this.#roomsOf(user)).set(room, membership));
  }

  #removeMembership(room: RoomId, user: UserId): void {
    const rooms = new Map(this.#roomsOf(user));
    assert.ok(rooms.delete(room), 'only a member can leave');
    this.#tables.roomsOf.set(user, rooms);
  }
}
