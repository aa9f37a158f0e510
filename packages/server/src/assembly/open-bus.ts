import { randomBytes } from 'node:crypto';
import type { Bus } from '../bus/bus.ts';
import { InProcessBus } from '../bus/in-process.ts';
import { type BusCounts, NatsBus } from '../bus/nats/nats-bus.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Logger } from '../runtime/logger.ts';
import type { Metrics } from '../runtime/metrics.ts';
import { chance } from './chance.ts';

/** What is told of the bus at /metrics. */
const METRICS: readonly (readonly [name: string, about: string, count: keyof BusCounts])[] = [
  ['teahouse_bus_forged', 'Messages on the bus with a seal that is not ours', 'forged'],
  ['teahouse_bus_malformed', 'Messages on the bus that make no sense', 'malformed'],
  ['teahouse_bus_dropped_away', 'Messages not sent because NATS was away', 'droppedAway'],
  ['teahouse_bus_dropped_behind', 'Messages not sent because NATS was behind', 'droppedBehind'],
  ['teahouse_bus_connections_lost', 'Connections to NATS that were lost', 'connectionsLost'],
  ['teahouse_bus_slow_consumer', 'Times that NATS found this node too slow', 'slowConsumer'],
];

interface Parts {
  readonly natsUrl: string | null;
  /** Shared by the nodes; absent if this one is alone. */
  readonly secret: Uint8Array | undefined;
  /** The life that the nodes share. */
  readonly cluster: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

export interface OpenedBus {
  readonly bus: Bus;
  /** Whether other nodes are heard of at once; null if there are none, or they are only found in the store. */
  status(): 'connected' | 'away' | null;
  close(): Promise<void>;
}

/** The bus that was asked for: to other nodes over NATS, or within this process. */
export function openBus({ natsUrl, secret, cluster, clock, logger, metrics }: Parts): OpenedBus {
  const onTrouble = (error: unknown) => logger.error({ err: error }, 'something failed on the bus');
  if (natsUrl === null || !secret) {
    return { bus: new InProcessBus(onTrouble), status: () => null, close: async () => undefined };
  }
  const bus = new NatsBus({
    address: natsUrl,
    cluster,
    secret,
    clock,
    random: chance,
    randomBytes,
    onStatus: (status, cause) => logger.warn({ status, err: cause }, 'the connection to NATS has changed'),
    onTrouble,
  });
  for (const [name, about, count] of METRICS) metrics.watch(name, about, () => bus.counts[count]);
  return { bus, status: () => bus.status, close: () => bus[Symbol.asyncDispose]() };
}
