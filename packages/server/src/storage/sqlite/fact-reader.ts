import type { RoomKind } from '@teahouse/protocol/events';
import type { RoomId, UserId } from '@teahouse/protocol/ids';
import type { Membership, Need, RoomFacts, UserFacts } from '@teahouse/rules/facts';
import type { LoadedFact } from '../log.ts';
import type { DatabaseSync } from './database.ts';
import { MEMBERSHIP_COLUMNS, type MembershipRow, membershipIn } from './membership-row.ts';
import { Query } from './query.ts';
import type { Streams } from './streams.ts';

/** Reads facts as they are in the running transaction. */
export class FactReader {
  readonly #streams: Streams;
  readonly #user: Query<{ name: string | null }, [number]>;
  readonly #room: Query<{ name: string; kind: RoomKind; members: number }, [number]>;
  readonly #membership: Query<MembershipRow, [number, number]>;
  readonly #roomsOf: Query<{ room: RoomId }, [number]>;
  readonly #runningNumber: Query<{ n: number }, [number, number]>;
  readonly #mentionsAfter: Query<{ mentions: number }, [number, number, number]>;

  constructor(database: DatabaseSync, streams: Streams) {
    this.#streams = streams;
    this.#user = new Query(database, 'SELECT name FROM users WHERE no = ?');
    this.#room = new Query(database, 'SELECT name, kind, members FROM rooms WHERE no = ?');
    this.#membership = new Query(
      database,
      `SELECT ${MEMBERSHIP_COLUMNS} FROM members WHERE user = ? AND room = ?`,
    );
    this.#roomsOf = new Query(
      database,
      'SELECT id AS room FROM members JOIN streams ON no = room WHERE user = ?',
    );
    this.#runningNumber = new Query(database, 'SELECT n FROM events WHERE key = (? << 32) + ?');
    // Only those are counted that reading will delete: each mention once in its life, however many there are.
    this.#mentionsAfter = new Query(
      database,
      `SELECT mentions - (
         SELECT count(*) FROM unread_mentions AS mention
         WHERE mention.user = members.user AND mention.room = members.room AND message <= ?
       ) AS mentions FROM members WHERE user = ? AND room = ?`,
    );
  }

  read(need: Need): LoadedFact {
    switch (need.fact) {
      case 'user':
        return { need, value: this.#userFacts(need.user) };
      case 'room':
        return { need, value: this.#roomFacts(need.room) };
      case 'membership':
        return { need, value: this.#membershipOf(need.room, need.user) };
      case 'rooms_of':
        return { need, value: this.#rooms(need.user) };
      case 'running_number':
        return { need, value: this.#numberAt(need.room, need.seq) };
      case 'mentions_after':
        return { need, value: this.#mentionsIn(need.room, need.user, need.seq) };
    }
  }

  #userFacts(user: UserId): UserFacts | undefined {
    const stream = this.#streams.find(user);
    const row = stream && this.#user.get(stream.no);
    if (!row) return undefined;
    const { head, id } = stream;
    return row.name === null ? { head, id } : { head, id, name: row.name };
  }

  #roomFacts(room: RoomId): RoomFacts | undefined {
    const stream = this.#streams.find(room);
    const row = stream && this.#room.get(stream.no);
    if (!row) return undefined;
    const { head, id, n } = stream;
    return { head, id, n, name: row.name, kind: row.kind, members: row.members };
  }

  #membershipOf(room: RoomId, user: UserId): Membership | undefined {
    const roomStream = this.#streams.find(room);
    const userStream = this.#streams.find(user);
    if (!roomStream || !userStream) return undefined;
    const row = this.#membership.get(userStream.no, roomStream.no);
    return row && membershipIn(row);
  }

  #rooms(user: UserId): readonly RoomId[] {
    const stream = this.#streams.find(user);
    return stream ? this.#roomsOf.all(stream.no).map(({ room }) => room) : [];
  }

  #numberAt(room: RoomId, seq: number): number | undefined {
    const stream = this.#streams.find(room);
    if (!stream || !Number.isInteger(seq) || seq < 1 || seq > stream.head) return undefined;
    return this.#runningNumber.get(stream.no, seq)?.n;
  }

  #mentionsIn(room: RoomId, user: UserId, seq: number): number {
    const roomStream = this.#streams.find(room);
    const userStream = this.#streams.find(user);
    if (!roomStream || !userStream) return 0;
    return this.#mentionsAfter.get(seq, userStream.no, roomStream.no)?.mentions ?? 0;
  }
}
