import type { StreamEvent } from '@teahouse/protocol/events';
import { isUserStream, type RoomId, type StreamId } from '@teahouse/protocol/ids';
import type { Membership } from '@teahouse/rules/facts';
import { type Change, project } from '@teahouse/rules/project';
import type { DatabaseSync } from './database.ts';
import type { Finding } from './finding.ts';
import { Query } from './query.ts';

interface Person {
  readonly name: string | null;
}

interface Room {
  readonly name: string;
  readonly kind: string;
  readonly members: number;
}

type MemberRow = Membership & { readonly room: RoomId };

/** What is kept beside one stream, rebuilt from its events alone. */
export class Rebuilt {
  #person: Person | undefined;
  #room: Room | undefined;
  readonly #memberships = new Map<RoomId, Membership>();

  apply(event: StreamEvent): void {
    for (const change of project(event)) this.#change(change);
  }

  /** Where what is stored differs from this. */
  *differences(kept: Kept, stream: StreamId, no: number): Iterable<Finding> {
    if (!isUserStream(stream)) {
      if (!same(this.#room, kept.room(no))) yield difference(stream, 'its name, kind or number of members');
      return;
    }
    if (!same(this.#person, kept.person(no))) yield difference(stream, 'the name');
    const memberships = new Map(kept.memberships(no).map(({ room, ...membership }) => [room, membership]));
    for (const room of new Set([...memberships.keys(), ...this.#memberships.keys()])) {
      if (!same(this.#memberships.get(room), memberships.get(room))) {
        yield difference(stream, `the membership or marker in ${room}`);
      }
    }
  }

  #change(change: Change): void {
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
      case 'member':
        this.#memberships.set(change.room, change.is);
        break;
      case 'marker': {
        const membership = this.#memberships.get(change.room);
        const { read, readN } = change;
        if (membership) this.#memberships.set(change.room, { ...membership, read, readN });
        break;
      }
      case 'no_member':
        this.#memberships.delete(change.room);
        break;
      case 'message':
        break;
    }
  }
}

/** What is stored beside the log. */
export class Kept {
  readonly #person: Query<Person, [number]>;
  readonly #room: Query<Room, [number]>;
  readonly #memberships: Query<MemberRow, [number]>;

  constructor(database: DatabaseSync) {
    this.#person = new Query(database, 'SELECT name FROM users WHERE no = ?');
    this.#room = new Query(database, 'SELECT name, kind, members FROM rooms WHERE no = ?');
    this.#memberships = new Query(
      database,
      `SELECT streams.id AS room, joined, read, read_n AS readN
       FROM members JOIN streams ON streams.no = members.room WHERE user = ?`,
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
