import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Feeds } from '../fanout/feeds.ts';
import { FlushCycle, PAUSE_SHARE } from '../fanout/flush-cycle.ts';
import { HeadsWatch } from '../fanout/heads-watch.ts';
import type { Gateway } from '../gateways/gateway.ts';
import type { GatewayConfig } from '../gateways/gateway-thread-data.ts';
import type { House } from '../gateways/house.ts';
import { createHttpServer, listen } from '../http/listen.ts';
import { routes } from '../http/routes.ts';
import { readStaticFiles } from '../http/static-files.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import type { Metrics } from '../runtime/metrics.ts';
import { NO_RATE_LIMITS, RATE_LIMITS } from '../sessions/limits.ts';
import { Posts } from '../sessions/posts.ts';
import type { Services } from '../sessions/services.ts';
import { takingWords } from '../sessions/words.ts';
import { Connections } from '../transport/connections.ts';
import { Door } from '../transport/door.ts';
import { EventStreams } from '../transport/event-streams.ts';
import { isLoopbackName } from '../transport/origin.ts';
import { WebSockets } from '../transport/websockets.ts';
import { chance } from './chance.ts';

/** How long clients are given to spread their coming back after a restart. */
const RECONNECT_SPREAD_MS = 2_000;
/** How often feeds that nobody watches are looked for. */
const SWEEP_INTERVAL_MS = 30_000;
/** How often a gateway looks whether it has lost its store. */
const STALE_LOOK_MS = 1_000;
/** How long sockets may take to say goodbye before they are cut. */
const DRAIN_MS = 3_000;

interface Parts {
  readonly config: GatewayConfig;
  readonly house: House;
  readonly metrics: Metrics;
  readonly webFolder: string;
  readonly onTrouble: (error: unknown) => void;
}

/** Opens a gateway before a house. It accepts connections once it is told to listen. */
export function openGateway(parts: Parts): Gateway {
  const { config, house, metrics, onTrouble } = parts;
  const clock = systemClock;
  const { services, isStale, ...behind } = servicesOf(house, config, onTrouble);
  const connections = new Connections(clock);
  metrics.watch('teahouse_connections', 'Open WebSockets and event streams', () => connections.count);
  metrics.watch('teahouse_event_streams', 'Open event streams', () => services.posts.count);
  metrics.watch('teahouse_feeds', 'Streams shown live', () => services.feeds.count);

  let isDraining = false;
  const isReady = () => !isDraining && !isStale();
  const server = serverOf(parts, { services, connections, isReady });
  const timers = [behind, connections, ...timersOf(services, connections, isStale)];
  let closed: Promise<void> | null = null;
  const drain = () => {
    isDraining = true;
    closed ??= new Promise<void>((resolve) => server.close(() => resolve()));
    return closed;
  };

  return {
    async listen(address) {
      await listen(server, address, onTrouble);
      return (server.address() as AddressInfo).port;
    },
    drain: () => void drain(),
    async end() {
      const gone = drain();
      connections.byeToAll(RECONNECT_SPREAD_MS);
      await connections.allGone(DRAIN_MS);
      server.closeAllConnections();
      await gone;
      for (const timer of timers) timer[Symbol.dispose]();
    },
  };
}

interface Accepting {
  readonly services: Services;
  readonly connections: Connections;
  readonly isReady: () => boolean;
}

/** What answers on the port: the page and what else is on HTTP, and WebSockets. */
function serverOf(parts: Parts, { isReady, ...accepting }: Accepting): Server {
  const { config, house, webFolder, onTrouble } = parts;
  const { archive, admission, metrics, busStatus } = house;
  const files = readStaticFiles(webFolder);
  const app = routes({ archive, files, isReady, metrics, busStatus, onTrouble });
  const origins = { allowed: new Set(config.origins), listensOnLoopback: isLoopbackName(config.host) };
  const door = new Door({ origins, admission, isReady });
  const streams = new EventStreams({ ...accepting, door });
  const server = createHttpServer(streams.before(getRequestListener(app.fetch)));
  new WebSockets({ ...accepting, door, compression: config.compression }).listenOn(server);
  return server;
}

/** What sessions at this gateway use, and whether this gateway knows what others have written: see `HeadsWatch`. */
function servicesOf(house: House, config: GatewayConfig, onTrouble: (error: unknown) => void) {
  const clock = systemClock;
  const { archive, bus, engine, presence } = house;
  const cycle = new FlushCycle(clock, config.gateways === 1 ? PAUSE_SHARE : 0);
  const era = archive.eraOf(archive.epoch) ?? 0;
  const feeds = new Feeds({
    ...{ archive, bus, cycle, era, onTrouble },
    onPassing: (feed, word) => takeWord(feed, word),
  });
  const posts = new Posts({ feeds, clock, random: randomBytes });
  const takeWord = takingWords({ posts, takePresence: house.takePresence });
  const limits = config.limits === 'off' ? NO_RATE_LIMITS : RATE_LIMITS;
  const services: Services = {
    ...{ engine, archive, feeds, cycle, presence, posts, clock },
    ...{ random: randomBytes, limits, onTrouble },
  };
  // What is this process's alone comes no other way than over its bus, which loses nothing.
  const shown = () => feeds.begun;
  const watch = house.isShared
    ? new HeadsWatch({ archive, feeds: shown, clock, random: chance, onTrouble })
    : null;
  return {
    services,
    isStale: () => watch?.isStale ?? false,
    [Symbol.dispose]: () => watch?.[Symbol.dispose](),
  };
}

function timersOf(
  { feeds, clock }: Services,
  connections: Connections,
  isStale: () => boolean,
): Disposable[] {
  return [
    every(SWEEP_INTERVAL_MS, clock, () => feeds.sweep()),
    every(STALE_LOOK_MS, clock, () => {
      if (isStale()) connections.endAll('stale');
    }),
  ];
}

function every(intervalMs: number, clock: Clock, act: () => void): Disposable {
  let timer = clock.after(intervalMs, again);
  function again(): void {
    act();
    timer = clock.after(intervalMs, again);
  }
  return { [Symbol.dispose]: () => timer[Symbol.dispose]() };
}
