import type { Command } from '@teahouse/rules/command';
import type { Commit, Committer } from '../../engine/engine.ts';
import type { Archive } from '../archive.ts';
import { type Answer, AskedArchive, type Question, type Ready } from '../asked-archive.ts';
import type { StoreFailure } from '../log.ts';
import { ThreadClient } from './thread-client.ts';
import { ThreadCommitter } from './thread-committer.ts';

const LOG_THREAD = new URL('../../log-thread.ts', import.meta.url);
const ARCHIVE_THREAD = new URL('../../archive-thread.ts', import.meta.url);

interface Parts {
  readonly folder: string;
  /** A thread died, or the store failed for good. Whoever waited has been refused already. At most once a thread. */
  readonly onFatal: (failure: StoreFailure) => void;
}

interface SqliteStore {
  readonly committer: Committer;
  readonly archive: Archive;
  close(): Promise<void>;
}

/**
 * Opens the store in a folder, making it if there is none: a thread that writes, so that no fsync holds
 * the sockets up, and a thread that reads beside it. Rejects with a `StoreOpenError`.
 */
export async function openSqliteStore(parts: Parts): Promise<SqliteStore> {
  const committer = await openLogThread(parts);
  try {
    const archive = await openArchiveThread(parts);
    return {
      committer,
      archive,
      async close() {
        // Readers first, so that the write-ahead log can be emptied.
        await archive.close();
        await committer.close();
      },
    };
  } catch (error) {
    await committer.close();
    throw error;
  }
}

export async function openLogThread(parts: Parts): Promise<ThreadCommitter> {
  const client = new ThreadClient<null, readonly Command[], Commit>({
    entry: LOG_THREAD,
    ...parts,
  });
  await client.ready;
  return new ThreadCommitter(client);
}

/** Of a store that a log has open. */
export async function openArchiveThread(parts: Parts): Promise<AskedArchive> {
  const client = new ThreadClient<Ready, Question, Answer>({
    entry: ARCHIVE_THREAD,
    ...parts,
  });
  return new AskedArchive(client, await client.ready);
}
