import type { Membership } from '@teahouse/rules/facts';
import type { Connection } from './connection.ts';
import { type MembershipChanges, type MembershipOutcome, outcomeOf } from './folded-changes.ts';
import { MEMBERSHIP_COLUMNS } from './membership-columns.ts';
import type { Streams } from './streams.ts';

interface Key {
  readonly person: number;
  readonly room: number;
}

type Written = Key & MembershipOutcome;

/** `$1` and `$2`: numbers of persons and rooms. */
const KEYS = 'unnest($1::bigint[], $2::bigint[]) AS key (person, room)';

/** Keeps who is in which room, and what is theirs alone there: see the same of SQLite. */
export async function writeMemberships(
  connection: Connection,
  streams: Streams,
  changed: readonly MembershipChanges[],
): Promise<void> {
  if (changed.length === 0) return;
  await streams.lookUp(changed.flatMap(({ user, room }) => [user, room]));
  const keys = changed.map(({ user, room }) => ({ person: streams.no(user), room: streams.no(room) }));
  const before = await membershipsOf(connection, keys);
  const written = changed.map((changes, index): Written => {
    const { person, room } = keys[index] as Key;
    return { person, room, ...outcomeOf(before.get(`${person} ${room}`), changes) };
  });
  await leave(
    connection,
    written.filter(({ wasLeft }) => wasLeft),
  );
  await readMentions(
    connection,
    written.filter(({ readUpTo }) => readUpTo > 0),
  );
  await put(connection, written);
  await mention(connection, written);
}

async function membershipsOf(connection: Connection, keys: readonly Key[]) {
  const rows = await connection.rows<Key & Membership>(
    `SELECT members.person, members.room, ${MEMBERSHIP_COLUMNS} FROM ${KEYS} JOIN members USING (person, room)`,
    columns(keys),
  );
  return new Map(rows.map(({ person, room, ...membership }) => [`${person} ${room}`, membership]));
}

/** Unread mentions go with it. */
async function leave(connection: Connection, left: readonly Key[]): Promise<void> {
  if (left.length === 0) return;
  await connection.run(
    `DELETE FROM members USING ${KEYS} WHERE members.person = key.person AND members.room = key.room`,
    columns(left),
  );
}

async function readMentions(connection: Connection, read: readonly Written[]): Promise<void> {
  if (read.length === 0) return;
  await connection.run(
    `DELETE FROM unread_mentions AS mention
     USING unnest($1::bigint[], $2::bigint[], $3::integer[]) AS key (person, room, up_to)
     WHERE mention.person = key.person AND mention.room = key.room AND message <= up_to`,
    [...columns(read), read.map(({ readUpTo }) => readUpTo)],
  );
}

async function put(connection: Connection, written: readonly Written[]): Promise<void> {
  const rows = written.flatMap(({ person, room, is }) => {
    if (!is) return [];
    const { readN, ...membership } = is;
    return [{ ...membership, person, room, read_n: readN }];
  });
  if (rows.length === 0) return;
  await connection.run(
    `INSERT INTO members (person, room, joined, read, read_n, mentions, pinned, notify, place)
     SELECT person, room, joined, read, read_n, mentions, pinned, notify, place
     FROM json_populate_recordset(null::members, $1)
     ON CONFLICT (person, room) DO UPDATE SET
       joined = excluded.joined, read = excluded.read, read_n = excluded.read_n, mentions = excluded.mentions,
       pinned = excluded.pinned, notify = excluded.notify, place = excluded.place`,
    [JSON.stringify(rows)],
  );
}

async function mention(connection: Connection, written: readonly Written[]): Promise<void> {
  const rows = written.flatMap(({ person, room, mentions }) =>
    mentions.map((message) => ({ person, room, message })),
  );
  if (rows.length === 0) return;
  await connection.run(
    'INSERT INTO unread_mentions SELECT * FROM json_populate_recordset(null::unread_mentions, $1)',
    [JSON.stringify(rows)],
  );
}

function columns(keys: readonly Key[]): [number[], number[]] {
  return [keys.map(({ person }) => person), keys.map(({ room }) => room)];
}
