import { randomBytes } from 'node:crypto';
import { ERRORS } from '@teahouse/protocol/errors';
import { newCommandId } from '@teahouse/protocol/ids';
import { HOUSE } from '@teahouse/rules/commands/open-lobby';
import type { Bus } from '../bus/bus.ts';
import type { Config } from '../config.ts';
import { GroupCommit } from '../engine/group-commit.ts';
import { measured } from '../engine/measured.ts';
import type { House } from '../gateways/house.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Logger } from '../runtime/logger.ts';
import type { Metrics } from '../runtime/metrics.ts';
import type { StoreFailure } from '../storage/log.ts';
import { Admissions, CONNECTIONS_PER_ADDRESS_MAX } from '../transport/admission.ts';
import { openBus } from './open-bus.ts';
import { openPresence } from './open-presence.ts';
import type { Store } from './open-store.ts';

interface Parts {
  readonly config: Config;
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly onFatal: (failure: StoreFailure) => void;
}

/** A house as the thread that it is in sees it. */
export interface OpenHouse extends Omit<House, 'metrics'> {
  readonly bus: Bus;
  /** Takes no more commands; resolves when those that wait are answered. */
  stopCommands(): Promise<void>;
  close(): Promise<void>;
}

/** Puts together what gateways need, on a store that is open. */
export async function openHouse(parts: Parts): Promise<OpenHouse> {
  const { config, store } = parts;
  const { archive, secret } = store;
  const { natsUrl } = config;
  const opened = openBus({ ...parts, natsUrl, secret, cluster: archive.epoch });
  const engine = engineOf(parts, opened.bus);
  const present = openPresence({ ...parts, opened });
  const lobby = await engine.submit({ type: 'open_lobby', id: newCommandId(randomBytes), author: HOUSE });
  if (!lobby.ok) throw new Error(ERRORS[lobby.code].message);
  const perAddressMax = config.limits === 'off' ? Number.POSITIVE_INFINITY : CONNECTIONS_PER_ADDRESS_MAX;
  return {
    engine,
    archive,
    bus: opened.bus,
    presence: present.presence,
    takePresence: present.take,
    admission: new Admissions(perAddressMax),
    isShared: secret !== undefined,
    busStatus: opened.status,
    stopCommands: () => engine.stop(),
    async close() {
      present.close();
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
