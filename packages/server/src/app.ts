import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { ERRORS } from '@teahouse/protocol/errors';
import { newCommandId } from '@teahouse/protocol/ids';
import { HOUSE } from '@teahouse/rules/commands/open-lobby';
import { InProcessBus } from './bus/in-process.ts';
import type { Config } from './config.ts';
import type { Committer } from './engine/engine.ts';
import { GroupCommit } from './engine/group-commit.ts';
import { measured } from './engine/measured.ts';
import { Feeds } from './fanout/feeds.ts';
import { FlushCycle } from './fanout/flush-cycle.ts';
import { createHttpServer, listen } from './http/listen.ts';
import { routes } from './http/routes.ts';
import { readStaticFiles } from './http/static-files.ts';
import { type Clock, systemClock } from './runtime/clock.ts';
import type { Logger } from './runtime/logger.ts';
import { Metrics } from './runtime/metrics.ts';
import { NO_RATE_LIMITS, RATE_LIMITS } from './sessions/limits.ts';
import { Presence } from './sessions/presence.ts';
import type { Services } from './sessions/services.ts';
import type { Archive } from './storage/archive.ts';
import type { StoreFailure } from './storage/log.ts';
import { Connections } from './transport/connections.ts';
import { isLoopbackName } from './transport/origin.ts';
import { CONNECTIONS_PER_ADDRESS_MAX, WebSockets } from './transport/websockets.ts';

/** How long clients are given to spread their coming back after a restart. */
const RECONNECT_SPREAD_MS = 2_000;
/** How often feeds that nobody watches are looked for. */
const SWEEP_INTERVAL_MS = 30_000;
/** How long sockets may take to say goodbye before they are cut. */
const DRAIN_MS = 3_000;

/** A store, open: its writing and its reading side. */
export interface Store {
  readonly committer: Committer;
  readonly archive: Archive;
  close(): Promise<void>;
}

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

/** Puts the server together and starts it. The only place that knows everyone. */
export async function startApp({ config, store, logger, webFolder, onFatal }: Parts): Promise<App> {
  const clock = systemClock;
  const metrics = new Metrics();
  const onTrouble = (error: unknown) => logger.error({ err: error }, 'something failed');
  const bus = new InProcessBus();
  const engine = new GroupCommit({
    committer: measured(store.committer, metrics, () => clock.monotonicMs()),
    bus,
    soon: (callback) => clock.soon(callback),
    onFatal,
    onBug: (error, { type, id }) => logger.error({ err: error, type, id }, 'a rule failed at a command'),
  });
  const lobby = await engine.submit({ type: 'open_lobby', id: newCommandId(randomBytes), author: HOUSE });
  if (!lobby.ok) throw new Error(ERRORS[lobby.code].message);

  const cycle = new FlushCycle(clock);
  const { archive } = store;
  const era = archive.eraOf(archive.epoch) ?? 0;
  const feeds = new Feeds({ archive, bus, cycle, era, onTrouble });
  const services: Services = {
    engine,
    archive,
    feeds,
    cycle,
    presence: new Presence(clock),
    clock,
    random: randomBytes,
    limits: config.limits === 'off' ? NO_RATE_LIMITS : RATE_LIMITS,
    onTrouble,
  };
  const connections = new Connections(clock);
  metrics.watch('teahouse_connections', 'Open WebSockets', () => connections.count);
  metrics.watch('teahouse_feeds', 'Streams shown live', () => feeds.count);

  let isReady = true;
  const files = readStaticFiles(webFolder);
  const server = createHttpServer(
    getRequestListener(routes({ archive, metrics, files, isReady: () => isReady, onTrouble }).fetch),
  );
  const webSockets = new WebSockets({
    services,
    connections,
    origins: { allowed: new Set(config.origins), listensOnLoopback: isLoopbackName(config.host) },
    connectionsPerAddressMax:
      config.limits === 'off' ? Number.POSITIVE_INFINITY : CONNECTIONS_PER_ADDRESS_MAX,
  });
  webSockets.listenOn(server);
  await listen(server, config, onTrouble);
  const sweeping = every(SWEEP_INTERVAL_MS, clock, () => feeds.sweep());

  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      isReady = false;
      webSockets.drain();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await engine.stop();
      connections.byeToAll(RECONNECT_SPREAD_MS);
      await connections.allGone(DRAIN_MS);
      server.closeAllConnections();
      await closed;
      sweeping[Symbol.dispose]();
      connections[Symbol.dispose]();
      await store.close();
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
