import type { RoomId } from '@teahouse/protocol/ids';
import type { Command } from '@teahouse/rules/command';
import { PostgresServer } from '@teahouse/server/storage/postgres/testing/postgres-server';
import { commitAll, join, message, settle, type Town } from './people.ts';
import { openNode, postmasterOf, type StoreOfNode, spentOn } from './postgres-under-measure.ts';
import type { UnitCosts } from './unit-costs.ts';

/** Messages of a batch, each of somebody else. */
const BATCHES = [
  { messages: 1, where: 'rooms of their own', times: 400 },
  { messages: 10, where: 'rooms of their own', times: 300 },
  { messages: 100, where: 'rooms of their own', times: 100 },
  { messages: 100, where: 'one room', times: 100 },
  { messages: 500, where: 'rooms of their own', times: 40 },
] as const;
const WARM_UP_TURNS = 20;
const SIZE_TURNS = 100;
const NODES = 3;
/** Rooms and people of each of the nodes that commit at once. */
const PEOPLE = 500;
const TOGETHER_MS = 3_000;
const BATCH_TOGETHER = 100;

interface Measured {
  readonly server: PostgresServer;
  readonly nodes: readonly StoreOfNode[];
  readonly towns: readonly Town[];
  /** Everybody of all towns is there. */
  readonly common: RoomId;
}

/** What a batch costs the node and the database, and what three nodes do at once. */
export async function postgresCommits(): Promise<UnitCosts> {
  await using server = await PostgresServer.start();
  const nodes = await Promise.all(Array.from({ length: NODES }, () => openNode(server)));
  const towns: Town[] = [];
  for (const { committer } of nodes) towns.push(await settle(committer, PEOPLE));
  const common = towns[0]?.rooms[0];
  if (!common) throw new Error('there is no room');
  for (const [index, { committer }] of nodes.entries()) {
    const others = (towns[index] as Town).people.filter((_, place) => index > 0 || place > 0);
    await commitAll(
      committer,
      others.map((author) => join(author, common)),
    );
  }
  const measured = { server, nodes, towns, common };
  const costs = {
    ...(await sizes(measured)),
    ...(await alone(measured)),
    ...(await together(measured, 'rooms of their own')),
    ...(await together(measured, 'one room')),
  };
  await Promise.all(nodes.map((node) => node.close()));
  return costs;
}

type Where = (typeof BATCHES)[number]['where'];

function batchOf({ towns, common }: Measured, node: number, count: number, where: Where): Command[] {
  const { people, rooms } = towns[node] as Town;
  return people.slice(0, count).map((author, place) => {
    const own = rooms[place] as RoomId;
    return message(author, where === 'one room' ? common : own);
  });
}

async function alone(measured: Measured): Promise<UnitCosts> {
  const postmaster = await postmasterOf(measured.server);
  const { committer } = measured.nodes[0] as StoreOfNode;
  const costs: UnitCosts = {};
  for (const { messages, where, times } of BATCHES) {
    const commit = () => commitAll(committer, batchOf(measured, 0, messages, where));
    for (let turn = 0; turn < WARM_UP_TURNS; turn++) await commit();
    const { wallMicros, nodeCpuMicros, postgresCpuMicros } = await spentOn(postmaster, times, commit);
    const label = `postgres: ${messages} messages in ${where}`;
    costs[`${label}, µs a commit`] = wallMicros;
    costs[`${label}, CPU µs of the node`] = nodeCpuMicros;
    costs[`${label}, CPU µs of the database`] = postgresCpuMicros;
  }
  return costs;
}

/** What a message adds to the database, and to its log, which a standby is sent. */
async function sizes(measured: Measured): Promise<UnitCosts> {
  const { server, nodes } = measured;
  const sql = `SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint AS log,
    pg_database_size(current_database()) AS size`;
  const [before] = await server.run(sql);
  for (let turn = 0; turn < SIZE_TURNS; turn++) {
    await commitAll((nodes[0] as StoreOfNode).committer, batchOf(measured, 0, 100, 'rooms of their own'));
  }
  const [after] = await server.run(sql);
  const grown = (what: 'log' | 'size') => (Number(after?.[what]) - Number(before?.[what])) / SIZE_TURNS / 100;
  return {
    'postgres: bytes a message, stored': grown('size'),
    'postgres: bytes a message, in its write-ahead log': grown('log'),
  };
}

/** Each node commits one batch after the other. */
async function together(measured: Measured, where: Where): Promise<UnitCosts> {
  const { nodes } = measured;
  let commits = 0;
  const start = performance.now();
  await Promise.all(
    nodes.map(async ({ committer }, node) => {
      while (performance.now() - start < TOGETHER_MS) {
        await commitAll(committer, batchOf(measured, node, BATCH_TOGETHER, where));
        commits++;
      }
    }),
  );
  const seconds = (performance.now() - start) / 1_000;
  const label = `postgres: ${nodes.length} nodes, batches of ${BATCH_TOGETHER} in ${where}`;
  return { [`${label}, messages a second`]: (commits * BATCH_TOGETHER) / seconds };
}
