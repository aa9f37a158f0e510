import type { Costs } from '../costs.ts';
import type { Clockwork } from './clockwork.ts';
import { type Cores, Thread } from './cores.ts';
import type { Message } from './message.ts';
import type { RoomLocks } from './room-locks.ts';

/** Puts a batch on disk. */
export interface Store {
  commit(batch: readonly Message[], then: () => void): void;
}

export class SqliteStore implements Store {
  readonly thread: Thread;
  readonly #costs: Costs['sqlite'];

  constructor(thread: Thread, costs: Costs['sqlite']) {
    this.thread = thread;
    this.#costs = costs;
  }

  commit(batch: readonly Message[], then: () => void): void {
    const { batchMicros, messageMicros, roomMicros, fsyncMicros, pageMicros } = this.#costs;
    const rooms = roomsIn(batch).length;
    this.thread.work(batchMicros + messageMicros * batch.length + roomMicros * rooms, () => {
      this.thread.rest(fsyncMicros + pageMicros * rooms, then);
    });
  }
}

/** What all nodes share of a database. */
export class SharedDatabase {
  readonly cores: Cores;
  readonly locks: RoomLocks;
  readonly #clockwork: Clockwork;
  readonly #fsyncMicros: number;
  #flushing = false;
  #waiting: (() => void)[] = [];

  constructor(clockwork: Clockwork, cores: Cores, { locks, costs }: { locks: RoomLocks; costs: Costs }) {
    this.#clockwork = clockwork;
    this.cores = cores;
    this.locks = locks;
    this.#fsyncMicros = costs.postgres.fsyncMicros;
  }

  /** Commits that come while one is written are written together after it. */
  flush(then: () => void): void {
    this.#waiting.push(then);
    if (!this.#flushing) this.#write();
  }

  #write(): void {
    this.#flushing = this.#waiting.length > 0;
    if (!this.#flushing) return;
    const written = this.#waiting;
    this.#waiting = [];
    this.#clockwork.after(this.#fsyncMicros, () => {
      for (const then of written) then();
      this.#write();
    });
  }
}

interface PostgresParts {
  readonly clockwork: Clockwork;
  readonly database: SharedDatabase;
  /** The thread of the node that talks to the database. */
  readonly main: Thread;
  readonly roundTripMicros: number;
  readonly costs: Costs['postgres'];
}

/** One node’s writer: a connection that runs one transaction after the other. */
export class PostgresStore implements Store {
  readonly #parts: PostgresParts;
  readonly #backend: Thread;

  constructor(parts: PostgresParts) {
    this.#parts = parts;
    this.#backend = new Thread(parts.clockwork, parts.database.cores);
  }

  commit(batch: readonly Message[], then: () => void): void {
    const { clockwork, database, main, roundTripMicros, costs } = this.#parts;
    const rooms = roomsIn(batch);
    const own =
      costs.nodeBatchMicros + costs.nodeMessageMicros * batch.length + costs.nodeRoomMicros * rooms.length;
    const asked = costs.batchMicros + costs.messageMicros * batch.length + costs.roomMicros * rooms.length;
    // BEGIN and the locks come first; all else happens while they are held.
    const write = () => this.#backend.work((asked * 9) / 10, () => database.flush(end));
    const end = () => {
      database.locks.free(rooms);
      main.work(own / 5, then);
    };
    const locked = () =>
      main.work((own * 3) / 5, () => clockwork.after((costs.statements - 2) * roundTripMicros, write));
    const lock = () => this.#backend.work(asked / 10, () => database.locks.take(rooms, locked));
    main.work(own / 5, () => clockwork.after(2 * roundTripMicros, lock));
  }
}

/** Each once, in the order in which everybody locks them. */
function roomsIn(batch: readonly Message[]): number[] {
  return [...new Set(batch.map(({ room }) => room))].toSorted((one, other) => one - other);
}
