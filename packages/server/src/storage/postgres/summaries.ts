import type { Epoch, RoomId, UserId } from '@teahouse/protocol/ids';
import { PAGE_MEMBERS_MAX, PAGE_ROOMS_MAX } from '@teahouse/protocol/limits';
import type { OpenRoom, Person, RoomSummary } from '@teahouse/protocol/server-frames';
import type { Membership } from '@teahouse/rules/facts';
import { told } from '@teahouse/rules/own-room';
import type { MembersPage, MembersQuery, Standing } from '../archive.ts';
import type { Connection } from './connection.ts';
import { MEMBERSHIP_COLUMNS } from './membership-columns.ts';
import { endOf, type StreamEnd } from './pages.ts';

interface Named {
  readonly id: UserId;
  readonly name: string | null;
}

const OPEN_ROOMS = `
  SELECT streams.id AS room, name, members, n, rooms.no AS no
  FROM rooms JOIN streams ON streams.no = rooms.no WHERE kind = 'open'`;

export async function personOfToken(connection: Connection, hash: Uint8Array): Promise<Person | undefined> {
  const [row] = await connection.rows<Named>(
    `SELECT id, name FROM tokens JOIN users ON users.no = tokens.person JOIN streams ON streams.no = users.no
     WHERE hash = $1`,
    [Buffer.from(hash)],
  );
  return row && person(row);
}

/** Someone unknown has no name. */
export async function standingOf(connection: Connection, user: UserId, epoch: Epoch): Promise<Standing> {
  const sql = 'SELECT id, name FROM users JOIN streams USING (no) WHERE id = $1';
  const [named = { id: user, name: null }] = await connection.rows<Named>(sql, [user]);
  const { head, id } = await endOf(connection, user);
  const rooms = await roomsOf(connection, user);
  return { person: person(named), me: { epoch, head, id }, rooms: rooms.map((room) => ({ ...room, epoch })) };
}

type OwnRoom = Omit<StreamEnd, 'no'> &
  Membership &
  Pick<RoomSummary, 'room' | 'name' | 'kind'> & { readonly people: number };

async function roomsOf(connection: Connection, user: UserId): Promise<Omit<RoomSummary, 'epoch'>[]> {
  const rows = await connection.rows<OwnRoom>(
    `SELECT streams.id AS room, rooms.name, kind, rooms.members AS people,
       streams.head, streams.n, streams.last AS id, ${MEMBERSHIP_COLUMNS}
     FROM streams AS person JOIN members ON members.person = person.no
       JOIN rooms ON rooms.no = members.room JOIN streams ON streams.no = rooms.no
     WHERE person.id = $1`,
    [user],
  );
  return rows.map(({ room, name, kind, people: members, n, head, id, ...membership }) => {
    return { room, name, kind, members, n, head, id, ...told(membership) };
  });
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
