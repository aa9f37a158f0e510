import { createHash } from 'node:crypto';
import type { StreamId, UserId } from '@teahouse/protocol/ids';
import { PostgresServer } from '@teahouse/server/storage/postgres/testing/postgres-server';
import { settle } from './people.ts';
import { openNode, postmasterOf, type StoreOfNode, spentOn } from './postgres-under-measure.ts';
import type { UnitCosts } from './unit-costs.ts';

/** Half of them are people's own streams, half are rooms. */
const STREAMS = 10_000;
const PEOPLE_PER_COMMIT = 1_000;
const LOOKS = 30;
const PEOPLE_BACK = 1_600;
const RECENT = { events: 128, sizeBytes: 262_144 };
/** As after a node died: thousands come, and so many are on their way at a time. */
const AT_ONCE = 400;

/** What a look at heads costs for each stream that a node shows, and what someone who comes back asks the database. */
export async function databaseReads(): Promise<UnitCosts> {
  await using server = await PostgresServer.start();
  const node = await openNode(server);
  const streams: StreamId[] = [];
  while (streams.length < STREAMS) {
    const { people, rooms } = await settle(node.committer, PEOPLE_PER_COMMIT);
    streams.push(...people, ...rooms);
  }
  await server.run('VACUUM ANALYZE');
  const postmaster = await postmasterOf(server);
  await node.archive.heads(streams);
  const look = await spentOn(postmaster, LOOKS, () => node.archive.heads(streams));
  const people = streams.filter((stream) => stream.startsWith('u_')) as UserId[];
  const rooms = streams.filter((stream) => stream.startsWith('r_'));
  const back = await spentOn(postmaster, PEOPLE_BACK / AT_ONCE, (turn) =>
    Promise.all(people.slice(turn * AT_ONCE, (turn + 1) * AT_ONCE).map((user) => comeBack(node, user))),
  );
  const opened = await spentOn(postmaster, PEOPLE_BACK / AT_ONCE, (turn) =>
    Promise.all(rooms.slice(turn * AT_ONCE, (turn + 1) * AT_ONCE).map((room) => openRoom(node, room))),
  );
  await node.close();
  return {
    'heads watch: node, CPU µs a stream and look': look.nodeCpuMicros / STREAMS,
    'heads watch: database, CPU µs a stream and look': look.postgresCpuMicros / STREAMS,
    'coming back: node, CPU µs of its questions': back.nodeCpuMicros / AT_ONCE,
    'coming back: database, CPU µs of its questions': back.postgresCpuMicros / AT_ONCE,
    'opening a room: node, CPU µs of its questions': opened.nodeCpuMicros / AT_ONCE,
    'opening a room: database, CPU µs of its questions': opened.postgresCpuMicros / AT_ONCE,
  };
}

/** What a node asks for one client who shows a token and where it stood. */
async function comeBack({ archive }: StoreOfNode, user: UserId): Promise<void> {
  await archive.userByToken(createHash('sha256').update(user).digest());
  await archive.roomsOf(user);
}

/** And for each room that the node did not show yet. */
async function openRoom({ archive }: StoreOfNode, room: StreamId): Promise<void> {
  await archive.head(room);
  await archive.recent(room, RECENT);
}
