import { randomBytes } from 'node:crypto';
import { createCommitter } from '@teahouse/server/engine/batch';
import type { Committer } from '@teahouse/server/engine/engine';
import type { Archive } from '@teahouse/server/storage/archive';
import { openPostgresStore } from '@teahouse/server/storage/postgres/open-store';
import type { PostgresServer } from '@teahouse/server/storage/postgres/testing/postgres-server';
import { familyCpuSeconds, parentOf } from '../support/family-cpu.ts';

/** A node as far as the database sees it. */
export interface StoreOfNode {
  readonly committer: Committer;
  readonly archive: Archive;
  close(): Promise<void>;
}

export async function openNode(server: PostgresServer): Promise<StoreOfNode> {
  const store = await openPostgresStore({
    url: server.url(),
    randomName: () => randomBytes(8).toString('hex'),
    onFatal: (failure) => {
      throw failure;
    },
  });
  const committer = createCommitter(store.log, { nowMs: () => Date.now() });
  return { committer, archive: store.archive, close: () => store.close() };
}

/** The process that all connections of a database are children of. */
export async function postmasterOf(server: PostgresServer): Promise<number> {
  const sql = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'";
  const [row] = await server.run(sql);
  const pid = parentOf(Number(row?.pid));
  if (pid === undefined) throw new Error('PostgreSQL is not a process of this machine');
  return pid;
}

export interface Spent {
  /** Each a turn's, in microseconds. */
  readonly wallMicros: number;
  readonly nodeCpuMicros: number;
  readonly postgresCpuMicros: number;
}

/** Does something so many times and says what a turn took, here and in the database. */
export async function spentOn(
  postmaster: number,
  turns: number,
  act: (turn: number) => Promise<unknown>,
): Promise<Spent> {
  const before = { wall: performance.now(), cpu: process.cpuUsage(), postgres: familyCpuSeconds(postmaster) };
  for (let turn = 0; turn < turns; turn++) await act(turn);
  const { user, system } = process.cpuUsage(before.cpu);
  return {
    wallMicros: ((performance.now() - before.wall) * 1_000) / turns,
    nodeCpuMicros: (user + system) / turns,
    postgresCpuMicros: ((familyCpuSeconds(postmaster) - before.postgres) * 1e6) / turns,
  };
}
