import type { RoomKind } from '@teahouse/protocol/events';
import type { RoomId, StreamId, UserId } from '@teahouse/protocol/ids';
import { SEQ_MAX } from '@teahouse/protocol/limits';
import type { Membership, Need } from '@teahouse/rules/facts';
import type { LoadedFact } from '../log.ts';
import type { Connection } from './connection.ts';
import { MEMBERSHIP_COLUMNS } from './membership-columns.ts';
import type { Streams } from './streams.ts';

type NeedOf<Fact extends Need['fact']> = Extract<Need, { fact: Fact }>;

/**
 * Reads facts, one query for each kind however many are asked for. What may be decided by them is locked first and
 * read in a later statement, which sees what was committed while the lock was waited for: under READ COMMITTED one
 * statement for both would not.
 */
export class FactReader {
  readonly #connection: Connection;
  readonly #streams: Streams;
  /**
   * Names of people whose streams are locked. Who is a member may be mentioned, and is asked about once more to be
   * written to: that costs no statement then.
   */
  readonly #names = new Map<UserId, string | null>();
  readonly #looked = new Set<UserId>();

  constructor(connection: Connection, streams: Streams) {
    this.#connection = connection;
    this.#streams = streams;
  }

  async read(needs: readonly Need[]): Promise<LoadedFact[]> {
    await this.#streams.lock(needs.flatMap(lockOf));
    await this.#lookAtPeople(needs);
    return [
      ...this.#users(of(needs, 'user')),
      ...(await this.#rooms(of(needs, 'room'))),
      ...(await this.#memberships(of(needs, 'membership'))),
      ...(await this.#roomsOf(of(needs, 'rooms_of'))),
      ...(await this.#runningNumbers(of(needs, 'running_number'))),
      ...(await this.#mentionsAfter(of(needs, 'mentions_after'))),
    ];
  }

  /** What was written is to be read anew. */
  forget(): void {
    this.#names.clear();
    this.#looked.clear();
  }

  async #lookAtPeople(needs: readonly Need[]): Promise<void> {
    const people = [...of(needs, 'user'), ...of(needs, 'membership')].map(({ user }) => user);
    const strangers = [...new Set(people)].filter((user) => !this.#looked.has(user));
    const rows = await this.#byStream<{ name: string | null }>(
      'SELECT no, name FROM users WHERE no = ANY($1)',
      strangers,
    );
    for (const user of strangers) this.#looked.add(user);
    for (const [user, { name }] of rows) this.#names.set(user as UserId, name);
  }

  #users(needs: readonly NeedOf<'user'>[]): LoadedFact[] {
    return needs.map((need) => {
      const name = this.#names.get(need.user);
      const stream = this.#streams.find(need.user);
      if (name === undefined || !stream) return { need, value: undefined };
      const { head, id } = stream;
      return { need, value: name === null ? { head, id } : { head, id, name } };
    });
  }

  async #rooms(needs: readonly NeedOf<'room'>[]): Promise<LoadedFact[]> {
    const rows = await this.#byStream<{ name: string; kind: RoomKind; members: number }>(
      'SELECT no, name, kind, members FROM rooms WHERE no = ANY($1)',
      needs.map(({ room }) => room),
    );
    return needs.map((need) => {
      const row = rows.get(need.room);
      if (!row) return { need, value: undefined };
      const { head, id, n, name, kind, members } = row;
      return { need, value: { head, id, n, name, kind, members } };
    });
  }

  async #memberships(needs: readonly NeedOf<'membership'>[]): Promise<LoadedFact[]> {
    if (needs.length === 0) return [];
    const rows = await this.#connection.rows<Membership & { place_: number }>(
      `SELECT wanted.place AS place_, ${MEMBERSHIP_COLUMNS} ${wantedMembers('$1', '$2')}`,
      [needs.map(({ user }) => user), needs.map(({ room }) => room)],
    );
    const found = new Map(rows.map(({ place_, ...membership }) => [place_ - 1, membership]));
    return needs.map((need, index) => ({ need, value: found.get(index) }));
  }

  async #roomsOf(needs: readonly NeedOf<'rooms_of'>[]): Promise<LoadedFact[]> {
    if (needs.length === 0) return [];
    const rows = await this.#connection.rows<{ user: UserId; room: RoomId }>(
      `SELECT person.id AS user, room.id AS room FROM streams AS person
         JOIN members ON members.person = person.no JOIN streams AS room ON room.no = members.room
       WHERE person.id = ANY($1)`,
      [needs.map(({ user }) => user)],
    );
    const rooms = Map.groupBy(rows, ({ user }) => user);
    return needs.map((need) => ({ need, value: (rooms.get(need.user) ?? []).map(({ room }) => room) }));
  }

  /** What was said does not change: nothing is locked. */
  async #runningNumbers(needs: readonly NeedOf<'running_number'>[]): Promise<LoadedFact[]> {
    if (needs.length === 0) return [];
    const rows = await this.#connection.rows<{ place: number; n: number }>(
      `SELECT wanted.place, events.n
       FROM unnest($1::text[], $2::integer[]) WITH ORDINALITY AS wanted (room, seq, place)
         JOIN streams ON streams.id = wanted.room
         JOIN events ON events.stream = streams.no AND events.seq = wanted.seq`,
      [needs.map(({ room }) => room), needs.map(({ seq }) => seqOrNone(seq))],
    );
    const found = new Map(rows.map(({ place, n }) => [place - 1, n]));
    return needs.map((need, index) => ({ need, value: found.get(index) }));
  }

  /** Only those are counted that reading will delete: each mention once in its life, however many there are. */
  async #mentionsAfter(needs: readonly NeedOf<'mentions_after'>[]): Promise<LoadedFact[]> {
    if (needs.length === 0) return [];
    const rows = await this.#connection.rows<{ place: number; mentions: number }>(
      `SELECT wanted.place, mentions - (
         SELECT count(*) FROM unread_mentions AS mention
         WHERE mention.person = members.person AND mention.room = members.room AND message <= wanted.seq
       ) AS mentions ${wantedMembers('$1', '$2', '$3')}`,
      [
        needs.map(({ user }) => user),
        needs.map(({ room }) => room),
        needs.map(({ seq }) => Math.min(Math.max(Math.floor(seq) || 0, 0), SEQ_MAX)),
      ],
    );
    const found = new Map(rows.map(({ place, mentions }) => [place - 1, mentions]));
    return needs.map((need, index) => ({ need, value: found.get(index) ?? 0 }));
  }

  /** Rows of streams that are locked, with where each stream ends. */
  async #byStream<Row extends object>(sql: string, names: readonly StreamId[]) {
    const streams = names.flatMap((name) => {
      const stream = this.#streams.find(name);
      return stream ? [[stream.no, name] as const] : [];
    });
    if (streams.length === 0) return new Map<StreamId, never>();
    const named = new Map(streams);
    const rows = await this.#connection.rows<Row & { no: number }>(sql, [[...named.keys()]]);
    return new Map(
      rows.map((row) => {
        const name = named.get(row.no) as StreamId;
        return [name, { ...row, ...this.#streams.find(name) } as Row & Facts];
      }),
    );
  }
}

