import type { Bus } from '@teahouse/server/bus/bus';
import { InProcessBus } from '@teahouse/server/bus/in-process';
import type { Engine } from '@teahouse/server/engine/engine';
import { Feeds } from '@teahouse/server/fanout/feeds';
import { FlushCycle } from '@teahouse/server/fanout/flush-cycle';
import { HeadsWatch } from '@teahouse/server/fanout/heads-watch';
import { type PlainOptions, PlainSession } from '@teahouse/server/sessions/plain-session';
import { Presence } from '@teahouse/server/sessions/presence';
import type { Services } from '@teahouse/server/sessions/services';
import { Session } from '@teahouse/server/sessions/session';
import type { Peer } from '@teahouse/server/sessions/wire';
import { takeWord } from '@teahouse/server/sessions/words';
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

export type Target = { readonly mode: 'json' } | ({ readonly mode: 'plain' } & PlainOptions);

interface Deps {
  readonly time: ProcessTime;
  readonly chance: Chance;
  readonly archive: Archive;
  readonly era: number;
  readonly engine: Engine;
  readonly faults: ServerFaults;
  readonly plant: Plant;
  readonly onTrouble: (error: unknown) => void;
}

/** Sockets, sessions and feeds, before an engine: what a node has one of, or one for each thread. */
export class Gateway {
  readonly bus: Bus;
  readonly connections: Connections;
  readonly #services: Services;
  readonly #feeds: Feeds;

  constructor(deps: Deps) {
    const { time, chance, archive, era, engine, faults, plant, onTrouble } = deps;
    const bus = busOf(deps);
    this.bus = plant.bus?.(bus) ?? bus;
    const cycle = new FlushCycle(time);
    const feeds = new Feeds({ archive, bus: this.bus, cycle, era, onPassing: takeWord, onTrouble });
    this.#feeds = plant.feeds?.(feeds) ?? feeds;
    this.connections = new Connections(time);
    this.#services = {
      engine,
      archive,
      feeds: this.#feeds,
      cycle,
      presence: new Presence(time),
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

  #sweepLater(time: ProcessTime): void {
    time.after(SWEEP_INTERVAL_MS, () => {
      this.#feeds.sweep();
      this.#sweepLater(time);
    });
  }
}

function busOf({ time, chance, faults }: Deps): Bus {
  const { bus } = faults;
  if (!bus) return new InProcessBus();
  return new FaultyBus({ time, chance, faults: () => faults.bus ?? bus });
}
