import { newCommandId } from '@teahouse/protocol/ids';
import { HOUSE } from '@teahouse/rules/commands/open-lobby';
import type { Bus } from '@teahouse/server/bus/bus';
import { createCommitter } from '@teahouse/server/engine/batch';
import type { Engine } from '@teahouse/server/engine/engine';
import { GroupCommit } from '@teahouse/server/engine/group-commit';
import type { Presence } from '@teahouse/server/presence/presence';
import type { Peer } from '@teahouse/server/sessions/wire';
import type { Archive } from '@teahouse/server/storage/archive';
import { StoreFailure } from '@teahouse/server/storage/log';
import type { Findings } from '../checks/findings.ts';
import type { Link } from '../network/link.ts';
import type { Chance } from '../world/chance.ts';
import { ProcessTime, type VirtualTime } from '../world/virtual-time.ts';
import type { Disk } from './disk.ts';
import { Gateway, type Target } from './gateway.ts';
import type { Plant } from './plant.ts';
import type { ServerFaults } from './server-faults.ts';
import { SlowArchive } from './slow-archive.ts';
import { SlowLog } from './slow-log.ts';

/** How long clients are given to spread their coming back, and to say goodbye. */
const RECONNECT_SPREAD_MS = 2_000;
const DRAIN_MS = 3_000;

export interface HouseParts {
  readonly time: VirtualTime;
  readonly chance: Chance;
  readonly disk: Disk;
  readonly faults: ServerFaults;
  readonly plant: Plant;
  readonly findings: Findings;
  /** Called once, when the process has ended, however that came. */
  readonly ended: () => void;
}

/** One life of a server: the real engine, sessions and feeds, put together as in `app.ts`. */
export class House {
  readonly #parts: HouseParts;
  readonly #time: ProcessTime;
  readonly #engine: GroupCommit;
  readonly #gateways: readonly Gateway[];
  readonly #links = new Map<Link, Gateway>();
  #state: 'starting' | 'open' | 'draining' | 'ended' = 'starting';

  constructor(parts: HouseParts) {
    const { chance, disk, faults, plant } = parts;
    this.#parts = parts;
    this.#time = new ProcessTime(parts.time, (chance.fraction() - 0.5) * 2 * faults.wallErrorMs);
    const everyGateway: Bus = {
      publish: (events) => {
        for (const { bus } of this.#gateways) bus.publish(events);
      },
      pass: () => {},
      subscribe: () => {
        throw new Error('sessions subscribe at their own gateway');
      },
    };
    const { log: stored, archive: read, era } = disk.open();
    const time = this.#time;
    const kill = () => this.kill();
    const slow = new SlowLog({
      log: stored,
      era,
      records: disk.records,
      time,
      chance,
      faults: () => faults.disk,
      kill,
    });
    const log = plant.log?.(slow, everyGateway) ?? slow;
    const committer = createCommitter(log, time);
    this.#engine = new GroupCommit({
      committer: plant.committer?.(committer, everyGateway) ?? committer,
      bus: everyGateway,
      soon: (callback) => time.soon(callback),
      // The process stops, but what was refused may still be on its way out.
      onFatal: () => time.soon(kill),
      onBug: (error) => parts.findings.report('NET-3', `a rule failed: ${String(error)}`),
    });
    const engine: Engine = plant.engine?.(this.#engine) ?? this.#engine;
    this.#gateways = this.#openGateways(read, era, engine);
    void this.#start();
  }

  get isOpen(): boolean {
    return this.#state === 'open';
  }

  get links(): readonly Link[] {
    return [...this.#links.keys()];
  }

  /** What each node knows of who is present; nothing where gateways are not nodes. */
  get presences(): readonly Presence[] {
    return this.#parts.faults.bus ? this.#gateways.map(({ presence }) => presence) : [];
  }

  /** Null while it does not listen. */
  accept(link: Link, target: Target): Peer | null {
    if (this.#state !== 'open') return null;
    const gateway = this.#parts.chance.pick(this.#gateways);
    this.#links.set(link, gateway);
    return gateway.accept(link, target);
  }

  closed(link: Link): void {
    this.#links.get(link)?.connections.remove(link);
    this.#links.delete(link);
  }

  /** As by kill -9. */
  kill(): void {
    if (this.#state === 'ended') return;
    this.#parts.findings.note(() => 'the server is killed');
    this.#end();
  }

  /** As on SIGTERM (R29). */
  async stop(): Promise<void> {
    if (this.#state !== 'open') return;
    this.#state = 'draining';
    this.#parts.findings.note(() => 'the server is told to stop');
    await this.#engine.stop();
    for (const { connections } of this.#gateways) connections.byeToAll(RECONNECT_SPREAD_MS);
    for (const { connections } of this.#gateways) await connections.allGone(DRAIN_MS);
    this.#end();
  }

  #openGateways(read: Archive, era: number, engine: Engine): readonly Gateway[] {
    const { chance, faults, plant } = this.#parts;
    const time = this.#time;
    const slowArchive = new SlowArchive({ archive: read, time, chance, faults: () => faults.reads });
    const archive = plant.archive?.(slowArchive) ?? slowArchive;
    const onTrouble = (error: unknown) => this.#trouble(error);
    const gateways = () => this.#gateways;
    const shared = { time, chance, archive, era, engine, faults, plant, gateways, onTrouble };
    return Array.from({ length: faults.gateways }, (_, index) => new Gateway({ ...shared, index }));
  }

  async #start(): Promise<void> {
    const id = newCommandId(this.#parts.chance.bytes);
    const outcome = await this.#engine.submit({ type: 'open_lobby', id, author: HOUSE });
    if (!outcome.ok) return this.kill();
    if (this.#state === 'starting') this.#state = 'open';
  }

  /** A store that refuses is part of the game; anything else that fails is a bug. */
  #trouble(error: unknown): void {
    const { findings } = this.#parts;
    if (error instanceof StoreFailure) findings.note(() => `trouble: ${error.code}`);
    else findings.report('NET-3', `something failed: ${String(error)}`);
  }

  #end(): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    this.#time.end();
    for (const link of this.#links.keys()) link.serverDied();
    this.#links.clear();
    this.#parts.ended();
  }
}
