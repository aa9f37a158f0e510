import type { RoomKind } from '@teahouse/protocol/events';
import type { RoomId, UserId } from '@teahouse/protocol/ids';
import { PAGE_ROOMS_MAX } from '@teahouse/protocol/limits';
import type { OpenRoom, Person, RoomSummary } from '@teahouse/protocol/server-frames';
import { told } from '@teahouse/rules/own-room';
import type { DatabaseSync } from './database.ts';
import { MEMBERSHIP_COLUMNS, type MembershipRow, membershipIn } from './membership-row.ts';
import { Query } from './query.ts';
import { END_COLUMNS, JOIN_LAST_EVENT, type StreamEnd } from './stream-ends.ts';

type OwnRoom = StreamEnd &
  MembershipRow & {
    readonly room: RoomId;
    readonly name: string;
    readonly kind: RoomKind;
    readonly members: number;
  };

/** People and rooms as they stand. */
export class Summaries {
  readonly #byToken: Query<{ id: UserId; name: string | null }, [Uint8Array]>;
  readonly #name: Query<{ name: string | null }, [UserId]>;
  readonly #roomsOf: Query<OwnRoom, [UserId]>;
  readonly #openRoom: Query<OpenRoom & { no: number }, [RoomId]>;
  readonly #openRooms: Query<OpenRoom, [number, number]>;

  constructor(database: DatabaseSync) {
    const openRoom = `
      SELECT streams.id AS room, name, members, ifnull(last.n, 0) AS n, rooms.no AS no
      FROM rooms JOIN streams ON streams.no = rooms.no ${JOIN_LAST_EVENT}
      WHERE kind = 'open'`;
    this.#byToken = new Query(
      database,
      `SELECT id, name FROM tokens JOIN users ON users.no = tokens.user JOIN streams ON streams.no = users.no
       WHERE hash = ?`,
    );
    this.#name = new Query(
      database,
      'SELECT name FROM users JOIN streams ON streams.no = users.no WHERE streams.id = ?',
    );
    this.#roomsOf = new Query(
      database,
      `SELECT streams.id AS room, name, kind, rooms.members AS members, ${MEMBERSHIP_COLUMNS}, ${END_COLUMNS}
       FROM streams AS person JOIN members ON members.user = person.no
         JOIN rooms ON rooms.no = members.room JOIN streams ON streams.no = rooms.no ${JOIN_LAST_EVENT}
       WHERE person.id = ?`,
    );
    this.#openRoom = new Query(database, `${openRoom} AND streams.id = ?`);
    this.#openRooms = new Query(database, `${openRoom} AND rooms.no > ? ORDER BY rooms.no LIMIT ?`);
  }

  userByToken(hash: Uint8Array): Person | undefined {
    const row = this.#byToken.get(hash);
    return row && person(row);
  }

  /** Someone unknown has no name. */
  person(id: UserId): Person {
    return person({ id, name: this.#name.get(id)?.name ?? null });
  }

  roomsOf(user: UserId): Omit<RoomSummary, 'epoch'>[] {
    return this.#roomsOf.all(user).map((row) => {
      const { room, name, kind, members, n, head, id } = row;
      return { room, name, kind, members, n, head, id, ...told(membershipIn(row)) };
    });
  }

  openRoom(room: RoomId): OpenRoom | undefined {
    const row = this.#openRoom.get(room);
    return row && summary(row);
  }

  openRooms(query: { after?: RoomId; limit: number }): { rooms: OpenRoom[]; more: boolean } {
    const count = Math.max(0, Math.min(query.limit, PAGE_ROOMS_MAX));
    const after = query.after === undefined ? 0 : (this.#openRoom.get(query.after)?.no ?? 0);
    const rows = this.#openRooms.all(after, count + 1);
    return { rooms: rows.slice(0, count).map(summary), more: rows.length > count };
  }
}

function person({ id, name }: { readonly id: UserId; readonly name: string | null }): Person {
  return name === null ? { id } : { id, name };
}

function summary({ room, name, members, n }: OpenRoom): OpenRoom {
  return { room, name, members, n };
}
