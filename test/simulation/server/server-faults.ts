import type { RateLimits } from '@teahouse/server/sessions/limits';
import type { BusFaults } from './faulty-bus.ts';
import type { ReadFaults } from './slow-archive.ts';
import type { DiskFaults } from './slow-log.ts';

/** What goes wrong at the server. Everyone looks here each time, so that it can be ended at any moment. */
export interface ServerFaults {
  readonly gateways: number;
  /** Null: the bus of a server that is one process. */
  bus: BusFaults | null;
  disk: DiskFaults;
  reads: ReadFaults;
  readonly limits: RateLimits;
  readonly wallErrorMs: number;
}

/** From now on nothing goes wrong. */
export function endFaults(faults: ServerFaults): void {
  if (faults.bus) faults.bus = { drop: 0, repeat: 0, delayMsMax: 5 };
  faults.disk = { commitMsMax: 5, full: 0, broken: 0, killed: 0 };
  faults.reads = { readMsMax: 1, refused: 0 };
}
