import { randomBytes } from 'node:crypto';
import type { Config } from '../config.ts';
import { createCommitter } from '../engine/batch.ts';
import type { Committer } from '../engine/engine.ts';
import { systemClock } from '../runtime/clock.ts';
import type { Archive } from '../storage/archive.ts';
import type { StoreFailure } from '../storage/log.ts';
import { openPostgresStore } from '../storage/postgres/open-store.ts';
import { openSqliteStore } from '../storage/sqlite/open-store.ts';

/** A store, open: its writing and its reading side. */
export interface Store {
  readonly committer: Committer;
  readonly archive: Archive;
  /** Known to the nodes that share this store, and to nobody else; absent if it is this node's alone. */
  readonly secret?: Uint8Array;
  close(): Promise<void>;
}

/** Opens the store that was asked for: a database that nodes share, or a folder of this node alone. */
export async function openStore(
  { databaseUrl, data }: Pick<Config, 'databaseUrl' | 'data'>,
  onFatal: (failure: StoreFailure) => void,
): Promise<Store> {
  if (databaseUrl === null) return openSqliteStore({ folder: data, onFatal });
  const randomName = () => randomBytes(8).toString('hex');
  const { log, ...store } = await openPostgresStore({ url: databaseUrl, randomName, onFatal });
  return { ...store, committer: createCommitter(log, systemClock) };
}
