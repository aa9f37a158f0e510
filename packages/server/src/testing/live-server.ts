import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newCommandId } from '@teahouse/protocol/ids';
import { HOUSE } from '@teahouse/rules/commands/open-lobby';
import type { Bus } from '../bus/bus.ts';
import { InProcessBus } from '../bus/in-process.ts';
import { createCommitter } from '../engine/batch.ts';
import { GroupCommit } from '../engine/group-commit.ts';
import { Feeds } from '../fanout/feeds.ts';
import { FlushCycle } from '../fanout/flush-cycle.ts';
import { createHttpServer, listen } from '../http/listen.ts';
import { Presence } from '../presence/presence.ts';
import { systemClock } from '../runtime/clock.ts';
import { RATE_LIMITS } from '../sessions/limits.ts';
import { Posts } from '../sessions/posts.ts';
import type { Services } from '../sessions/services.ts';
import { takingWords } from '../sessions/words.ts';
import { MemoryStore } from '../storage/memory/memory-store.ts';
import { Admissions } from '../transport/admission.ts';
import { Connections } from '../transport/connections.ts';
import { Door } from '../transport/door.ts';
import { EventStreams } from '../transport/event-streams.ts';
import { WebSockets } from '../transport/websockets.ts';
import { type JoinedBus, joinedBuses } from './joined-buses.ts';
import { ManualClock } from './manual-clock.ts';

/** What stands behind a gateway. */
interface Behind extends Pick<Services, 'engine' | 'archive'> {
  readonly bus: Bus;
  readonly presence: Presence;
  readonly troubles: unknown[];
}

type Limits = NonNullable<Parameters<typeof createHttpServer>[1]>;

interface Options {
  readonly connectionsPerAddressMax?: number;
  readonly limits?: Limits;
  readonly compression?: 'on' | 'off';
  readonly servicesOf?: (presence: Presence, troubles: unknown[]) => Services;
}

/** WebSockets on a real port, before a store in memory. Heartbeats come when a test says so. */
export class LiveServer implements AsyncDisposable {
  readonly heartbeats = new ManualClock();
  readonly connections = new Connections(this.heartbeats);
  readonly presence = new Presence(systemClock);
  readonly services: Services;
  readonly troubles: unknown[] = [];
  readonly server: Server;
  isReady = true;

  private constructor({ connectionsPerAddressMax = 100, limits, compression = 'on', ...behind }: Options) {
    this.services = (behind.servicesOf ?? newServices)(this.presence, this.troubles);
    const { services, connections } = this;
    const door = new Door({
      origins: { allowed: new Set(['https://friend.example']), listensOnLoopback: true },
      admission: new Admissions(connectionsPerAddressMax),
      isReady: () => this.isReady,
    });
    const streams = new EventStreams({ services, connections, door });
    this.server = createHttpServer(
      streams.before((_request, response) => response.end('ok')),
      limits,
    );
    new WebSockets({ services, connections, door, compression }).listenOn(this.server);
  }

  static async start(options: Options = {}): Promise<LiveServer> {
    const live = new LiveServer(options);
    await live.services.engine.submit({ type: 'open_lobby', id: newCommandId(randomBytes), author: HOUSE });
    await listen(live.server, { port: 0, host: '127.0.0.1' }, (error) => live.troubles.push(error));
    return live;
  }

  /** Two gateways before one store, each of which hears what the other passes and publishes. */
  static async startTwo(): Promise<{
    one: LiveServer;
    other: LiveServer;
    bus: JoinedBus;
    otherBus: JoinedBus;
  }> {
    const [bus, otherBus] = joinedBuses();
    const one = new LiveServer({ servicesOf: (presence, troubles) => newServices(presence, troubles, bus) });
    const { engine, archive } = one.services;
    const other = new LiveServer({
      servicesOf: (presence, troubles) => gatewayOf({ engine, archive, bus: otherBus, presence, troubles }),
    });
    await one.services.engine.submit({ type: 'open_lobby', id: newCommandId(randomBytes), author: HOUSE });
    for (const { server, troubles } of [one, other])
      await listen(server, { port: 0, host: '127.0.0.1' }, (error) => troubles.push(error));
    return { one, other, bus, otherBus };
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Sockets of any kind that are open on the server's side. */
  openSockets(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.connections.byeToAll(0);
    const gone = this.connections.allGone(0);
    this.heartbeats.advance(0);
    await gone;
    this.server.closeAllConnections();
    await closed;
    this.connections[Symbol.dispose]();
  }
}

function newServices(presence: Presence, troubles: unknown[], bus: Bus = new InProcessBus()): Services {
  const store = new MemoryStore(() => 'name');
  const log = store.openLog();
  const archive = store.openArchive();
  const clock = systemClock;
  const onTrouble = (error: unknown) => troubles.push(error);
  const engine = new GroupCommit({
    committer: createCommitter(log, clock),
    bus,
    soon: (callback) => clock.soon(callback),
    onFatal: onTrouble,
    onBug: onTrouble,
  });
  return gatewayOf({ engine, archive, bus, presence, troubles });
}

function gatewayOf({ engine, archive, bus, presence, troubles }: Behind): Services {
  const clock = systemClock;
  const onTrouble = (error: unknown) => troubles.push(error);
  const cycle = new FlushCycle(clock);
  const feeds = new Feeds({
    ...{ archive, bus, cycle, era: 1, onTrouble },
    onPassing: (feed, word) => onPassing(feed, word),
  });
  const posts = new Posts({ feeds, clock, random: randomBytes });
  const onPassing = takingWords({ posts, takePresence: () => {} });
  const parts = { engine, archive, feeds, cycle, presence, posts, clock };
  return { ...parts, random: randomBytes, limits: RATE_LIMITS, onTrouble };
}
