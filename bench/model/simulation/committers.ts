import { COSTS, type Costs } from '../costs.ts';
import { Clockwork } from './clockwork.ts';
import { Cores, Thread } from './cores.ts';
import type { Message } from './message.ts';
import { RoomLocks } from './room-locks.ts';
import { PostgresStore, SharedDatabase } from './store.ts';

/** Through the kernel alone. */
const ROUND_TRIP_MICROS = 30;
const SECONDS = 2;

export interface Committers {
  readonly nodes: number;
  readonly messages: number;
  readonly rooms: number;
  /** Whether all nodes write to the same rooms. */
  readonly areShared: boolean;
  readonly costs?: Costs;
}

/**
 * Nodes that commit one batch after the other, as `bench/unit-costs/postgres-commits.ts` has them: in one process, on
 * the two cores that the database has too. Returns messages a second.
 */
export function committed({ nodes, messages, rooms, areShared, costs = COSTS }: Committers): number {
  const clockwork = new Clockwork();
  const cores = new Cores(clockwork, 2);
  const main = new Thread(clockwork, cores);
  const database = new SharedDatabase(clockwork, cores, { locks: new RoomLocks(clockwork), costs });
  let done = 0;
  for (let node = 0; node < nodes; node++) {
    const parts = { clockwork, database, main, roundTripMicros: ROUND_TRIP_MICROS, costs: costs.postgres };
    const store = new PostgresStore(parts);
    const first = areShared ? 0 : node * rooms;
    const batch = Array.from({ length: messages }, (_, index) => messageIn(first + (index % rooms)));
    const again = () =>
      store.commit(batch, () => {
        done += messages;
        again();
      });
    again();
  }
  clockwork.runUntil(SECONDS * 1e6);
  return done / SECONDS;
}

function messageIn(room: number): Message {
  return { room, saidMicros: 0, onShown: () => undefined };
}
