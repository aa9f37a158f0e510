import type { CommandId, StreamId } from '@teahouse/protocol/ids';
import { PAGE_BYTES_MAX, PAGE_EVENTS_MAX, PAGE_FILES_MAX } from '@teahouse/protocol/limits';
import type { EventsPage, FilesPage, FilesQuery, Reader, StoredEvent } from '../archive.ts';
import { joinedJson } from '../joined-json.ts';
import { fitting, type PageLimits, seqWithin } from '../page-cut.ts';
import type { Connection } from './connection.ts';

/** A stream as it stands. */
export interface StreamEnd {
  readonly no: number;
  readonly head: number;
  readonly n: number;
  readonly id: CommandId | '';
}

/** The type of the column goes no further. */
const SEQ_MAX = 2 ** 31 - 1;
/** A stream that nothing was written to. */
const NOWHERE: StreamEnd = { no: 0, head: 0, n: 0, id: '' };

export async function endOf(connection: Connection, stream: StreamId): Promise<StreamEnd> {
  const [end = NOWHERE] = await endsOf(connection, [stream]);
  return end;
}

/** In the order they are asked for. */
export async function endsOf(connection: Connection, streams: readonly StreamId[]): Promise<StreamEnd[]> {
  const sql = 'SELECT id AS stream, no, head, n, last AS id FROM streams WHERE id = ANY($1)';
  const rows = await connection.often<StreamEnd & { readonly stream: StreamId }>(sql, [streams]);
  const ends = new Map(rows.map(({ stream, ...end }) => [stream, end]));
  return streams.map((stream) => ends.get(stream) ?? NOWHERE);
}

/** The one place that says who may read what (S14). */
export async function mayRead(connection: Connection, reader: Reader, stream: StreamId): Promise<boolean> {
  if (reader === 'server') return true;
  if (reader !== 'visitor' && reader.user === stream) return true;
  const found =
    reader === 'visitor'
      ? await connection.rows(`SELECT 1 FROM streams JOIN rooms USING (no) WHERE id = $1 AND kind = 'open'`, [
          stream,
        ])
      : await connection.rows(
          `SELECT 1 FROM streams AS room, streams AS person, members
           WHERE room.id = $1 AND person.id = $2 AND members.room = room.no AND members.person = person.no`,
          [stream, reader.user],
        );
  return found.length > 0;
}

interface Stored {
  readonly seq: number;
  readonly id: CommandId;
  readonly era: number;
  readonly json: string;
}

/** The event that has this number, and which life it was written in. */
export async function placeOf(
  connection: Connection,
  stream: StreamId,
  seq: number,
): Promise<Pick<StoredEvent, 'id' | 'era'> | undefined> {
  // What is not a number that the database knows is no seq (R27).
  if (!Number.isInteger(seq) || seq < 1 || seq > SEQ_MAX) return undefined;
  const sql = `SELECT events.id, era FROM streams JOIN events ON events.stream = streams.no
               WHERE streams.id = $1 AND seq = $2`;
  const [place] = await connection.often<Pick<StoredEvent, 'id' | 'era'>>(sql, [stream, seq]);
  return place;
}

/** As many as fit in one page, and at least one if there is one. */
export async function eventsAfter(
  connection: Connection,
  { no, head }: StreamEnd,
  query: { after: number; limit: number },
): Promise<EventsPage> {
  const count = Math.min(query.limit, PAGE_EVENTS_MAX);
  const limits = { count, sizeBytes: PAGE_BYTES_MAX, atLeast: 1 };
  const events = await stretch(connection, { no, from: seqWithin(head, query.after), order: 'ASC' }, limits);
  return { head, events };
}

export async function newestEvents(
  connection: Connection,
  { no }: StreamEnd,
  limits: { events: number; sizeBytes: number },
): Promise<StoredEvent[]> {
  const { events: count, sizeBytes } = limits;
  const newest = await stretch(connection, { no, from: 0, order: 'DESC' }, { count, sizeBytes, atLeast: 0 });
  return newest.reverse();
}

/** Events of a stream from one of its ends, no more than needed: what does not fit is not sent by the database. */
async function stretch(
  connection: Connection,
  { no, from, order }: { no: number; from: number; order: 'ASC' | 'DESC' },
  limits: PageLimits,
): Promise<StoredEvent[]> {
  const rows = await connection.often<Stored>(
    `SELECT seq, id, era, json FROM (
       SELECT *, sum(octet_length(json)) OVER (ORDER BY seq ${order}) - octet_length(json) AS size_before FROM (
         SELECT seq, id, era, json FROM events WHERE stream = $1 AND seq > $2 ORDER BY seq ${order} LIMIT $3
       ) AS page
     ) AS sized WHERE size_before <= $4 ORDER BY seq ${order}`,
    [no, from, Math.max(0, limits.count), limits.sizeBytes],
  );
  return fitting(
    rows.map(({ json, ...event }) => ({ ...event, bytes: Buffer.from(json) })),
    limits,
  );
}

/** Messages of a room that came with a file. */
export async function filesBefore(
  connection: Connection,
  { no, head }: StreamEnd,
  { before, limit }: FilesQuery,
): Promise<FilesPage> {
  const count = Math.max(0, Math.min(limit, PAGE_FILES_MAX));
  const rows = await connection.rows<{ json: string }>(
    'SELECT json FROM events WHERE file AND stream = $1 AND seq <= $2 ORDER BY seq DESC LIMIT $3',
    [no, before === undefined ? head : seqWithin(head, before - 1), count + 1],
  );
  const bytes = rows.map(({ json }) => ({ bytes: Buffer.from(json) }));
  const files = fitting(bytes, { count, sizeBytes: PAGE_BYTES_MAX, atLeast: 1 });
  return { more: files.length < rows.length, json: joinedJson(files) };
}
