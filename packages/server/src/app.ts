import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { openHouse } from './assembly/open-house.ts';
import type { Store } from './assembly/open-store.ts';
import type { Config } from './config.ts';
import { createHttpServer, listen } from './http/listen.ts';
import { routes } from './http/routes.ts';
import { readStaticFiles } from './http/static-files.ts';
import { type Clock, systemClock } from './runtime/clock.ts';
import type { Logger } from './runtime/logger.ts';
import { Metrics } from './runtime/metrics.ts';
import type { StoreFailure } from './storage/log.ts';
import { Connections } from './transport/connections.ts';
import { isLoopbackName } from './transport/origin.ts';
import { CONNECTIONS_PER_ADDRESS_MAX, WebSockets } from './transport/websockets.ts';

/** How long clients are given to spread their coming back after a restart. */
const RECONNECT_SPREAD_MS = 2_000;
/** How often feeds that nobody watches are looked for. */
const SWEEP_INTERVAL_MS = 30_000;
/** How often a node looks whether it has lost its store. */
const STALE_LOOK_MS = 1_000;
/** How long sockets may take to say goodbye before they are cut. */
const DRAIN_MS = 3_000;

interface Parts {
  readonly config: Config;
  readonly store: Store;
  readonly logger: Logger;
  readonly webFolder: string;
  /** The store is in a state that only a restart can mend. */
  readonly onFatal: (failure: StoreFailure) => void;
}

/** A running server. */
export interface App {
  readonly port: number;
  /** Takes no new sockets, finishes commits, tells clients to come back, and closes the store. */
  stop(): Promise<void>;
}

/** Puts the server together and starts it. With `assembly/` the only place that knows everyone. */
export async function startApp({ config, store, logger, webFolder, onFatal }: Parts): Promise<App> {
  const clock = systemClock;
  const metrics = new Metrics();
  const onTrouble = (error: unknown) => logger.error({ err: error }, 'something failed');
  const house = await openHouse({ config, store, clock, logger, metrics, onFatal, onTrouble });
  const { services, busStatus } = house;
  const { archive, feeds } = services;
  const connections = new Connections(clock);
  metrics.watch('teahouse_connections', 'Open WebSockets', () => connections.count);

  let isStopping = false;
  const isReady = () => !isStopping && !house.isStale();
  const files = readStaticFiles(webFolder);
  const server = createHttpServer(
    getRequestListener(routes({ archive, metrics, files, isReady, busStatus, onTrouble }).fetch),
  );
  const webSockets = new WebSockets({
    services,
    connections,
    isReady,
    origins: { allowed: new Set(config.origins), listensOnLoopback: isLoopbackName(config.host) },
    connectionsPerAddressMax:
      config.limits === 'off' ? Number.POSITIVE_INFINITY : CONNECTIONS_PER_ADDRESS_MAX,
  });
  webSockets.listenOn(server);
  await listen(server, config, onTrouble);
  const timers = [
    every(SWEEP_INTERVAL_MS, clock, () => feeds.sweep()),
    every(STALE_LOOK_MS, clock, () => {
      if (house.isStale()) connections.endAll('stale');
    }),
  ];

  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      isStopping = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await house.stopCommands();
      connections.byeToAll(RECONNECT_SPREAD_MS);
      await connections.allGone(DRAIN_MS);
      server.closeAllConnections();
      await closed;
      for (const timer of [...timers, connections]) timer[Symbol.dispose]();
      await house.close();
    },
  };
}

function every(intervalMs: number, clock: Clock, act: () => void): Disposable {
  let timer = clock.after(intervalMs, again);
  function again(): void {
    act();
    timer = clock.after(intervalMs, again);
  }
  return { [Symbol.dispose]: () => timer[Symbol.dispose]() };
}
