import { existsSync } from 'node:fs';
import { StoreOpenError } from '../open-error.ts';
import { connectReader } from './connection.ts';
import type { DatabaseSync } from './database.ts';
import { readEpochs } from './epoch-table.ts';
import { storeFiles } from './files.ts';
import type { Finding, Inspected } from './finding.ts';
import { BlobCheck } from './inspect-blobs.ts';
import { byStream, contradictions, type EventRow, eventIn, eventRows, placeOf } from './inspect-events.ts';
import { Kept, Rebuilt } from './inspect-projections.ts';
import { integrityFindings, tableFindings } from './inspect-tables.ts';
import { openError } from './open-error.ts';
import { checkedVersion } from './schema.ts';

/**
 * Looks at everything in a store and yields what cannot be so; returns what it looked at. It changes
 * nothing, also while a server runs: all is read of one moment, row by row. Meanwhile the server's write-ahead
 * log keeps growing, so on a large store it is for quiet hours. Throws a `StoreOpenError`.
 */
export function* inspect(folder: string): Generator<Finding, Inspected> {
  using database = connected(folder);
  database.exec('BEGIN');
  yield* integrityFindings(database);
  yield* tableFindings(database);
  return yield* eventFindings(database);
}

function connected(folder: string): DatabaseSync {
  const files = storeFiles(folder);
  if (!existsSync(files.database)) throw new StoreOpenError('missing', `There is no store in ${folder}.`);
  try {
    const database = connectReader(files);
    checkedVersion(database, folder);
    return database;
  } catch (error) {
    throw openError(error, folder);
  }
}

function* eventFindings(database: DatabaseSync): Generator<Finding, Inspected> {
  const lives = readEpochs(database).length;
  const kept = new Kept(database);
  const blobs = new BlobCheck(database);
  const inspected = { streams: 0, events: 0, messages: 0 };
  for (const rows of byStream(eventRows(database))) {
    const rebuilt = new Rebuilt();
    let before: EventRow | undefined;
    for (const row of rows) {
      const event = eventIn(row);
      yield* contradictions(row, { event, before, lives });
      if (event) {
        rebuilt.apply(event);
        yield* blobs.of(event, placeOf(row));
      }
      inspected.events++;
      if (event?.type === 'message') inspected.messages++;
      before = row;
    }
    inspected.streams++;
    if (before?.stream) yield* rebuilt.differences(kept, before.stream, before.no);
  }
  yield* blobs.rest();
  return inspected;
}
