import type { UserId } from '@teahouse/protocol/ids';
import { PAGE_MEMBERS_MAX } from '@teahouse/protocol/limits';
import type { Person } from '@teahouse/protocol/server-frames';
import type { MembersPage, MembersQuery } from '../archive.ts';
import type { DatabaseSync } from './database.ts';
import { Query } from './query.ts';
import type { StreamEnd } from './stream-ends.ts';

/** Whoever registered first has the lowest number, so that the index of members has them in order. */
export const MEMBERS_SQL = `
  SELECT streams.id AS id, name FROM members
    JOIN users ON users.no = members.user JOIN streams ON streams.no = members.user
  WHERE members.room = ? AND members.user > ? ORDER BY members.user LIMIT ?`;

/** The people of a room. */
export class MemberPages {
  readonly #number: Query<{ no: number }, [UserId]>;
  readonly #members: Query<{ id: UserId; name: string | null }, [number, number, number]>;

  constructor(database: DatabaseSync) {
    this.#number = new Query(database, 'SELECT no FROM streams WHERE id = ?');
    this.#members = new Query(database, MEMBERS_SQL);
  }

  page({ no }: StreamEnd, { after, limit }: MembersQuery): MembersPage {
    const count = Math.max(0, Math.min(limit, PAGE_MEMBERS_MAX));
    const from = after === undefined ? 0 : (this.#number.get(after)?.no ?? 0);
    const rows = this.#members.all(no, from, count + 1);
    const members: Person[] = rows.map(({ id, name }) => (name === null ? { id } : { id, name }));
    return { members: members.slice(0, count), more: members.length > count };
  }
}
