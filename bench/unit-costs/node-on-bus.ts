import { randomBytes } from 'node:crypto';
import { NatsBus } from '@teahouse/server/bus/nats/nats-bus';
import type { NatsServer } from '@teahouse/server/bus/nats/testing/nats-server';
import { systemClock } from '@teahouse/server/runtime/clock';

export const CLUSTER = 'measured';
export const SECRET = randomBytes(32);

/** A node as far as NATS sees it. */
export class NodeOnBus implements AsyncDisposable {
  readonly bus: NatsBus;

  static async open(server: NatsServer): Promise<NodeOnBus> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const node = new NodeOnBus(server, resolve);
    await promise;
    return node;
  }

  private constructor(server: NatsServer, onConnected: () => void) {
    this.bus = new NatsBus({
      address: server.address,
      cluster: CLUSTER,
      secret: SECRET,
      clock: systemClock,
      random: () => 0,
      randomBytes,
      onStatus: (status) => status === 'connected' && onConnected(),
      onTrouble: (error) => {
        throw error;
      },
    });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.bus[Symbol.asyncDispose]();
  }
}
