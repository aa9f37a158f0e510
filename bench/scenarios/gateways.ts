import { withGateways } from '../contestants/teahouse.ts';
import type { Scenario, Target } from '../scenario.ts';
import { measureRoom } from './one-room.ts';

const ENTRANTS = [withGateways('one gateway', 1), withGateways('two gateways', 2)];

/** One room on one and on two gateway threads, which may use every core: what a delivery costs, and how many there are. */
export function gateways(senders: number, targets: readonly Target[]): Scenario {
  return {
    name: `gateways-${senders}`,
    title: `one room, 1,000 clients, ${senders} senders, on one and two gateway threads`,
    unit: 'deliveries per CPU-second',
    targets,
    entrants: ENTRANTS.map((contestant) => ({
      name: contestant.name,
      measure: (settings) => measureRoom(contestant, senders, settings),
    })),
  };
}
