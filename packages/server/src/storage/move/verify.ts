import { createHash } from 'node:crypto';
import { placeOf } from '../sqlite/inspect-events.ts';
import type { Blob } from './blob-source.ts';
import type { BlobSeal } from './blob-target.ts';
import { differences } from './differences.ts';
import type { Ends } from './ends.ts';
import type { SourceEvent, SourceStream } from './event-source.ts';
import type { TargetEvent, TargetStream } from './event-target.ts';
import { orderByKey, otherColumns, placeOfRow, TABLES } from './tables.ts';

/** Something that is not in the database as it is in the folder. */
export interface Mismatch {
  /** For a person: a stream and a seq, a table and a key. */
  readonly place: string;
  readonly sentence: string;
}

/** Reads everything in both, while nobody writes, and yields where the database has something else. */
export async function* verify(ends: Ends): AsyncGenerator<Mismatch, void> {
  const [here, there] = [ends.source.epochs, await ends.target.epochs()];
  if (here.join() !== there.join()) yield { place: 'lives', sentence: 'They are others.' };
  yield* streamMismatches(ends);
  yield* eventMismatches(ends);
  yield* blobMismatches(ends);
  yield* tableMismatches(ends);
}

/** Where streams end is kept beside the log in the database, and only there. */
async function* streamMismatches({ source, target }: Ends): AsyncGenerator<Mismatch, void> {
  for (const streams of source.events.streamPages()) {
    const there = await target.events.streams(streams[0]?.no ?? 0, streams.at(-1)?.no ?? 0);
    const known = new Map(there.map((stream) => [stream.no, stream]));
    for (const stream of streams) {
      if (isSameEnd(stream, known.get(stream.no))) continue;
      yield { place: stream.stream, sentence: 'It ends elsewhere.' };
    }
  }
}

function isSameEnd(here: SourceStream, there: TargetStream | undefined): boolean {
  return there?.head === here.head && there.n === here.n && there.last === here.id;
}

async function* eventMismatches({ source, target, told }: Ends): AsyncGenerator<Mismatch, void> {
  const step = told.step('compare', 'events', { total: source.events.count });
  const found = differences(source.events.pages(), target.events.pages(), {
    order: (one, other) => one.no - other.no || one.seq - other.seq,
    isSame: (here, there) => otherFields(here, there).length === 0,
    onCompared: (rows) => step.did(rows),
  });
  for await (const { here, there } of found) {
    if (!here) yield { place: `stream number ${there.no}, seq ${there.seq}`, sentence: NOT_HERE };
    else if (!there) yield { place: placeOf(here), sentence: NOT_THERE };
    else yield { place: placeOf(here), sentence: otherIn(otherFields(here, there)) };
  }
}

const NOT_HERE = 'It is not in the folder.';
const NOT_THERE = 'It is not in the database.';

function otherIn(fields: readonly string[]): string {
  return `It has another ${fields.join(', ')} in the database.`;
}

/** What of an event is not the same. What is stored is what is sent, so it is compared byte by byte. */
function otherFields(here: SourceEvent, there: TargetEvent): string[] {
  const others: [name: string, isSame: boolean][] = [
    ['life', here.era === there.era],
    ['running number', here.n === there.n],
    ['id', here.id === there.id],
    ['author', here.authorNo === there.author],
    ['kind', (here.message === 1) === there.message && (here.file === 1) === there.file],
    ['text', Buffer.from(there.json).equals(here.bytes)],
  ];
  return others.flatMap(([name, isSame]) => (isSame ? [] : [name]));
}

async function* blobMismatches({ source, target, told }: Ends): AsyncGenerator<Mismatch, void> {
  const step = told.step('compare', 'files', { total: source.blobs.count });
  for (const blobs of source.blobs.pages()) {
    const seals = await target.blobs.seals(blobs.map(({ id }) => id));
    for (const blob of blobs) {
      const seal = seals.get(blob.id);
      if (!seal) yield { place: `file ${blob.id}`, sentence: NOT_THERE };
      else if (!isSealed(blob, seal)) yield { place: `file ${blob.id}`, sentence: otherIn(['content']) };
    }
    step.did(blobs.length);
  }
  if ((await target.blobs.count()) > source.blobs.count)
    yield { place: 'files', sentence: 'There are more.' };
}

function isSealed({ type, bytes }: Blob, seal: BlobSeal): boolean {
  return type === seal.type && createHash('sha256').update(bytes).digest().equals(seal.hash);
}

async function* tableMismatches({ source, target, told }: Ends): AsyncGenerator<Mismatch, void> {
  const total = TABLES.reduce((rows, table) => rows + source.count(table), 0);
  const step = told.step('compare', 'rows', { total });
  for (const table of TABLES) {
    const found = differences(source.pagesOf(table), target.tables.pages(table), {
      order: orderByKey(table),
      isSame: (here, there) => otherColumns(table, here, there).length === 0,
      onCompared: (rows) => step.did(rows),
    });
    for await (const { here, there } of found) {
      if (!here) yield { place: placeOfRow(table, there), sentence: NOT_HERE };
      else if (!there) yield { place: placeOfRow(table, here), sentence: NOT_THERE };
      else yield { place: placeOfRow(table, here), sentence: otherIn(otherColumns(table, here, there)) };
    }
  }
}
