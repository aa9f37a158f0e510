import { parentPort, workerData } from 'node:worker_threads';
import { SqliteArchive } from './storage/sqlite/sqlite-archive.ts';
import { archiveService } from './storage/sqlite/thread-archive.ts';
import { serve } from './storage/sqlite/thread-server.ts';

// The thread that reads: history and catching up, beside commits and away from the sockets.
if (!parentPort) throw new Error('archive-thread.ts is the beginning of a thread');
const { folder } = workerData as { folder: string };

serve(parentPort, () => {
  const archive = SqliteArchive.open(folder);
  return archiveService(archive, archive.epochs);
});
