import { bun } from '../contestants/bun.ts';
import type { Contestant } from '../contestants/contestant.ts';
import { socketIo } from '../contestants/socket-io.ts';
import { teahouse } from '../contestants/teahouse.ts';
import { tutorial } from '../contestants/tutorial.ts';
import type { Measurement, Scenario, Target } from '../scenario.ts';
import { closedLoop, sample } from '../support/closed-loop.ts';
import { newTally } from '../support/frame-counter.ts';
import { CONNECTING_MAX, inParallel } from '../support/in-parallel.ts';
import { whileRunning } from '../support/running.ts';

const CLIENTS = 1_000;
const OBSERVERS = 10;

/** Everybody in one room; some of them talk. */
export function oneRoom(senders: number, targets: readonly Target[]): Scenario {
  return {
    name: `one-room-${senders}`,
    title: `one room, 1,000 clients, ${senders} ${senders === 1 ? 'sender' : 'senders'}, 100 B`,
    unit: 'deliveries per CPU-second',
    targets,
    entrants: [teahouse, tutorial, socketIo, bun].map((contestant) => ({
      name: contestant.name,
      measure: ({ seconds }) => measureRoom(contestant, { clients: CLIENTS, senders, seconds }),
    })),
  };
}

interface Room {
  readonly clients: number;
  readonly senders: number;
  readonly seconds: number;
}

export function measureRoom(
  contestant: Contestant,
  { clients, senders, seconds }: Room,
): Promise<Measurement> {
  return whileRunning(contestant, async (server) => {
    const tally = newTally();
    const members = await inParallel(clients, CONNECTING_MAX, () => contestant.enter(server.port, tally));
    return closedLoop({
      server,
      tally,
      seconds,
      senders: sample(members, senders),
      observers: sample(members, OBSERVERS),
    });
  });
}
