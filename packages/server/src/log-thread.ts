import { randomBytes } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { createCommitter } from './engine/batch.ts';
import { SqliteLog } from './storage/sqlite/sqlite-log.ts';
import { committerService } from './storage/sqlite/thread-committer.ts';
import { serve } from './storage/sqlite/thread-server.ts';

// The thread that writes: rules and fsync, away from the sockets.
if (!parentPort) throw new Error('log-thread.ts is the beginning of a thread');
const { folder } = workerData as { folder: string };

serve(parentPort, () => {
  const log = SqliteLog.open(folder, {
    randomName: () => randomBytes(8).toString('hex'),
    soon: (callback) => {
      setImmediate(callback);
    },
  });
  return committerService(log, createCommitter(log, { nowMs: () => Date.now() }));
});
