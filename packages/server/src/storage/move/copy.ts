import { MoveError } from '../move-error.ts';
import { OTHER_STORE } from '../postgres/move-mark.ts';
import { differences } from './differences.ts';
import type { Ends } from './ends.ts';
import type { SourceStream, Stretch } from './event-source.ts';
import type { TargetStream } from './event-target.ts';
import { type MoveSource, ROWS_PER_PAGE } from './source.ts';
import { orderByKey, otherColumns, type Row, TABLES, type Table } from './tables.ts';

/**
 * Carries what the database does not have yet. It may be cut anywhere: what is there is looked at anew each time.
 * Beside a server that writes, what is carried is not of one moment, and not the last.
 */
export async function copy(ends: Ends): Promise<void> {
  const { source, target } = ends;
  await target.carryLives(source.epochs);
  await copyEvents(ends);
  await copyBlobs(ends);
  // Of one moment: no row comes without the one that it belongs to.
  await source.moment(() => copyTables(ends));
}

async function copyEvents({ source, target, told }: Ends): Promise<void> {
  const step = told.step('copy', 'events', { total: source.events.count, done: await target.events.count() });
  let adding: Promise<void> = Promise.resolve();
  for (const streams of source.events.streamPages()) {
    await adding;
    const stretches = await stretchesOf({ source, target }, streams);
    for (const batch of source.events.batches(stretches)) {
      // The database is still at the one before while this one is read.
      await adding;
      adding = target.events.add(batch).then(() => step.did(batch.length));
      // Whoever waits for it is told; a reader that fails meanwhile comes first.
      adding.catch(() => undefined);
    }
  }
  await adding;
}

/** What is to be carried of these streams. Those that are new are made. */
async function stretchesOf(
  { source, target }: Pick<Ends, 'source' | 'target'>,
  streams: readonly SourceStream[],
): Promise<Stretch[]> {
  const [first, last] = [streams[0]?.no ?? 0, streams.at(-1)?.no ?? 0];
  const known = new Map((await target.events.streams(first, last)).map((stream) => [stream.no, stream]));
  await target.events.addStreams(streams.filter(({ no }) => !known.has(no)));
  return streams.flatMap((stream) => {
    const there = known.get(stream.no);
    if (there) checkFollows(source, stream, there);
    const seq = there?.head ?? 0;
    return seq < stream.head ? [{ no: stream.no, seq, upTo: stream.head }] : [];
  });
}

/** What is there must be the beginning of what is here: a backup that was restored meanwhile is another history. */
function checkFollows(source: MoveSource, { stream, no, head }: SourceStream, there: TargetStream): void {
  const isBeginning = there.id === stream && there.head <= head;
  const last = there.head === 0 || !isBeginning ? undefined : source.events.at({ no, seq: there.head });
  if (isBeginning && (last?.id ?? '') === there.last) return;
  throw new MoveError('other_store', OTHER_STORE);
}

async function copyBlobs({ source, target, told }: Ends): Promise<void> {
  const step = told.step('copy', 'files', { total: source.blobs.count });
  for (const blobs of source.blobs.pages()) {
    await target.blobs.add(blobs);
    step.did(blobs.length);
  }
}

async function copyTables({ source, target, told }: Ends): Promise<void> {
  const total = TABLES.reduce((rows, table) => rows + source.count(table), 0);
  const step = told.step('copy', 'rows', { total });
  for (const table of TABLES) await copyTable({ source, target }, table, (rows) => step.did(rows));
}

async function copyTable(
  { source, target }: Pick<Ends, 'source' | 'target'>,
  table: Table,
  onCompared: (rows: number) => void,
): Promise<void> {
  let [put, gone]: [Row[], Row[]] = [[], []];
  const write = async () => {
    await target.tables.remove(table, gone);
    await target.tables.put(table, put);
    [put, gone] = [[], []];
  };
  const isSame = (one: Row, other: Row) => otherColumns(table, one, other).length === 0;
  const found = differences(source.pagesOf(table), target.tables.pages(table), {
    order: orderByKey(table),
    isSame,
    onCompared,
  });
  for await (const { here, there } of found) {
    if (here) put.push(here);
    else if (there && table.loses) gone.push(there);
    if (put.length + gone.length >= ROWS_PER_PAGE) await write();
  }
  await write();
}
