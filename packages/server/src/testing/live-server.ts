import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newCommandId } from '@teahouse/protocol/ids';
import { HOUSE } from '@teahouse/rules/commands/open-lobby';
import { InProcessBus } from '../bus/in-process.ts';
import { createCommitter } from '../engine/batch.ts';
import { GroupCommit } from '../engine/group-commit.ts';
import { Feeds } from '../fanout/feeds.ts';
import { FlushCycle } from '../fanout/flush-cycle.ts';
import { createHttpServer, listen } from '../http/listen.ts';
import { Presence } from '../presence/presence.ts';
import { systemClock } from '../runtime/clock.ts';
import { RATE_LIMITS } from '../sessions/limits.ts';
import type { Services } from '../sessions/services.ts';
import { takingWords } from '../sessions/words.ts';
import { MemoryStore } from '../storage/memory/memory-store.ts';
import { Admissions } from '../transport/admission.ts';
import { Connections } from '../transport/connections.ts';
import { WebSockets } from '../transport/websockets.ts';
import { ManualClock } from './manual-clock.ts';

type Limits = NonNullable<Parameters<typeof createHttpServer>[1]>;

interface Options {
  readonly connectionsPerAddressMax?: number;
  readonly limits?: Limits;
  readonly compression?: 'on' | 'off';
}

/** WebSockets on a real port, before a store in memory. Heartbeats come when a test says so. */
export class LiveServer implements AsyncDisposable {
  readonly heartbeats = new ManualClock();
  readonly connections = new Connections(this.heartbeats);
  readonly presence = new Presence(systemClock);
  readonly services: Services;
  readonly troubles: unknown[] = [];
  readonly webSockets: WebSockets;
  readonly server: Server;
  isReady = true;

  private constructor({ connectionsPerAddressMax = 100, limits, compression = 'on' }: Options) {
    this.services = servicesOf(this.presence, this.troubles);
    this.webSockets = new WebSockets({
      services: this.services,
      connections: this.connections,
      origins: { allowed: new Set(['https://friend.example']), listensOnLoopback: true },
      admission: new Admissions(connectionsPerAddressMax),
      compression,
      isReady: () => this.isReady,
    });
    this.server = createHttpServer((_request, response) => response.end('ok'), limits);
    this.webSockets.listenOn(this.server);
  }

  static async start(options: Options = {}): Promise<LiveServer> {
    const live = new LiveServer(options);
    await live.services.engine.submit({ type: 'open_lobby', id: newCommandId(randomBytes), author: HOUSE });
    await listen(live.server, { port: 0, host: '127.0.0.1' }, (error) => live.troubles.push(error));
    return live;
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

function servicesOf(presence: Presence, troubles: unknown[]): Services {
  const store = new MemoryStore(() => 'name');
  const log = store.openLog();
  const archive = store.openArchive();
  const clock = systemClock;
  const bus = new InProcessBus();
  const onTrouble = (error: unknown) => troubles.push(error);
  const engine = new GroupCommit({
    committer: createCommitter(log, clock),
    bus,
    soon: (callback) => clock.soon(callback),
    onFatal: onTrouble,
    onBug: onTrouble,
  });
  const cycle = new FlushCycle(clock);
  const onPassing = takingWords({ takePresence: () => {} });
  const feeds = new Feeds({ archive, bus, cycle, era: 1, onPassing, onTrouble });
  return {
    engine,
    archive,
    feeds,
    cycle,
    presence,
    clock,
    random: randomBytes,
    limits: RATE_LIMITS,
    onTrouble,
  };
}
