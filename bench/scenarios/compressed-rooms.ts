import type { Contestant, ContestantWithRooms } from '../contestants/contestant.ts';
import { greet, LOBBY, memberOf, teahouse, uncompressed } from '../contestants/teahouse.ts';
import type { Measurement, Scenario, Settings, Target } from '../scenario.ts';
import { closedLoop } from '../support/closed-loop.ts';
import { newTally } from '../support/frame-counter.ts';
import { CONNECTING_MAX, inParallel } from '../support/in-parallel.ts';
import { longPassage } from '../support/passages.ts';
import { whileRunning } from '../support/running.ts';

const CLIENTS = 1_000;
const SENDERS = 10;
const OBSERVERS = 10;
const ROOMS = 300;
const MEMBERS_PER_ROOM = 10;
const ROOMS_OBSERVED = 100;

/** Everybody in one room, and nearly all agree on compression. Marks are looked for in what is not compressed, by the others. */
export function compressedRoom(texts: 'short' | 'long', targets: readonly Target[]): Scenario {
  const size = texts === 'short' ? '100 B' : '1.2 KB';
  return {
    name: `compressed-room-${texts}`,
    title: `compression, one room, 1,000 clients, 10 senders, ${size}`,
    unit: 'deliveries per CPU-second',
    targets,
    entrants: [teahouse, uncompressed].map((contestant) => ({
      name: contestant.name,
      measure: (settings) => measureRoom(contestant, texts, settings),
    })),
  };
}

/** Where a frame that is compressed has few takers. */
export function compressedRooms(targets: readonly Target[]): Scenario {
  return {
    name: 'compressed-rooms-long',
    title: 'compression, 300 rooms of 10, 300 senders, 1.2 KB',
    unit: 'deliveries per CPU-second',
    targets,
    entrants: [teahouse, uncompressed].map((contestant) => ({
      name: contestant.name,
      measure: (settings) => measureRooms(contestant, settings),
    })),
  };
}

function measureRoom(
  contestant: Contestant,
  texts: 'short' | 'long',
  { seconds }: Settings,
): Promise<Measurement> {
  return whileRunning(contestant, async (server) => {
    const tally = newTally();
    const members = await inParallel(CLIENTS, CONNECTING_MAX, async (index) => {
      const offersDeflate = index >= SENDERS + OBSERVERS;
      return memberOf(LOBBY, await greet(server.port, tally, { name: 'bench' }, { offersDeflate }));
    });
    const senders = members.slice(0, SENDERS);
    const observers = members.slice(SENDERS, SENDERS + OBSERVERS);
    const passage = texts === 'long' ? { passage: longPassage } : {};
    return closedLoop({ server, tally, seconds, senders, observers, ...passage });
  });
}

function measureRooms(contestant: ContestantWithRooms, { seconds }: Settings): Promise<Measurement> {
  return whileRunning(contestant, async (server) => {
    const tally = newTally();
    const deflating = MEMBERS_PER_ROOM - 2;
    const rooms = await inParallel(ROOMS, CONNECTING_MAX / MEMBERS_PER_ROOM, (number) =>
      contestant.fillRoom(server.port, tally, { number, members: MEMBERS_PER_ROOM, deflating }),
    );
    const senders = rooms.flatMap((members) => members.slice(0, 1));
    const observers = rooms.slice(0, ROOMS_OBSERVED).flatMap((members) => members.slice(1, 2));
    return closedLoop({ server, tally, seconds, senders, observers, passage: longPassage });
  });
}