interface Facts {
  readonly head: number;
  readonly n: number;
  readonly id: never;
}

function of<Fact extends Need['fact']>(needs: readonly Need[], fact: Fact): NeedOf<Fact>[] {
  return needs.filter((need): need is NeedOf<Fact> => need.fact === fact);
}

/**
 * The stream that holds a fact still. Whatever changes what a person is in a room is in that person's own stream,
 * so that reading markers of one room do not wait for each other.
 */
function lockOf(need: Need): StreamId[] {
  switch (need.fact) {
    case 'room':
      return [need.room];
    case 'user':
    case 'membership':
    case 'rooms_of':
    case 'mentions_after':
      return [need.user];
    case 'running_number':
      return [];
  }
}

/**
 * Each membership is looked up by its own key. A plain join may be planned room first, and then reads all of a room's
 * members for each who is asked about; what has a LIMIT is not planned anew.
 */
function wantedMembers(users: string, rooms: string, seqs?: string): string {
  const [more, column] = seqs ? [`, ${seqs}::integer[]`, ', seq'] : ['', ''];
  return `
    FROM unnest(${users}::text[], ${rooms}::text[]${more}) WITH ORDINALITY AS wanted (person, room${column}, place)
      CROSS JOIN LATERAL (
        SELECT * FROM members
        WHERE members.person = (SELECT no FROM streams WHERE id = wanted.person)
          AND members.room = (SELECT no FROM streams WHERE id = wanted.room)
        LIMIT 1
      ) AS members`;
}

/** 0, at which nothing stands, for what is no seq (R27). */
function seqOrNone(seq: number): number {
  return Number.isInteger(seq) && seq > 0 && seq <= SEQ_MAX ? seq : 0;
}
