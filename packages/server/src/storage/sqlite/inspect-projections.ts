import type { StreamEvent } from '@teahouse/protocol/events';
import { isUserStream, type RoomId, type StreamId } from '@teahouse/protocol/ids';
import type { Membership } from '@teahouse/rules/facts';
import {
  isMembershipChange,
  type MembershipChange,
  membershipAfter,
  unreadMentionsAfter,
} from '@teahouse/rules/membership-change';
import { type Change, project } from '@teahouse/rules/project';
import type { DatabaseSync } from './database.ts';
import type { Finding } from './finding.ts';
import { MEMBERSHIP_COLUMNS, type MembershipRow, membershipIn } from './membership-row.ts';
import { Query } from './query.ts';

interface Person {
  readonly name: string | null;
}

interface Room {
  readonly name: string;
  readonly kind: string;
  readonly members: number;
}

type MemberRow = MembershipRow & { readonly room: RoomId };

/** What is kept beside one stream, rebuilt from its events alone. */
export class Rebuilt {
  #person: Person | undefined;
  #room: Room | undefined;
  readonly #memberships = new Map<RoomId, Membership>();
  /** Seqs of the unread messages that mention this person. */
  readonly #mentions = new Map<RoomId, number[]>();
  /** Seqs of the messages that came with a file. */
  readonly #files: number[] = [];

  apply(event: StreamEvent): void {
    for (const change of project(event)) this.#change(change);
  }

  /** Where what is stored differs from this. */
  *differences(kept: Kept, stream: StreamId, no: number): Iterable<Finding> {
    if (!isUserStream(stream)) {
      if (!same(this.#room, kept.room(no))) yield difference(stream, 'its name, kind or number of members');
      if (!same(this.#files, kept.files(no))) yield difference(stream, 'which messages came with a file');
      return;
    }
    if (!same(this.#person, kept.person(no))) yield difference(stream, 'the name');
    const memberships = new Map(kept.memberships(no).map((row) => [row.room, membershipIn(row)]));
    for (const room of new Set([...memberships.keys(), ...this.#memberships.keys()])) {
      if (!same(this.#memberships.get(room), memberships.get(room))) {
        yield difference(stream, `the membership, marker or arrangement of ${room}`);
      }
      if (!same(this.#mentionsIn(room), kept.mentions(no, room))) {
        yield difference(stream, `the unread mentions in ${room}`);
      }
    }
  }

  #change(change: Change): void {
    if (isMembershipChange(change)) return this.#changeMembership(change);
    switch (change.row) {
      case 'user':
        this.#person = { name: change.name ?? null };
        break;
      case 'room':
        this.#room = { name: change.name, kind: change.kind, members: this.#room?.members ?? 0 };
        break;
      case 'members':
        if (this.#room) this.#room = { ...this.#room, members: change.members };
        break;
      case 'file':
        this.#files.push(change.seq);
        break;
      case 'message':
        break;
    }
  }

  #changeMembership(change: MembershipChange): void {
    const { room } = change;
    const after = membershipAfter(this.#memberships.get(room), change);
    if (after) this.#memberships.set(room, after);
    else this.#memberships.delete(room);
    const mentions = this.#mentions.get(room);
    // One more goes in place: with a copy for each, very many would take for ever.
    if (change.row === 'mention' && mentions) mentions.push(change.message);
    else this.#mentions.set(room, [...unreadMentionsAfter(mentions ?? [], change)]);
  }

  #mentionsIn(room: RoomId): readonly number[] {
    return this.#mentions.get(room) ?? [];
  }
}

/** What is stored beside the log. */
export class Kept {
  readonly #person: Query<Person, [number]>;
  readonly #room: Query<Room, [number]>;
  readonly #memberships: Query<MemberRow, [number]>;
  readonly #mentions: Query<{ message: number }, [number, RoomId]>;
  readonly #files: Query<{ seq: number }, [number, number]>;

  constructor(database: DatabaseSync) {
    this.#person = new Query(database, 'SELECT name FROM users WHERE no = ?');
    this.#room = new Query(database, 'SELECT name, kind, members FROM rooms WHERE no = ?');
    this.#memberships = new Query(
      database,
      `SELECT streams.id AS room, ${MEMBERSHIP_COLUMNS}
       FROM members JOIN streams ON streams.no = members.room WHERE user = ?`,
    );
    this.#mentions = new Query(
      database,
      `SELECT message FROM unread_mentions JOIN streams ON streams.no = room
       WHERE user = ? AND streams.id = ? ORDER BY message`,
    );
    this.#files = new Query(
      database,
      `SELECT key & 0xffffffff AS seq FROM files
       WHERE key BETWEEN ? << 32 AND (? << 32) + 0xffffffff ORDER BY key`,
    );
  }

  person(no: number): Person | undefined {
    return this.#person.get(no);
  }

  room(no: number): Room | undefined {
    return this.#room.get(no);
  }

  memberships(no: number): MemberRow[] {
    return this.#memberships.all(no);
  }

  mentions(no: number, room: RoomId): number[] {
    return this.#mentions.all(no, room).map(({ message }) => message);
  }

  files(no: number): number[] {
    return this.#files.all(no, no).map(({ seq }) => seq);
  }
}

function difference(stream: StreamId, what: string): Finding {
  return {
    kind: 'projection',
    place: stream,
    sentence: `The log says otherwise about ${what} than what is kept beside it.`,
  };
}

/** Both absent, or equal in every column. */
function same(one: object | undefined, other: object | undefined): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(row: object | undefined): [string, unknown][] | undefined {
  return row && Object.entries(row).sort(([one], [other]) => (one < other ? -1 : 1));
}
