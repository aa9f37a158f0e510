import { LOBBY, type RoomId, type UserId } from '@teahouse/protocol/ids';
import type { Actor, Surroundings } from '../actors/actor.ts';
import { ChatActor } from '../actors/chat-actor.ts';
import { ChatStores } from '../actors/chat-stores.ts';
import { ModelActor } from '../actors/model-actor.ts';
import { PlainActor } from '../actors/plain-actor.ts';
import type { Evidence } from '../checks/evidence.ts';
import type { Findings } from '../checks/findings.ts';
import { presenceTrouble } from '../checks/level-presence.ts';
import { WireMonitor } from '../checks/wire-monitor.ts';
import { Link, type LinkListener } from '../network/link.ts';
import { Weather } from '../network/weather.ts';
import { Disk } from '../server/disk.ts';
import type { Target } from '../server/gateway.ts';
import { House } from '../server/house.ts';
import type { Plant } from '../server/plant.ts';
import { endFaults } from '../server/server-faults.ts';
import type { Chance } from './chance.ts';
import { drawClimate, type Faults } from './faults.ts';
import { Records } from './records.ts';
import type { VirtualTime } from './virtual-time.ts';

interface Parts {
  readonly time: VirtualTime;
  readonly chance: Chance;
  readonly faults: Faults;
  readonly findings: Findings;
  readonly plant: Plant;
}

/** A server, those who use it, and the network between them. */
export class World implements Surroundings {
  readonly time: VirtualTime;
  readonly chance: Chance;
  readonly evidence: Evidence;
  readonly rooms = new Set<RoomId>([LOBBY]);
  readonly people = new Set<UserId>();
  readonly actors: Actor[] = [];
  readonly #parts: Parts;
  readonly #disk: Disk;
  readonly #monitors = new Map<Link, WireMonitor>();
  #house: House;
  #texts = 0;

  constructor(parts: Parts) {
    const { time, chance, findings, faults } = parts;
    this.time = time;
    this.chance = chance;
    this.#parts = parts;
    const records = new Records(findings);
    this.#disk = new Disk(records, chance);
    this.evidence = { records, findings, eraOf: this.#disk.eraOf, acknowledged: new Map() };
    this.#house = this.#open();
    for (let index = 0; index < faults.chats; index++) this.#addChat(new ChatStores());
    for (let index = 0; index < faults.models; index++)
      this.actors.push(new ModelActor(this, `model${index}`, this.#weather()));
    for (let index = 0; index < faults.plains; index++)
      this.actors.push(new PlainActor(this, `plain${index}`, this.#weather()));
  }

  get house(): House {
    return this.#house;
  }

  get disk(): Disk {
    return this.#disk;
  }

  readonly newText = (): string => {
    const text = `said ${++this.#texts}`;
    return this.#parts.faults.hasLongTexts ? text + LONG_TEXT : text;
  };

  readonly saidAtOnce = (): number =>
    this.#parts.faults.hasLongTexts ? this.chance.between(1, FLOOD_MAX) : 1;

  connect(target: Target, listener: LinkListener, { name, weather }: Pick<Actor, 'name' | 'weather'>): Link {
    let house: House | null = null;
    const link = new Link({
      after: (delayMs, run) => this.time.after(delayMs, run),
      weather,
      listener,
      host: {
        accept: (arriving) => {
          house = this.#house;
          this.evidence.findings.note(() => `${name} connects`);
          const peer = house.accept(arriving, target);
          if (peer && target.mode === 'json') this.#watch(arriving, name);
          return peer;
        },
        closed: (gone) => {
          this.evidence.findings.note(() => `the server has lost ${name}`);
          house?.closed(gone);
          this.#monitors.delete(gone);
        },
      },
    });
    return link;
  }

  /** One more device of somebody, with the same identity; a tab shares the outbox too (R20). */
  addDevice(): void {
    const stores = this.chance.pick(this.#chats).stores;
    if (!stores.identity) return;
    const shared = this.chance.happens(0.5) ? stores : new ChatStores();
    shared.identity = stores.identity;
    this.#addChat(shared);
  }

  restore(): void {
    this.#house.kill();
    if (this.#disk.restore()) this.evidence.findings.note(() => 'a backup is restored');
  }

  /** Nothing goes wrong any more. */
  calm(): void {
    endFaults(this.#parts.faults.server);
    for (const { weather } of this.actors) weather.calm();
  }

  /** What is left until everything has come to rest, or null. */
  unfinished(): string | null {
    if (!this.#house.isOpen) return 'the server is not open';
    for (const actor of this.actors) {
      const left = actor.unfinished();
      if (left !== null) return `${actor.name}: ${left}`;
    }
    return null;
  }

  /** Everything has come to rest: what was promised must be so. */
  check(): void {
    for (const actor of this.actors) actor.check();
    for (const [link, monitor] of this.#monitors) if (!link.isHalf) monitor.demandLevel();
  }

  /** Where nodes do not agree with the truth about who is present, or null. They are given time for that. */
  presenceTrouble(): string | null {
    return presenceTrouble(this.#house.presences, this.rooms);
  }

  get #chats(): readonly ChatActor[] {
    return this.actors.filter((actor) => actor instanceof ChatActor);
  }

  #addChat(stores: ChatStores): void {
    this.actors.push(new ChatActor(this, `chat${this.actors.length}`, this.#weather(), stores));
  }

  #weather(): Weather {
    return new Weather(this.chance, drawClimate(this.chance, this.#parts.faults));
  }

  #watch(link: Link, name: string): void {
    const monitor = new WireMonitor(this.evidence, name);
    link.watcher = monitor;
    this.#monitors.set(link, monitor);
  }

  #open(): House {
    const { time, chance, faults, findings, plant } = this.#parts;
    const ended = () => {
      this.#monitors.clear();
      time.after(chance.fraction() * faults.downMsMax, () => {
        this.#house = this.#open();
      });
    };
    return new House({ time, chance, disk: this.#disk, faults: faults.server, plant, findings, ended });
  }
}

/** Messages in a flood: one or two of them are more than the server holds for a slow reader. */
const FLOOD_MAX = 120;
/** Nearly as long as a text may be, in letters of three bytes. */
const LONG_TEXT = '茶'.repeat(3_900);
