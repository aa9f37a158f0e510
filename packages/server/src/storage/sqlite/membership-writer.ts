import type { MembershipChange } from '@teahouse/rules/membership-change';
import type { DatabaseSync } from './database.ts';
import { Query } from './query.ts';

type Key = [user: number, room: number];

/**
 * Keeps who is in which room, and what is theirs alone there. Unread mentions are rows, so that reading can
 * count those it leaves; beside the marker stands how many there are, so that nothing else has to count.
 */
export class MembershipWriter {
  readonly #member: Query<never, [...Key, number, number, number, number, number, string, number | null]>;
  readonly #marker: Query<never, [number, number, number, ...Key]>;
  readonly #mentionsRead: Query<never, [...Key, number]>;
  readonly #mention: Query<never, [...Key, number]>;
  readonly #oneMore: Query<never, Key>;
  readonly #arrangement: Query<never, [number, string, number | null, ...Key]>;
  readonly #noMember: Query<never, Key>;

  constructor(database: DatabaseSync) {
    const query = <Parameters extends (number | string | null)[]>(sql: string) =>
      new Query<never, Parameters>(database, sql);
    this.#member = query(
      `INSERT INTO members (user, room, joined, read, read_n, mentions, pinned, notify, place)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#marker = query('UPDATE members SET read = ?, read_n = ?, mentions = ? WHERE user = ? AND room = ?');
    this.#mentionsRead = query('DELETE FROM unread_mentions WHERE user = ? AND room = ? AND message <= ?');
    this.#mention = query('INSERT INTO unread_mentions (user, room, message) VALUES (?, ?, ?)');
    this.#oneMore = query('UPDATE members SET mentions = mentions + 1 WHERE user = ? AND room = ?');
    this.#arrangement = query(
      'UPDATE members SET pinned = ?, notify = ?, place = ? WHERE user = ? AND room = ?',
    );
    // Unread mentions go with it.
    this.#noMember = query('DELETE FROM members WHERE user = ? AND room = ?');
  }

  /** How many memberships it changed. `key` are the numbers of the two streams. */
  write(change: MembershipChange, key: Key): number {
    switch (change.row) {
      case 'member': {
        const { joined, read, readN, mentions, pinned, notify, place } = change.is;
        return this.#member.run(...key, joined, read, readN, mentions, Number(pinned), notify, place);
      }
      case 'marker':
        this.#mentionsRead.run(...key, change.read);
        return this.#marker.run(change.read, change.readN, change.mentions, ...key);
      case 'mention':
        this.#mention.run(...key, change.message);
        return this.#oneMore.run(...key);
      case 'arrangement': {
        const { pinned, notify, place } = change.is;
        return this.#arrangement.run(Number(pinned), notify, place, ...key);
      }
      case 'no_member':
        return this.#noMember.run(...key);
    }
  }
}
