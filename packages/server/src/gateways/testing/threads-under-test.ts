import { once } from 'node:events';
import { BroadcastChannel } from 'node:worker_threads';
import { openHouse } from '../../assembly/open-house.ts';
import { readConfig } from '../../config.ts';
import { createCommitter } from '../../engine/batch.ts';
import { Presence } from '../../presence/presence.ts';
import { type Clock, systemClock } from '../../runtime/clock.ts';
import { createLogger } from '../../runtime/logger.ts';
import { Metrics } from '../../runtime/metrics.ts';
import { MemoryStore } from '../../storage/memory/memory-store.ts';
import { ManualClock } from '../../testing/manual-clock.ts';
import { RawClient } from '../../testing/raw-client.ts';
import { Admissions } from '../../transport/admission.ts';
import { GatewayThreads } from '../gateway-threads.ts';
import { Steps } from '../steps.ts';
import { ORDERS, type Order } from './orders.ts';

const ENTRY = new URL('./ordered-gateway-thread.ts', import.meta.url);

/** Gateways in real threads before a store in memory. What they wait for comes when a test says so. */
export class ThreadsUnderTest implements AsyncDisposable {
  readonly waits = new ManualClock();
  readonly presence = new Presence(systemClock);
  /** Which gateway it was, and what was said of it. */
  readonly crashes: string[] = [];
  readonly troubles: unknown[] = [];
  threads!: GatewayThreads;
  port = 0;
  #orders = new BroadcastChannel(ORDERS);
  #clients: RawClient[] = [];
  #close!: () => Promise<void>;

  static async start(perAddressMax = Number.POSITIVE_INFINITY): Promise<ThreadsUnderTest> {
    const started = new ThreadsUnderTest();
    await started.#start(perAddressMax);
    return started;
  }

  async #start(perAddressMax: number): Promise<void> {
    const memory = new MemoryStore(() => 'name');
    const committer = createCommitter(memory.openLog(), systemClock);
    const store = { committer, archive: memory.openArchive(), close: async () => undefined };
    const config = readConfig(['--port', '0', '--gateways', '2'], {});
    const metrics = new Metrics();
    const logger = createLogger('silent');
    const onFatal = (failure: unknown) => this.troubles.push(failure);
    const house = await openHouse({ config, store, clock: systemClock, logger, metrics, onFatal });
    const clock: Clock = { ...systemClock, after: (delayMs, act) => this.waits.after(delayMs, act) };
    const { host, origins, limits, gateways, compression } = config;
    this.threads = new GatewayThreads({
      count: gateways,
      entry: ENTRY,
      house: { ...house, presence: this.presence, admission: new Admissions(perAddressMax) },
      data: {
        config: { host, origins, limits, gateways, compression },
        epochs: store.archive.epochs,
        isShared: false,
        webFolder: '/nowhere',
      },
      metrics,
      steps: new Steps(systemClock, 0.5),
      clock,
      onCrash: (error, gateway) => this.crashes.push(`${gateway}: ${error}`),
      onTrouble: (error) => this.troubles.push(error),
    });
    this.#close = () => house.close();
    this.port = await this.threads.listen({ port: 0, host });
  }

  /** Resolves when the gateway does nothing any more. */
  async hang(gateway: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#orders.onmessage = () => resolve();
    this.order(gateway, 'hang');
    await promise;
  }

  order(gateway: number, what: Order['what']): void {
    this.#orders.postMessage({ gateway, what } satisfies Order);
  }

  /** A client that is welcomed; it is let go in the end. */
  async enter(hello?: string): Promise<RawClient> {
    const client = await RawClient.welcomed(this.port, hello);
    this.#clients.push(client);
    return client;
  }

  /** So many guests that the kernel has given some to each gateway. */
  crowd(count = 24): Promise<RawClient[]> {
    return Promise.all(Array.from({ length: count }, () => this.enter()));
  }

  async metrics(): Promise<string> {
    return await (await fetch(`http://127.0.0.1:${this.port}/metrics`)).text();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ending = this.threads.end();
    for (const client of this.#clients) client.destroy();
    await ending;
    this.#orders.close();
    await this.#close();
  }
}

/** Resolves when a client's connection is gone, whoever ended it. */
export async function gone({ socket }: RawClient): Promise<void> {
  if (!socket.readableEnded && !socket.destroyed)
    await Promise.race([once(socket, 'end'), once(socket, 'close')]);
}

/** Resolves when something is so: looked at whenever the event loop has gone round. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise(setImmediate);
}
