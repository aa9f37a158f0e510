import assert from 'node:assert/strict';
import type { RoomId, StreamId, UserId } from '@teahouse/protocol/ids';
import type { Membership, Need, RoomFacts, StreamFacts, UserFacts } from '@teahouse/rules/facts';
import {
  isMembershipChange,
  type MembershipChange,
  membershipAfter,
  unreadMentionsAfter,
} from '@teahouse/rules/membership-change';
import type { Change } from '@teahouse/rules/project';
import type { Appended, CommandKey, Done, EventRow, LoadedFact, Transaction } from '../log.ts';
import type { StagedTables } from './staged-tables.ts';

interface Key {
  readonly room: RoomId;
  readonly user: UserId;
}

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
      case 'mentions_after':
        return { need, value: this.#mentions(need).filter((message) => message > need.seq).length };
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
    if (isMembershipChange(change)) return this.#changeMembership(change);
    const { users, rooms, files } = this.#tables;
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
      case 'file':
        files.set(change.room, [...(files.get(change.room) ?? []), change.seq]);
        break;
      case 'message':
        break;
    }
  }

  #changeMembership(change: MembershipChange): void {
    const { row, room, user } = change;
    const rooms = new Map(this.#roomsOf(user));
    const before = rooms.get(room);
    assert.equal(before === undefined, row === 'member', 'one comes in first, and only once');
    const after = membershipAfter(before, change);
    if (after) rooms.set(room, after);
    else rooms.delete(room);
    this.#tables.roomsOf.set(user, rooms);
    this.#tables.mentions.set(`${user} ${room}`, unreadMentionsAfter(this.#mentions(change), change));
  }

  #mentions({ room, user }: Key): readonly number[] {
    return this.#tables.mentions.get(`${user} ${room}`) ?? [];
  }
}
