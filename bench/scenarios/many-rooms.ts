import type { ContestantWithRooms } from '../contestants/contestant.ts';
import { teahouse } from '../contestants/teahouse.ts';
import { tutorialRooms } from '../contestants/tutorial.ts';
import type { Measurement, Scenario, Settings, Target } from '../scenario.ts';
import { closedLoop, sample } from '../support/closed-loop.ts';
import { newTally } from '../support/frame-counter.ts';
import { CONNECTING_MAX, inParallel } from '../support/in-parallel.ts';
import { whileRunning } from '../support/running.ts';

const ROOMS = 500;
const MEMBERS_PER_ROOM = 10;
const OBSERVERS = 100;

/** Many small rooms, one member of each talking: there is little to gather in one write. */
export function manyRooms(targets: readonly Target[]): Scenario {
  return {
    name: 'many-rooms',
    title: '500 rooms of 10, 5,000 clients, 500 senders, 100 B',
    unit: 'deliveries per CPU-second',
    targets,
    entrants: [teahouse, tutorialRooms].map((contestant) => ({
      name: contestant.name,
      measure: (settings) => measureRooms(contestant, settings),
    })),
  };
}

export function measureRooms(contestant: ContestantWithRooms, settings: Settings): Promise<Measurement> {
  return whileRunning(contestant, async (server) => {
    const tally = newTally();
    const rooms = await inParallel(ROOMS, CONNECTING_MAX / MEMBERS_PER_ROOM, (number) =>
      contestant.fillRoom(server.port, tally, { number, members: MEMBERS_PER_ROOM }),
    );
    return closedLoop({
      server,
      tally,
      seconds: settings.seconds,
      senders: rooms.flatMap((members) => members.slice(0, 1)),
      // The second of a room only listens.
      observers: sample(rooms, OBSERVERS).flatMap((members) => members.slice(1, 2)),
    });
  });
}
