import { NO_RATE_LIMITS, RATE_LIMITS } from '@teahouse/server/sessions/limits';
import type { Climate } from '../network/weather.ts';
import type { ServerFaults } from '../server/server-faults.ts';
import type { Chance } from './chance.ts';

/** What goes wrong in one run, how often, and who is there. Times are averages; infinite means never. */
export interface Faults {
  readonly chats: number;
  readonly models: number;
  readonly plains: number;
  readonly durationMs: number;
  readonly actEveryMs: number;
  /** A few runs have floods of messages as long as can be, so that queues and rings overflow. */
  readonly hasLongTexts: boolean;
  readonly server: ServerFaults;
  readonly killEveryMs: number;
  readonly stopEveryMs: number;
  readonly downMsMax: number;
  readonly backupEveryMs: number;
  readonly restoreEveryMs: number;
  readonly cutEveryMs: number;
  readonly swallowEveryMs: number;
  readonly restartEveryMs: number;
  readonly newDeviceEveryMs: number;
  readonly slowReaders: number;
}

/** Usually each kind of fault is left out of many runs, so that none hides another. Roughly, the rare ones are in all. */
export type Manner = 'usual' | 'rough';

/** Draws the faults of a run. */
export function drawFaults(chance: Chance, manner: Manner): Faults {
  const often = (everyMs: number) => (chance.happens(0.4) ? everyMs : Number.POSITIVE_INFINITY);
  const hasLongTexts = chance.happens(0.01);
  const hasRestores = chance.happens(0.15) || manner === 'rough';
  return {
    chats: chance.between(1, 3),
    models: chance.between(0, 2),
    plains: chance.happens(0.3) ? 1 : 0,
    durationMs: chance.happens(0.1) ? chance.between(7_000, 20_000) : chance.between(1_000, 6_000),
    actEveryMs: chance.between(100, 400),
    hasLongTexts,
    server: drawServerFaults(chance, { hasFloods: hasLongTexts, refused: manner === 'rough' ? 0.2 : null }),
    killEveryMs: often(2_500),
    stopEveryMs: often(6_000),
    downMsMax: chance.between(0, 2_000),
    backupEveryMs: hasRestores ? 1_000 : Number.POSITIVE_INFINITY,
    restoreEveryMs: hasRestores ? 2_500 : Number.POSITIVE_INFINITY,
    cutEveryMs: often(1_500),
    swallowEveryMs: often(4_000),
    restartEveryMs: often(3_000),
    newDeviceEveryMs: often(3_000),
    slowReaders: hasLongTexts ? 0.8 : chance.pick([0, 0, 0.5]),
  };
}

function drawServerFaults(
  chance: Chance,
  { hasFloods, refused }: { readonly hasFloods: boolean; readonly refused: number | null },
): ServerFaults {
  const seldom = (probability: number) => (chance.happens(0.25) ? probability : 0);
  const bus = { drop: seldom(0.3), repeat: seldom(0.3), delayMsMax: chance.happens(0.5) ? 2_000 : 5 };
  return {
    gateways: chance.between(1, 2),
    bus: chance.happens(0.5) ? bus : null,
    disk: {
      commitMsMax: chance.pick([0, 5, 50]),
      full: seldom(0.05),
      broken: seldom(0.02),
      killed: seldom(0.05),
    },
    reads: { readMsMax: chance.pick([0, 0, 5, 50]), refused: refused ?? seldom(0.05) },
    limits: chance.happens(0.5) && !hasFloods ? RATE_LIMITS : NO_RATE_LIMITS,
    wallErrorMs: chance.happens(0.2) ? 3_600_000 : 0,
  };
}

export function drawClimate(chance: Chance, { slowReaders }: Faults): Climate {
  const isSlow = chance.happens(slowReaders);
  return {
    latencyMsMax: isSlow ? 400 : chance.pick([1, 20, 200]),
    pieceBytes: isSlow ? chance.between(100, 2_000) : 1_000_000,
    stallChance: isSlow ? 0.02 : 0,
    stallMsMax: 90_000,
  };
}
