import { PAGE_BYTES_MAX, PAGE_MESSAGES_MAX } from '@teahouse/protocol/limits';
import type { MessagesPage, MessagesQuery } from '../archive.ts';
import { lookForFirstSince } from '../first-since.ts';
import { joinedJson } from '../joined-json.ts';
import { fitting, goesOn, seqWithin } from '../page-cut.ts';
import type { Connection } from './connection.ts';
import type { StreamEnd } from './pages.ts';

/** Messages a page may be made of, by their running numbers. */
interface Window {
  readonly first: number;
  readonly last: number;
}

/** Messages of a room, found by their running number. */
export async function messagesOf(
  connection: Connection,
  room: StreamEnd,
  query: MessagesQuery,
): Promise<MessagesPage> {
  const window = await windowOf(connection, room, query);
  const isForward = goesOn(query);
  const count = Math.max(0, Math.min(query.limit, PAGE_MESSAGES_MAX));
  const rows = await connection.rows<{ json: string }>(
    `SELECT json FROM events WHERE message AND stream = $1 AND n BETWEEN $2 AND $3
     ORDER BY n ${isForward ? 'ASC' : 'DESC'} LIMIT $4`,
    [room.no, window.first, window.last, count],
  );
  const bytes = rows.map(({ json }) => ({ bytes: Buffer.from(json) }));
  const messages = fitting(bytes, { count, sizeBytes: PAGE_BYTES_MAX, atLeast: 1 });
  const more = messages.length < window.last - window.first + 1;
  return { head: room.head, more, json: joinedJson(isForward ? messages : messages.reverse()) };
}

async function windowOf(
  connection: Connection,
  room: StreamEnd,
  { before, after, at }: MessagesQuery,
): Promise<Window> {
  const numberAt = (seq: number) => runningNumber(connection, room, seq);
  const next = after === undefined ? 1 : (await numberAt(seqWithin(room.head, after))) + 1;
  const since = at === undefined ? 1 : (await numberAt((await seqSince(connection, room, at)) - 1)) + 1;
  const last = before === undefined ? room.n : await numberAt(seqWithin(room.head, before - 1));
  return { first: Math.max(next, since), last };
}

async function runningNumber(connection: Connection, { no }: StreamEnd, seq: number): Promise<number> {
  const sql = 'SELECT n FROM events WHERE stream = $1 AND seq = $2';
  const [row] = await connection.rows<{ n: number }>(sql, [no, seq]);
  return row?.n ?? 0;
}

async function seqSince(connection: Connection, { no, head }: StreamEnd, at: number): Promise<number> {
  const looking = lookForFirstSince(head, at);
  let look = looking.next();
  while (!look.done) {
    const sql = 'SELECT json FROM events WHERE stream = $1 AND seq = $2';
    const [row] = await connection.rows<{ json: string }>(sql, [no, look.value]);
    look = looking.next(row && { bytes: Buffer.from(row.json) });
  }
  return look.value;
}
