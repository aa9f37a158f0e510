import assert from 'node:assert/strict';
import type { StreamId } from '@teahouse/protocol/ids';
import { isMembershipChange } from '@teahouse/rules/membership-change';
import type { Change } from '@teahouse/rules/project';
import type { DatabaseSync } from './database.ts';
import { MembershipWriter } from './membership-writer.ts';
import { Query } from './query.ts';
import type { Streams } from './streams.ts';

/** Keeps the projections. A change that changes no row would be a hole in the log: our bug. */
export class ChangeWriter {
  readonly #streams: Streams;
  readonly #user: Query<never, [number, string | null]>;
  readonly #room: Query<never, [number, string, string]>;
  readonly #members: Query<never, [number, number]>;
  readonly #memberships: MembershipWriter;
  readonly #file: Query<never, [number, number]>;

  constructor(database: DatabaseSync, streams: Streams) {
    this.#streams = streams;
    this.#user = new Query(
      database,
      'INSERT INTO users (no, name) VALUES (?, ?) ON CONFLICT DO UPDATE SET name = excluded.name',
    );
    this.#room = new Query(
      database,
      `INSERT INTO rooms (no, name, kind, members) VALUES (?, ?, ?, 0)
       ON CONFLICT DO UPDATE SET name = excluded.name, kind = excluded.kind`,
    );
    this.#members = new Query(database, 'UPDATE rooms SET members = ? WHERE no = ?');
    this.#memberships = new MembershipWriter(database);
    this.#file = new Query(database, 'INSERT INTO files (key) VALUES ((? << 32) + ?)');
  }

  apply(change: Change): void {
    // A message needs nothing beside the log: its running number leads to it.
    if (change.row === 'message') return;
    assert.equal(this.#write(change), 1, `a change of "${change.row}" changes one row`);
  }

  #write(change: Exclude<Change, { row: 'message' }>): number {
    if (isMembershipChange(change)) {
      return this.#memberships.write(change, [this.#no(change.user), this.#no(change.room)]);
    }
    switch (change.row) {
      case 'user':
        return this.#user.run(this.#no(change.user), change.name ?? null);
      case 'room':
        return this.#room.run(this.#no(change.room), change.name, change.kind);
      case 'members':
        return this.#members.run(change.members, this.#no(change.room));
      case 'file':
        return this.#file.run(this.#no(change.room), change.seq);
    }
  }

  #no(stream: StreamId): number {
    return this.#streams.findOrAdd(stream).no;
  }
}
