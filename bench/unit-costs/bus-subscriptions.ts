import type { StreamId } from '@teahouse/protocol/ids';
import { NatsServer } from '@teahouse/server/bus/nats/testing/nats-server';
import { residentKib } from '../support/cpu.ts';
import { idLetters } from './letters.ts';
import { NodeOnBus } from './node-on-bus.ts';
import type { UnitCosts } from './unit-costs.ts';

const SUBSCRIPTIONS = 50_000;

/** Memory of one more stream that a node listens to, here and in NATS. */
export async function busSubscriptions(): Promise<UnitCosts> {
  await using server = await NatsServer.start();
  await using node = await NodeOnBus.open(server);
  const before = { node: residentKib(process.pid), nats: residentKib(server.pid) };
  for (let index = 0; index < SUBSCRIPTIONS; index++) {
    node.bus.subscribe(`r_${idLetters(index)}` as StreamId, {
      onEvent: () => undefined,
      onHead: () => undefined,
      onPassing: () => undefined,
    });
  }
  await node.bus.settle();
  return {
    'bus: KiB of the node a stream': (residentKib(process.pid) - before.node) / SUBSCRIPTIONS,
    'bus: KiB of NATS a stream': (residentKib(server.pid) - before.nats) / SUBSCRIPTIONS,
  };
}
