import type { Bus } from '@teahouse/server/bus/bus';
import { InProcessBus } from '@teahouse/server/bus/in-process';
import type { Engine } from '@teahouse/server/engine/engine';
import type { Feed } from '@teahouse/server/fanout/feed';
import { Feeds } from '@teahouse/server/fanout/feeds';
import { FlushCycle } from '@teahouse/server/fanout/flush-cycle';
import { HeadsWatch } from '@teahouse/server/fanout/heads-watch';
import { Peers } from '@teahouse/server/presence/peers';
import { Presence } from '@teahouse/server/presence/presence';
import type { NodeId } from '@teahouse/server/presence/words';
import { type PlainOptions, PlainSession } from '@teahouse/server/sessions/plain-session';
import { Posts } from '@teahouse/server/sessions/posts';
import type { Services } from '@teahouse/server/sessions/services';
import { Session } from '@teahouse/server/sessions/session';
import type { Peer } from '@teahouse/server/sessions/wire';
import { encodeWord, takingWords } from '@teahouse/server/sessions/words';
import type { Archive } from '@teahouse/server/storage/archive';
import { Connections } from '@teahouse/server/transport/connections';
import type { Link } from '../network/link.ts';
import type { Chance } from '../world/chance.ts';
import type { ProcessTime } from '../world/virtual-time.ts';
import { FaultyBus } from './faulty-bus.ts';
import type { Plant } from './plant.ts';
import type { ServerFaults } from './server-faults.ts';

/** How often feeds that nobody watches are looked for. */
const SWEEP_INTERVAL_MS = 30_000;
/** So that no two of them have the same chance. */
const GATEWAYS_MAX = 100;

export type Target = { readonly mode: 'json' } | ({ readonly mode: 'plain' } & PlainOptions);

interface Deps {
  readonly time: ProcessTime;
  readonly chance: Chance;
  readonly archive: Archive;
  readonly era: number;
  readonly engine: Engine;
  readonly faults: ServerFaults;
  readonly plant: Plant;
  /** Its place among the gateways of its house, and those that are open. */
  readonly index: number;
  readonly gateways: () => readonly Gateway[];
  readonly onTrouble: (error: unknown) => void;
}

/** Sockets, sessions and feeds, before an engine: what a node has one of, or one for each thread. */
export class Gateway {
  readonly bus: Bus;
  readonly connections: Connections;
  readonly presence: Presence;
  /** Between gateways that are nodes; null where they are threads of one. */
  readonly #faultyBus: FaultyBus | null;
  readonly #services: Services;
  readonly #feeds: Feeds;

  constructor(deps: Deps) {
    const { time, chance, archive, era, engine, faults, plant, onTrouble } = deps;
    this.#faultyBus = this.#busBetween(deps);
    const bus = this.#faultyBus ?? new InProcessBus();
    this.bus = plant.bus?.(bus) ?? bus;
    const cycle = new FlushCycle(time);
    this.presence = new Presence(time);
    const peers = this.#faultyBus && this.#peersOf(deps);
    const onPassing = (feed: Feed, word: Uint8Array) => takeWord(feed, word);
    const feeds = new Feeds({ archive, bus: this.bus, cycle, era, onPassing, onTrouble });
    this.#feeds = plant.feeds?.(feeds) ?? feeds;
    const posts = new Posts({ feeds: this.#feeds, clock: time, random: chance.bytes });
    const takeWord = takingWords({ posts, takePresence: (room, word) => peers?.take(room, word) });
    this.connections = new Connections(time);
    this.#services = {
      engine,
      archive,
      feeds: this.#feeds,
      cycle,
      presence: this.presence,
      posts,
      clock: time,
      random: chance.bytes,
      limits: faults.limits,
      onTrouble,
    };
    this.#sweepLater(time);
    if (faults.bus) {
      const shown = () => this.#feeds.begun;
      new HeadsWatch({ archive, feeds: shown, clock: time, random: () => chance.fraction(), onTrouble });
    }
  }

  accept(link: Link, target: Target): Peer {
    const peer =
      target.mode === 'json'
        ? new Session(this.#services, link)
        : new PlainSession(this.#services, link, target);
    this.connections.add(link);
    return peer;
  }

  #busBetween({ time, chance, faults, index, gateways }: Deps): FaultyBus | null {
    const { bus } = faults;
    if (!bus) return null;
    return new FaultyBus({
      time,
      chance,
      faults: () => faults.bus ?? bus,
      passingChance: chance.branch(index),
      others: () =>
        gateways()
          .filter((gateway) => gateway !== this)
          .flatMap((other) => other.#faultyBus ?? []),
    });
  }

  #peersOf({ time, chance, index }: Deps): Peers {
    const own = chance.branch(GATEWAYS_MAX + index);
    return new Peers({
      presence: this.presence,
      node: `gateway ${index}` as NodeId,
      clock: time,
      random: () => own.fraction(),
      pass: (room, word) => this.bus.pass(room, encodeWord({ kind: 'presence', word })),
      isConnected: () => true,
    });
  }

  #sweepLater(time: ProcessTime): void {
    time.after(SWEEP_INTERVAL_MS, () => {
      this.#feeds.sweep();
      this.#sweepLater(time);
    });
  }
}
