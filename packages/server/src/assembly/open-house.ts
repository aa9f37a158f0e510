import { randomBytes } from 'node:crypto';
import { ERRORS } from '@teahouse/protocol/errors';
import { newCommandId } from '@teahouse/protocol/ids';
import { HOUSE } from '@teahouse/rules/commands/open-lobby';
import type { Bus } from '../bus/bus.ts';
import type { Config } from '../config.ts';
import { GroupCommit } from '../engine/group-commit.ts';
import { measured } from '../engine/measured.ts';
import { Feeds } from '../fanout/feeds.ts';
import { FlushCycle } from '../fanout/flush-cycle.ts';
import { HeadsWatch } from '../fanout/heads-watch.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Logger } from '../runtime/logger.ts';
import type { Metrics } from '../runtime/metrics.ts';
import { NO_RATE_LIMITS, RATE_LIMITS } from '../sessions/limits.ts';
import { Presence } from '../sessions/presence.ts';
import type { Services } from '../sessions/services.ts';
import { takeWord } from '../sessions/words.ts';
import type { StoreFailure } from '../storage/log.ts';
import { chance } from './chance.ts';
import { openBus } from './open-bus.ts';
import type { Store } from './open-store.ts';

interface Parts {
  readonly config: Config;
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly onFatal: (failure: StoreFailure) => void;
  readonly onTrouble: (error: unknown) => void;
}

/** Everything behind the sockets. */
export interface House {
  readonly services: Services;
  /** Whether this node knows what others have written: see `HeadsWatch`. */
  readonly isStale: () => boolean;
  readonly busStatus: () => 'connected' | 'away' | null;
  /** Takes no more commands; resolves when those that wait are answered. */
  stopCommands(): Promise<void>;
  close(): Promise<void>;
}

/** Puts together what sessions need, on a store that is open. */
export async function openHouse(parts: Parts): Promise<House> {
  const { config, store, clock, metrics, onTrouble } = parts;
  const { archive, secret } = store;
  const { natsUrl } = config;
  const opened = openBus({ ...parts, natsUrl, secret, cluster: archive.epoch });
  const engine = engineOf(parts, opened.bus);
  const cycle = new FlushCycle(clock);
  const era = archive.eraOf(archive.epoch) ?? 0;
  const feeds = new Feeds({ archive, bus: opened.bus, cycle, era, onPassing: takeWord, onTrouble });
  metrics.watch('teahouse_feeds', 'Streams shown live', () => feeds.count);
  // What is this node's alone comes no other way than over its bus, which loses nothing.
  const shown = () => feeds.begun;
  const watch = secret && new HeadsWatch({ archive, feeds: shown, clock, random: chance, onTrouble });
  const lobby = await engine.submit({ type: 'open_lobby', id: newCommandId(randomBytes), author: HOUSE });
  if (!lobby.ok) throw new Error(ERRORS[lobby.code].message);
  const limits = config.limits === 'off' ? NO_RATE_LIMITS : RATE_LIMITS;
  const presence = new Presence(clock);
  return {
    services: { engine, archive, feeds, cycle, presence, clock, random: randomBytes, limits, onTrouble },
    isStale: () => watch?.isStale ?? false,
    busStatus: opened.status,
    stopCommands: () => engine.stop(),
    async close() {
      watch?.[Symbol.dispose]();
      await opened.close();
      await store.close();
    },
  };
}

function engineOf({ store, clock, logger, metrics, onFatal }: Parts, bus: Bus): GroupCommit {
  return new GroupCommit({
    committer: measured(store.committer, metrics, () => clock.monotonicMs()),
    bus,
    soon: (callback) => clock.soon(callback),
    onFatal,
    onBug: (error, { type, id }) => logger.error({ err: error, type, id }, 'a rule failed at a command'),
  });
}
