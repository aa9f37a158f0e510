import type { TimeLimits } from '../postgres/connection.ts';
import { openError } from '../sqlite/open-error.ts';
import { copy } from './copy.ts';
import type { Ends } from './ends.ts';
import { type Progress, Told } from './progress.ts';
import { MoveSource } from './source.ts';
import { MoveTarget } from './target.ts';
import { type Mismatch, verify } from './verify.ts';

interface Parts {
  /** Where the embedded store is. */
  readonly folder: string;
  /** Of the database: postgres://… */
  readonly url: string;
  readonly onProgress: (progress: Progress) => void;
  /** Called for each thing that is not in the database as it is in the folder. */
  readonly onMismatch: (mismatch: Mismatch) => void;
  /** For tests: how long things may take. */
  readonly limits?: TimeLimits;
}

/** How a move ended. */
export type Moved =
  /** Everything is in the database, was compared, and nodes may open it. */
  | { readonly state: 'whole'; readonly events: number }
  /** A server has the store open. So many events are in the database, and it may write more. */
  | { readonly state: 'behind a server'; readonly events: number }
  /** The database has something else than the folder, and nodes may not open it. */
  | { readonly state: 'mismatched'; readonly mismatches: number };

/**
 * Moves a store from a folder into a database: what is not there yet is copied, then all of it compared, while the
 * folder's lock keeps servers away. If a server has the store open, what it has written so far is copied, and
 * somebody has to stop it and call this again. It may be cut anywhere and called again. Rejects with a
 * `StoreOpenError`, a `MoveError` or a `StoreFailure`.
 */
export async function move({ folder, onProgress, onMismatch, ...database }: Parts): Promise<Moved> {
  using source = MoveSource.open(folder);
  try {
    return await MoveTarget.fill({ ...database, epochs: source.epochs }, (target) =>
      carry({ source, target, told: new Told(onProgress) }, onMismatch),
    );
  } catch (error) {
    // What is wrong with the files may be found only when they are read.
    throw openError(error, folder);
  }
}

async function carry(ends: Ends, onMismatch: Parts['onMismatch']): Promise<Moved> {
  const { source, target } = ends;
  if (!source.stopWriting()) {
    await copy(ends);
    if (!source.stopWriting()) return { state: 'behind a server', events: await target.events.count() };
  }
  await copy(ends);
  let mismatches = 0;
  for await (const mismatch of verify(ends)) {
    mismatches++;
    onMismatch(mismatch);
  }
  if (mismatches > 0) return { state: 'mismatched', mismatches };
  await target.finish();
  return { state: 'whole', events: source.events.count };
}
