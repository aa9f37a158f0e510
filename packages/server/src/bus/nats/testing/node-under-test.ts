import { randomBytes } from 'node:crypto';
import { systemClock } from '../../../runtime/clock.ts';
import type { LinkStatus } from '../link.ts';
import { NatsBus } from '../nats-bus.ts';
import { SECRET_BYTES_MIN } from '../seal.ts';

export const SECRET = Buffer.alloc(SECRET_BYTES_MIN, 5);

interface Options {
  readonly address: string;
  readonly cluster?: string;
  readonly secret?: Uint8Array;
}

/** The bus of one node, with the real time. */
export class NodeUnderTest implements AsyncDisposable {
  readonly bus: NatsBus;
  readonly troubles: unknown[] = [];
  /** Each change, in order. */
  readonly statuses: LinkStatus[] = [];
  #waiting: { readonly status: LinkStatus; readonly resolve: () => void }[] = [];

  constructor({ address, cluster = 'one', secret = SECRET }: Options) {
    this.bus = new NatsBus({
      address,
      cluster,
      secret,
      clock: systemClock,
      random: () => 0,
      randomBytes,
      onStatus: (status) => this.#note(status),
      onTrouble: (error) => this.troubles.push(error),
    });
  }

  /** Resolves when NATS is there, or away. */
  async until(status: LinkStatus): Promise<void> {
    if (this.bus.status === status) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push({ status, resolve });
    await promise;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.bus[Symbol.asyncDispose]();
  }

  #note(status: LinkStatus): void {
    this.statuses.push(status);
    for (const waiting of this.#waiting) if (waiting.status === status) waiting.resolve();
  }
}

/**
 * Resolves when each has heard what any of them published. NATS answers a node when it has handed on what that node
 * said, and another one after all that it had for it: so each is asked once for what it said, and then for what it heard.
 */
export async function settle(...nodes: readonly NodeUnderTest[]): Promise<void> {
  for (let round = 0; round < 2; round++) await Promise.all(nodes.map(({ bus }) => bus.settle()));
}

/** Nodes that have reached NATS. */
export async function connected(...nodes: readonly NodeUnderTest[]): Promise<void> {
  await Promise.all(nodes.map((node) => node.until('connected')));
}
