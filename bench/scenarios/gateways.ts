import { withGateways } from '../contestants/teahouse.ts';
import type { Measurement, Scenario, Target } from '../scenario.ts';
import { measureRooms } from './many-rooms.ts';
import { measureRoom } from './one-room.ts';

const ONE = withGateways('one gateway', 1);
const TWO = withGateways('two gateways', 2);
const CLIENTS = 1_000;

/** One room on one and on two gateway threads, which may use every core: what a delivery costs, and how many there are. */
export function gateways(senders: number, targets: readonly Target[]): Scenario {
  return {
    name: `gateways-${senders}`,
    title: `one room, 1,000 clients, ${senders} senders, on one and two gateway threads`,
    unit: 'deliveries per CPU-second',
    targets,
    entrants: [ONE, TWO].map((contestant) => ({
      name: contestant.name,
      measure: ({ seconds }) => measureRoom(contestant, { clients: CLIENTS, senders, seconds }),
    })),
  };
}

/** The same for many small rooms, whose members are at both. */
export function gatewaysOfRooms(): Scenario {
  return {
    name: 'gateways-rooms',
    title: '500 rooms of 10, 5,000 clients, 500 senders, on one and two gateway threads',
    unit: 'deliveries per CPU-second',
    targets: [],
    entrants: [ONE, TWO].map((contestant) => ({
      name: contestant.name,
      measure: (settings) => measureRooms(contestant, settings),
    })),
  };
}

/**
 * One server with half of that room, alone and beside another one like it that knows nothing of it. What the two cost more
 * than the one is the price of using every core of this machine, to which gateway threads come on top.
 */
export function besides(senders: number): Scenario {
  const measureHalf = (seconds: number) =>
    measureRoom(ONE, { clients: CLIENTS / 2, senders: senders / 2, seconds });
  return {
    name: `besides-${senders}`,
    title: `one room, 500 clients, ${senders / 2} senders, on one server, and on each of two side by side`,
    unit: 'deliveries per CPU-second',
    targets: [],
    entrants: [
      { name: 'one server', measure: ({ seconds }) => measureHalf(seconds) },
      {
        name: 'two servers',
        measure: async ({ seconds }) =>
          together(await Promise.all([measureHalf(seconds), measureHalf(seconds)])),
      },
    ],
  };
}

/** Of both: what they did in the time of both, and how long it took on average. */
function together([one, other]: readonly [Measurement, Measurement]): Measurement {
  const sum = (name: string) => (one.details[name] ?? 0) + (other.details[name] ?? 0);
  return {
    figure: sum('per s') / sum('server'),
    details: {
      'per s': sum('per s'),
      'median ms': sum('median ms') / 2,
      server: sum('server'),
      stalled: sum('stalled'),
    },
  };
}
