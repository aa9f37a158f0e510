import type { Epoch, RoomId, UserId } from '@teahouse/protocol/ids';
import { PAGE_MEMBERS_MAX, PAGE_ROOMS_MAX } from '@teahouse/protocol/limits';
import type { Head, OpenRoom, Person, RoomSummary } from '@teahouse/protocol/server-frames';
import type { Membership } from '@teahouse/rules/facts';
import { told } from '@teahouse/rules/own-room';
import type { MembersPage, MembersQuery, Standing } from '../archive.ts';
import type { Connection } from './connection.ts';
import { MEMBERSHIP_COLUMNS } from './membership-columns.ts';
import type { StreamEnd } from './pages.ts';

interface Named {
  readonly id: UserId;
  readonly name: string | null;
}

const OPEN_ROOMS = `
  SELECT streams.id AS room, name, members, n, rooms.no AS no
  FROM rooms JOIN streams ON streams.no = rooms.no WHERE kind = 'open'`;

/** Those with these tokens, in the order of the tokens; undefined for one that nobody has. */
export async function peopleOfTokens(
  connection: Connection,
  hashes: readonly Uint8Array[],
): Promise<(Person | undefined)[]> {
  const asked = hashes.map((hash) => Buffer.from(hash));
  const rows = await connection.often<Named & { hash: Buffer }>(
    `SELECT hash, id, name FROM tokens JOIN users ON users.no = tokens.person JOIN streams ON streams.no = users.no
     WHERE hash = ANY($1)`,
    [asked],
  );
  const people = new Map(rows.map((row) => [row.hash.toString('hex'), person(row)]));
  return asked.map((hash) => people.get(hash.toString('hex')));
}

type OwnRoom = Omit<StreamEnd, 'no'> &
  Membership &
  Pick<RoomSummary, 'room' | 'name' | 'kind'> & { readonly people: number };

/** A row for each room of a person, or one without a room for who is in none. */
type Stood = {
  readonly user: UserId;
  readonly called: string | null;
  readonly ownHead: number;
  readonly ownId: Head['id'];
} & (OwnRoom | { readonly room: null });

const STANDING = `
  SELECT person.id AS user, users.name AS called, person.head AS "ownHead", person.last AS "ownId",
    streams.id AS room, rooms.name, kind, rooms.members AS people,
    streams.head, streams.n, streams.last AS id, ${MEMBERSHIP_COLUMNS}
  FROM streams AS person LEFT JOIN users ON users.no = person.no
    LEFT JOIN members ON members.person = person.no
    LEFT JOIN rooms ON rooms.no = members.room LEFT JOIN streams ON streams.no = rooms.no
  WHERE person.id = ANY($1)`;

/** How people stand, in the order they are asked for. Someone unknown has no name, and stands nowhere. */
export async function standingsOf(
  connection: Connection,
  users: readonly UserId[],
  epoch: Epoch,
): Promise<Standing[]> {
  const rows = Map.groupBy(await connection.often<Stood>(STANDING, [users]), ({ user }) => user);
  return users.map((user) => standing(user, rows.get(user) ?? [], epoch));
}

function standing(user: UserId, rows: readonly Stood[], epoch: Epoch): Standing {
  const { called: name = null, ownHead: head = 0, ownId: id = '' } = rows[0] ?? {};
  const rooms = rows.filter((row): row is Stood & OwnRoom => row.room !== null);
  return {
    person: person({ id: user, name }),
    me: { epoch, head, id },
    rooms: rooms.map((room) => ({ ...ownRoom(room), epoch })),
  };
}

function ownRoom({ room, name, kind, people: members, n, head, id, ...row }: Stood & OwnRoom) {
  const { user: _user, called: _called, ownHead: _head, ownId: _id, ...membership } = row;
  return { room, name, kind, members, n, head, id, ...told(membership) };
}

export async function openRoomOf(connection: Connection, room: RoomId): Promise<OpenRoom | undefined> {
  const [row] = await connection.rows<OpenRoom>(`${OPEN_ROOMS} AND streams.id = $1`, [room]);
  return row && summary(row);
}

export async function openRoomsAfter(
  connection: Connection,
  { after, limit }: { after?: RoomId; limit: number },
): Promise<{ rooms: OpenRoom[]; more: boolean }> {
  const count = Math.max(0, Math.min(limit, PAGE_ROOMS_MAX));
  const rows = await connection.rows<OpenRoom>(
    `${OPEN_ROOMS} AND rooms.no > coalesce((
       SELECT no FROM rooms JOIN streams USING (no) WHERE id = $1 AND kind = 'open'), 0)
     ORDER BY rooms.no LIMIT $2`,
    [after ?? null, count + 1],
  );
  return { rooms: rows.slice(0, count).map(summary), more: rows.length > count };
}

/** Whoever registered first has the lowest number. */
export async function membersOf(
  connection: Connection,
  { no }: StreamEnd,
  { after, limit }: MembersQuery,
): Promise<MembersPage> {
  const count = Math.max(0, Math.min(limit, PAGE_MEMBERS_MAX));
  const rows = await connection.rows<Named>(
    `SELECT streams.id, users.name FROM members
       JOIN users ON users.no = members.person JOIN streams ON streams.no = members.person
     WHERE members.room = $1 AND members.person > coalesce((SELECT no FROM streams WHERE id = $2), 0)
     ORDER BY members.person LIMIT $3`,
    [no, after ?? null, count + 1],
  );
  return { members: rows.slice(0, count).map(person), more: rows.length > count };
}

function person({ id, name }: Named): Person {
  return name === null ? { id } : { id, name };
}

function summary({ room, name, members, n }: OpenRoom): OpenRoom {
  return { room, name, members, n };
}
