import type { Epoch } from '@teahouse/protocol/ids';
import { MoveError, type MoveErrorReason } from '../move-error.ts';
import { StoreOpenError } from '../open-error.ts';
import type { Connection } from './connection.ts';

/**
 * A database that a store is moved into from a folder bears a mark from the first row on, and no node serves from
 * it before the move is finished. The lives of the folder come along; what they have in place of the identity of a
 * database is that of none, so that whoever opens the database first begins a life that follows them.
 */
const OF_FOLDER = 'folder';

interface Life {
  readonly epoch: Epoch;
  readonly database: string;
}

/** What is in a database before a store is moved into it. */
export interface Held {
  readonly lives: readonly Life[];
  readonly isMarked: boolean;
}

/** To be called while nobody else opens the store. */
export async function checkWhole(connection: Connection): Promise<void> {
  if ((await connection.rows('SELECT 1 FROM move WHERE NOT finished')).length === 0) return;
  const sentence =
    'The database is being filled by "teahouse migrate" and does not hold everything yet; run that to its end.';
  throw new StoreOpenError('unfinished', sentence);
}

/**
 * Marks a database as being filled with a store that had these lives, also when the last one was moved already.
 * Throws a `MoveError` if the database may not be written to. To be called while nobody else opens the store.
 */
export async function mark(connection: Connection, epochs: readonly Epoch[]): Promise<void> {
  const lives = await connection.rows<Life>('SELECT epoch, database FROM lives ORDER BY era');
  const isMarked = (await connection.rows('SELECT 1 FROM move')).length > 0;
  const refusal = refusalOf({ lives, isMarked }, epochs);
  if (refusal) throw new MoveError(...refusal);
  const sql = isMarked ? 'UPDATE move SET finished = false' : 'INSERT INTO move (finished) VALUES (false)';
  await connection.run(sql);
}

/** From now on nodes may open it. To be called while nobody else opens the store. */
export async function unmark(connection: Connection): Promise<void> {
  await connection.run('UPDATE move SET finished = true');
}

/** Writes down lives that the folder had. */
export async function carryLives(connection: Connection, epochs: readonly Epoch[]): Promise<void> {
  await connection.run(
    `INSERT INTO lives (era, epoch, database)
     SELECT era, epoch, $2 FROM unnest($1::text[]) WITH ORDINALITY AS carried (epoch, era)
     ON CONFLICT DO NOTHING`,
    [epochs, OF_FOLDER],
  );
}

type Refusal = readonly [reason: MoveErrorReason, sentence: string];

/** Why a store with these lives must not be moved into a database that holds this; undefined if it may. */
export function refusalOf({ lives, isMarked }: Held, epochs: readonly Epoch[]): Refusal | undefined {
  if (!isMarked && lives.length > 0) {
    return ['in_use', 'The database is the store of a Teahouse already, with a history of its own.'];
  }
  if (lives.some(({ database }) => database !== OF_FOLDER)) {
    const sentence =
      'The database was moved to before, and has been used since: it goes its own way, and the folder is the past.';
    return ['in_use', sentence];
  }
  if (lives.some(({ epoch }, index) => epoch !== epochs[index])) return ['other_store', OTHER_STORE];
  return undefined;
}

export const OTHER_STORE =
  'The database holds a part of another store than this folder does, or of what this one was before a backup was restored; empty it first.';
